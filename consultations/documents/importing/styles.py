"""What the styles of a Word document say about a paragraph: is it a heading, does it belong to a list."""

import re

_HEADING_NAME = re.compile(r"^heading ([1-9])$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc|table of figures|table of authorities|index) ?\d*$|^toc heading$", re.IGNORECASE)
_LIST_NAME = re.compile(r"^list (?:bullet|number|continue)? ?([2-5])$", re.IGNORECASE)


class Styles:
    """Styles of paragraphs by their id, each with what it takes from the style it is based on."""

    def __init__(self, root, ns) -> None:
        self.ns, self.by_id = ns, {}
        for element in root.findall(f"{ns}style") if root is not None else ():
            name = element.find(f"{ns}name")
            based = element.find(f"{ns}basedOn")
            properties = element.find(f"{ns}pPr")
            key = element.get(f"{ns}styleId")
            self.by_id[key] = (
                name.get(f"{ns}val", "") if name is not None else "",
                based.get(f"{ns}val") if based is not None else None,
                properties,
            )

    def _line(self, style):
        """The style and those it is based on."""
        seen = set()
        while style in self.by_id and style not in seen:
            seen.add(style)
            yield style, self.by_id[style]
            style = self.by_id[style][1]

    def heading_level(self, style) -> int | None:
        """From 1 to 9, or None."""
        for _key, (name, _based, properties) in self._line(style):
            if found := _HEADING_NAME.match(name):
                return int(found[1])
            if name.lower() == "title":
                return 1
            if (level := outline_level(properties, self.ns)) is not None:
                return level or None
        return None

    def is_contents(self, style) -> bool:
        """Does the paragraph belong to a table of contents, which repeats headings?"""
        return any(_CONTENTS_NAME.match(name) for _key, (name, *_) in self._line(style))

    def depth(self, style) -> int:
        """How deep the items of a style such as “List Bullet 2” lie; 0 where its name does not say."""
        found = _LIST_NAME.match(self.by_id[style][0]) if style in self.by_id else None
        return int(found[1]) if found else 0

    def numbering(self, style) -> tuple[str | None, int | None, str] | None:
        """(list, level, style that says so) as the style has it, or None."""
        for key, (_name, _based, properties) in self._line(style):
            if (found := numbering_in(properties, self.ns)) is not None:
                return *found, key
        return None

    def list_of(self, style):
        """The list of a style of lists."""
        found = numbering_in(self.by_id[style][2], self.ns) if style in self.by_id else None
        return found[0] if found else None


def outline_level(properties, ns) -> int | None:
    """From 1 to 9; 0 for “body text”; None where nothing is said."""
    element = properties.find(f"{ns}outlineLvl") if properties is not None else None
    value = element.get(f"{ns}val", "") if element is not None else ""
    if not value.isdecimal():
        return None
    return int(value) + 1 if int(value) < 9 else 0


def numbering_in(properties, ns) -> tuple[str | None, int | None] | None:
    """(list, level or None) as properties of a paragraph have it, or None."""
    element = properties.find(f"{ns}numPr") if properties is not None else None
    if element is None:
        return None
    num, level = element.find(f"{ns}numId"), element.find(f"{ns}ilvl")
    value = level.get(f"{ns}val", "") if level is not None else ""
    return (num.get(f"{ns}val") if num is not None else None), (int(value) if value.isdecimal() else None)
