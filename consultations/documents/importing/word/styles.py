"""What the styles of a Word document say: is it a heading, does it belong to a list, is it hidden, struck, raised."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from consultations.documents.importing.xml import below

_HEADING_NAME = re.compile(r"^heading ([1-9])$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc|table of figures|table of authorities|index) ?\d*$|^toc heading$", re.IGNORECASE)
_LIST_NAME = re.compile(r"^list (?:bullet|number|continue)? ?([2-5])$", re.IGNORECASE)
_OFF = {"0", "false", "off", "none"}
LONGEST_LINE = 100  # styles that are based one on another


class _Style(NamedTuple):
    kind: str
    name: str
    based: str | None
    paragraph: Element | None
    run: Element | None


class Styles:
    """Styles by their id, each with what it takes from the style it is based on."""

    def __init__(self, root) -> None:
        self.by_id: dict[str | None, _Style] = {}
        self.defaults: dict[str, str | None] = {}
        self.run_defaults = None
        self._lines, self._known = {}, {}
        for element in root if root is not None else ():
            if element.tag == "w:docDefaults":
                self.run_defaults = below(element, "w:rPrDefault", "w:rPr")
            elif element.tag == "w:style":
                self._add(element)

    def _add(self, element) -> None:
        kind, key = element.get("w:type", "paragraph"), element.get("w:styleId")
        if element.get("w:default", "0") not in _OFF:
            self.defaults.setdefault(kind, key)
        self.by_id[key] = _Style(
            kind, value(element, "name") or "", value(element, "basedOn"), element.find("w:pPr"), element.find("w:rPr")
        )

    def _line(self, style) -> list[str]:
        """The style and those it is based on; a circle ends where it closes."""
        if style not in self._lines:
            line, key = [], style
            while key in self.by_id and key not in line and len(line) < LONGEST_LINE:
                line.append(key)
                key = self.by_id[key].based
            self._lines[style] = line
        return self._lines[style]

    def of_paragraph(self, properties) -> str | None:
        """The style of a paragraph: its own, or the one that paragraphs have by themselves."""
        named = value(properties, "pStyle")
        return named if named in self.by_id else self.defaults.get("paragraph")

    def heading_level(self, style) -> int | None:
        """From 1 to 9, or None."""
        for key in self._line(style):
            if found := _HEADING_NAME.match(self.by_id[key].name):
                return int(found[1])
            if self.by_id[key].name.lower() == "title":
                return 1
            if (level := outline_level(self.by_id[key].paragraph)) is not None:
                return level or None
        return None

    def is_contents(self, style) -> bool:
        """Does the paragraph belong to a table of contents, which repeats headings?"""
        return any(_CONTENTS_NAME.match(self.by_id[key].name) for key in self._line(style))

    def depth(self, style) -> int:
        """How deep the items of a style such as “List Bullet 2” lie; 0 where its name does not say."""
        found = _LIST_NAME.match(self.by_id[style].name) if style in self.by_id else None
        return int(found[1]) if found else 0

    def numberings(self, style) -> Iterator[tuple[str, str | None, int | None]]:
        """(style, list, level) for the style and each it is based on, nearest first; None where it does not say."""
        for key in self._line(style):
            yield key, *numbering_in(self.by_id[key].paragraph)

    def list_of(self, style) -> str | None:
        """The list of a style of lists."""
        return next((num for _key, num, _level in self.numberings(style) if num), None)

    def of_run(self, style, name) -> Element | None:
        """What a style, or the nearest it is based on, says of its runs under this name."""
        if (style, name) not in self._known:
            found = None
            for key in self._line(style):
                run = self.by_id[key].run
                if run is not None and (found := run.find(f"w:{name}")) is not None:
                    break
            self._known[style, name] = found
        return self._known[style, name]


class RunLook:
    """How a run looks, from its own properties, its style, that of its paragraph and what the document says of all."""

    def __init__(self, styles, paragraph_style, properties) -> None:
        self.styles, self.paragraph, self.own = styles, paragraph_style, properties
        self.character = value(properties, "rStyle")

    def _own(self, name) -> Element | None:
        return self.own.find(f"w:{name}") if self.own is not None else None

    def said(self, name) -> Element | None:
        """The nearest word about a property."""
        if (own := self._own(name)) is not None:
            return own
        for style in (self.character, self.paragraph):
            if style is not None and (found := self.styles.of_run(style, name)) is not None:
                return found
        return self.styles.run_defaults.find(f"w:{name}") if self.styles.run_defaults is not None else None

    def is_on(self, name) -> bool:
        """A property that is on or off, the nearest word counts."""
        return is_on(self.said(name))

    def is_toggled(self, name) -> bool:
        """One of those that two styles at once switch off again. Source: ISO/IEC 29500-1, 17.7.3."""
        if (own := self._own(name)) is not None:
            return is_on(own)
        if self.styles.run_defaults is not None and is_on(self.styles.run_defaults.find(f"w:{name}")):
            return True
        ways = [is_on(self.styles.of_run(style, name)) for style in (self.character, self.paragraph) if style]
        return sum(ways) == 1

    @property
    def is_hidden(self) -> bool:
        return self.is_toggled("vanish") or self.is_on("specVanish")

    @property
    def is_struck(self) -> bool:
        return self.is_toggled("strike") or self.is_on("dstrike")

    @property
    def raised(self) -> int:
        """1 for a superscript, -1 for a subscript, else 0."""
        said = self.said("vertAlign")
        return {"superscript": 1, "subscript": -1}.get(said.get("w:val", ""), 0) if said is not None else 0

    @property
    def shift(self) -> int:
        """By how many half points the run stands above the line."""
        return number(self.said("position"), 0)

    @property
    def font(self) -> str:
        said = self.said("rFonts")
        return said.get("w:ascii") or said.get("w:hAnsi") or "" if said is not None else ""


def value(element, name) -> str | None:
    """`w:val` of a child."""
    child = element.find(f"w:{name}") if element is not None else None
    return child.get("w:val") if child is not None else None


def is_on(element) -> bool:
    """Is a switch there, and not off?"""
    return element is not None and element.get("w:val", "1").lower() not in _OFF


def number(element, default=None, name="w:val"):
    """A whole number as an element has it; the default where it has none."""
    text = element.get(name, "") if element is not None else ""
    digits = text.strip().removeprefix("-").removeprefix("+")
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) < LONGEST_LINE else default


def outline_level(properties) -> int | None:
    """From 1 to 9; 0 for “body text”; None where nothing is said."""
    level = number(properties.find("w:outlineLvl") if properties is not None else None)
    if level is None:
        return None
    return level + 1 if 0 <= level < 9 else 0


def numbering_in(properties) -> tuple[str | None, int | None]:
    """(list, level) as properties of a paragraph have it; None for what they do not say."""
    element = properties.find("w:numPr") if properties is not None else None
    if element is None:
        return None, None
    return value(element, "numId"), number(element.find("w:ilvl"))
