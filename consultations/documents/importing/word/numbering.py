"""The numbers that Word draws before paragraphs but does not write into the text."""

from collections.abc import Iterator
from typing import NamedTuple

from consultations.documents.importing.word.styles import is_on, number, value
from consultations.documents.importing.xml import below

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_SERBIAN = "абвгдђежзијклљмнњопрстћуфхцчџш"
_ALPHABETS = {
    "lowerLetter": _LATIN,
    "upperLetter": _LATIN,
    "russianLower": _RUSSIAN,
    "russianUpper": _RUSSIAN,
    "serbianLower": _SERBIAN,
    "serbianUpper": _SERBIAN,
}
_SIGNS = "*†‡§"
# The first of a row of signs in Unicode.
_ENCLOSED = {"decimalEnclosedCircle": "①", "decimalEnclosedParen": "⑴", "decimalEnclosedFullstop": "⒈"}
_MOST_ENCLOSED = 20
_AROUND = {"hex": "{:X}", "numberInDash": "- {} -"}
DEEPEST = 9
LARGEST = 32_767  # of a counter, as in Word
MOST_LETTERS = 780  # Word writes letters thirty times over, then begins anew
LONGEST_TEXT = 255  # characters that a level puts around its numbers


class Drawn(NamedTuple):
    """What Word draws before a paragraph: `label` is empty for a bullet, `parts` says how many levels it counts."""

    level: int
    label: str
    parts: int


class Level(NamedTuple):
    start: int
    form: str
    text: str
    legal: bool  # numbers of higher levels are written as digits
    restart: int | None  # the level after which it begins anew; 0 is never
    style: str


def format_counter(form, n) -> str:
    """The n-th number in a form of Word: decimal, lowerRoman, upperLetter …"""
    if form in ("bullet", "none"):
        return ""
    written = str(n)
    if form in ("lowerRoman", "upperRoman"):
        written = "".join(_roman(n))
    elif letters := _ALPHABETS.get(form):
        place = (n - 1) % MOST_LETTERS
        written = letters[place % len(letters)] * (place // len(letters) + 1) if n > 0 else ""
    elif form.startswith("zeros"):
        written = f"{n:0{form[5:]}}"
    elif form in _ENCLOSED and 0 < n <= _MOST_ENCLOSED:
        written = chr(ord(_ENCLOSED[form]) + n - 1)
    elif form == "chicago" and 0 < n <= LONGEST_TEXT:
        written = _SIGNS[(n - 1) % len(_SIGNS)] * ((n - 1) // len(_SIGNS) + 1)
    elif form in _AROUND:
        written = _AROUND[form].format(n)
    return written.upper() if "pper" in form else written.lower() if form == "lowerRoman" else written


def _roman(n) -> Iterator[str]:
    for size, sign in _ROMAN:
        while 0 < size <= n:
            yield sign
            n -= size


def _form(element) -> str:
    """The form of a level; a newer one that older programs do not know stands in a choice of its own."""
    said = below(element, "mc:AlternateContent", "mc:Choice", "w:numFmt")
    said = element.find("w:numFmt") if said is None else said
    if said is None:
        return "decimal"
    form, own = said.get("w:val") or "decimal", said.get("w:format", "").split(",")[0].strip()
    if form == "decimalZero":
        return "zeros2"
    if form != "custom":
        return form
    if own.isdecimal():
        return f"zeros{min(len(own), 9)}"
    return {"а": "serbianLower", "А": "serbianUpper"}.get(own, "decimal")


class Numbering:
    """Counts through a document: `draw` is called for each numbered paragraph, in the order of reading."""

    def __init__(self, root, styles) -> None:
        self.styles = styles
        self.abstract, self.links, self.nums, self.starts, self.own = {}, {}, {}, {}, {}
        self.counts, self.begun, self.resolved = {}, set(), {}
        if root is not None:
            self._read(root)

    def _read(self, root) -> None:
        for element in root.findall("w:abstractNum"):
            key = element.get("w:abstractNumId")
            self.abstract[key] = self._levels_in(element)
            self.links[key] = value(element, "numStyleLink")
        for element in root.findall("w:num"):
            num = element.get("w:numId")
            self.nums[num] = value(element, "abstractNumId")
            for override in element.findall("w:lvlOverride"):
                place = number(override, 0, "w:ilvl")
                for own in self._levels_in(override).values():
                    self.own.setdefault(num, {})[place] = own
                    self.starts[num, place] = own.start
                if (start := number(override.find("w:startOverride"))) is not None:
                    self.starts[num, place] = _bounded(start)

    def _levels_in(self, element) -> dict[int, Level]:
        levels = {}
        for child in element.findall("w:lvl"):
            place = number(child, 0, "w:ilvl")
            if 0 <= place < DEEPEST:
                levels[place] = Level(
                    start=_bounded(number(child.find("w:start"), 0 if child.find("w:start") is not None else 1)),
                    form=_form(child),
                    text=(value(child, "lvlText") or "")[:LONGEST_TEXT],
                    legal=is_on(child.find("w:isLgl")),
                    restart=number(child.find("w:lvlRestart")),
                    style=value(child, "pStyle") or "",
                )
        return levels

    def _levels(self, num) -> tuple[str | None, dict[int, Level]]:
        """The list behind a list, through the style that may stand between them; with the levels of its own."""
        if num not in self.resolved:
            self.resolved[num] = self._resolve(num)
        return self.resolved[num]

    def _resolve(self, num):
        own, seen = self.own.get(num, {}), set()
        while num in self.nums and num not in seen:
            seen.add(num)
            key = self.nums[num]
            if not self.links.get(key):
                return key, {**self.abstract.get(key, {}), **own}
            num = self.styles.list_of(self.links[key])
        return None, {}

    def place_of_style(self, num, style) -> int | None:
        """The level of a list that belongs to a style."""
        levels = self._levels(num)[1]
        return next((place for place, level in levels.items() if level.style == style), None) if style else None

    def draw(self, num, place) -> Drawn | None:
        """What is drawn before the next paragraph of this list and level; None where nothing is."""
        key, levels = self._levels(num)
        level = levels.get(place)
        if level is None:
            return None
        counts = self.counts.setdefault(key, {})
        for higher in range(place):  # what comes below a number that was never drawn counts it all the same
            if higher in levels:
                counts.setdefault(higher, self.starts.get((num, higher), levels[higher].start))
        if (num, place) in self.starts and (num, place) not in self.begun:
            counts[place] = self.starts[num, place]
        else:
            counts[place] = min(counts[place] + 1, LARGEST) if place in counts else level.start
        self.begun.add((num, place))
        for deeper in [deep for deep in counts if deep > place]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or place < restart:
                del counts[deeper]
        if level.form == "bullet":
            return Drawn(place + 1, "", 0)
        label = self._label(level, levels, counts)
        return Drawn(place + 1, label, level.text.count("%")) if label or level.form != "none" else None

    def _label(self, level, levels, counts) -> str:
        label = level.text
        for deep, own in levels.items():
            form = "decimal" if level.legal and not own.form.startswith("zeros") else own.form
            label = label.replace(f"%{deep + 1}", format_counter(form, counts.get(deep, own.start)))
        return " ".join(label.split())


def _bounded(start) -> int:
    return max(0, min(start, LARGEST))
