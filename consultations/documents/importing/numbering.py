"""The numbers that Word draws before paragraphs but does not write into the text."""

from collections.abc import Iterator
from typing import NamedTuple

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ALPHABETS = {"lowerLetter": _LATIN, "upperLetter": _LATIN, "russianLower": _RUSSIAN, "russianUpper": _RUSSIAN}
DEEPEST = 9


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
    if form in ("lowerRoman", "upperRoman"):
        written = "".join(_roman(n))
        return written.lower() if form == "lowerRoman" else written
    if letters := _ALPHABETS.get(form):
        written = letters[(n - 1) % len(letters)] * ((n - 1) // len(letters) + 1) if n > 0 else ""
        return written.upper() if "pper" in form else written
    if form == "decimalZero":
        return f"{n:02}"
    return "" if form in ("bullet", "none") else str(n)


def _roman(n) -> Iterator[str]:
    for value, sign in _ROMAN:
        while 0 < value <= n:
            yield sign
            n -= value


class Numbering:
    """Counts through a document: `draw` is called for each numbered paragraph, in the order of reading."""

    def __init__(self, root, ns, styles) -> None:
        self.ns, self.styles = ns, styles
        self.abstract, self.links, self.nums, self.starts, self.of_style = {}, {}, {}, {}, {}
        self.counts, self.begun = {}, set()
        if root is not None:
            self._read(root)

    def _read(self, root) -> None:
        for element in root.findall(f"{self.ns}abstractNum"):
            key = element.get(f"{self.ns}abstractNumId")
            self.abstract[key] = dict(map(self._level, element.findall(f"{self.ns}lvl")))
            self.links[key] = self._value(element, "numStyleLink")
        for element in root.findall(f"{self.ns}num"):
            num = element.get(f"{self.ns}numId")
            self.nums[num] = self._value(element, "abstractNumId")
            for override in element.findall(f"{self.ns}lvlOverride"):
                level = _int(override.get(f"{self.ns}ilvl"), 0)
                if (own := override.find(f"{self.ns}lvl")) is not None:
                    self.starts[num, level] = self._level(own)[1].start
                if (start := _int(self._value(override, "startOverride"))) is not None:
                    self.starts[num, level] = start
        for num, key in self.nums.items():
            for place, level in self.abstract.get(key, {}).items():
                if level.style:
                    self.of_style.setdefault(level.style, (num, place))

    def _value(self, element, name) -> str | None:
        child = element.find(f"{self.ns}{name}")
        return child.get(f"{self.ns}val") if child is not None else None

    def _level(self, element) -> tuple[int, Level]:
        legal = element.find(f"{self.ns}isLgl") is not None
        level = Level(
            start=_int(self._value(element, "start"), 0 if self._value(element, "start") else 1),
            form=self._value(element, "numFmt") or "decimal",
            text=self._value(element, "lvlText") or "",
            legal=legal,
            restart=_int(self._value(element, "lvlRestart")),
            style=self._value(element, "pStyle") or "",
        )
        return _int(element.get(f"{self.ns}ilvl"), 0), level

    def _levels(self, num) -> tuple[str | None, dict[int, Level]]:
        """The abstract list behind a list, through the style that may stand between them."""
        seen = set()
        while num in self.nums and num not in seen:
            seen.add(num)
            key = self.nums[num]
            if not self.links.get(key):
                return key, self.abstract.get(key, {})
            num = self.styles.list_of(self.links[key])
        return None, {}

    def draw(self, num, place) -> Drawn | None:
        """What is drawn before the next paragraph of this list and level; None where nothing is."""
        key, levels = self._levels(num)
        level = levels.get(place)
        if level is None or not 0 <= place < DEEPEST:
            return None
        counts = self.counts.setdefault(key, {})
        if (num, place) in self.starts and (num, place) not in self.begun:
            counts[place] = self.starts[num, place]
        else:
            counts[place] = counts[place] + 1 if place in counts else level.start
        self.begun.add((num, place))
        for deeper in [deep for deep in counts if deep > place]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or place < restart:
                del counts[deeper]
        if level.form in ("bullet", "none") or "%" not in level.text:
            return Drawn(place + 1, "" if level.form in ("bullet", "none") else level.text.strip(), 0)
        return Drawn(place + 1, self._label(level, levels, counts), level.text.count("%"))

    def _label(self, level, levels, counts) -> str:
        label = level.text
        for deep, own in levels.items():
            form = "decimal" if level.legal else own.form
            label = label.replace(f"%{deep + 1}", format_counter(form, counts.get(deep, own.start)))
        return " ".join(label.split())


def _int(text, default=None):
    try:
        return int(text)
    except (TypeError, ValueError):
        return default
