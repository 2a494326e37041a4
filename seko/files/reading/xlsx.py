"""Rows of an XLSX as text. Source: ECMA-376, part 1, 18.3 (sheets), 18.4 (shared strings), 18.8 (styles)."""

import re
from datetime import datetime, timedelta
from itertools import count
from posixpath import normpath

from seko.files.reading.package import FORMULA, MOST_LETTERS, MOST_SHEETS, Cell, Counted, SheetRows, TableRefused

MOST_STYLES = 100_000
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # built into spreadsheets
_NOT_OF_DATES = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a cell has no time zone


def read_xlsx(package) -> list[SheetRows]:
    """The worksheets in their order."""
    kinds = _content_types(package)
    if any("macroEnabled" in kind for kind in kinds.values()):
        raise TableRefused("macros")
    book = next((name for name, kind in kinds.items() if "spreadsheetml.sheet.main+xml" in kind), None)
    if book is None:
        raise TableRefused("not_sheet")
    targets = _targets(package, book)
    by_kind = dict(targets.values())
    words = _shared_strings(package, by_kind.get("sharedStrings"))
    dates = _date_styles(package, by_kind.get("styles"))
    counted, sheets = Counted(), []
    for name, link in _sheets(package, book)[:MOST_SHEETS]:
        kind, target = targets.get(link, ("", ""))
        if kind == "worksheet" and target in package.names:
            sheets.append(_Sheet(name, counted, words, dates).read(package, target))
    return sheets


def _content_types(package) -> dict[str, str]:
    kinds: dict[str, str] = {}

    def begins(name, attributes) -> None:
        if name == "Override":
            kinds[attributes.get("PartName", "").lstrip("/")] = attributes.get("ContentType", "")
        elif name == "Default":
            kinds["." + attributes.get("Extension", "")] = attributes.get("ContentType", "")

    package.stream("[Content_Types].xml", begins=begins)
    return kinds


def _targets(package, part) -> dict[str, tuple[str, str]]:
    """{id of the link: (its kind, the part it leads to)}; what leads out of the package is not followed."""
    folder, _slash, file = part.rpartition("/")
    found: dict[str, tuple[str, str]] = {}

    def begins(name, attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            target = target.lstrip("/") if target.startswith("/") else normpath(f"{folder}/{target}")
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], target)

    links = f"{folder}/_rels/{file}.rels".lstrip("/")
    if links in package.names:
        package.stream(links, begins=begins)
    return found


def _sheets(package, book) -> list[tuple[str, str]]:
    found = []

    def begins(name, attributes) -> None:
        if name == "sheet":
            found.append((attributes.get("name", ""), attributes.get("id", "")))

    package.stream(book, begins=begins)
    return found


def _shared_strings(package, part) -> list[str]:
    """The texts that cells name by their number; how a word is read aloud (`rPh`) is no part of it."""
    words: list[str] = []
    pieces: list[str] = []
    open_tags = {"t": 0, "rPh": 0}
    letters = 0

    def begins(name, attributes) -> None:
        if name in open_tags:
            open_tags[name] += 1

    def ends(name) -> None:
        if name in open_tags:
            open_tags[name] -= 1
        elif name == "si":
            words.append(decoded("".join(pieces)))
            pieces.clear()

    def text(said) -> None:
        nonlocal letters
        if open_tags["t"] and not open_tags["rPh"]:
            letters += len(said)
            if letters > MOST_LETTERS:
                raise TableRefused("too_many_cells")
            pieces.append(said)

    if part in package.names:
        package.stream(part, begins=begins, ends=ends, text=text)
    return words


def _date_styles(package, part) -> set[int]:
    """The numbers of the styles that show a number as a date."""
    formats: dict[str, str] = {}
    found: set[int] = set()
    inside, style = [""], count()

    def begins(name, attributes) -> None:
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:255]
        elif name == "cellXfs":
            inside[0] = name
        elif name == "xf" and inside[0]:
            number, used = next(style), attributes.get("numFmtId", "0")
            if number > MOST_STYLES:
                raise TableRefused("too_many_cells")
            code = _NOT_OF_DATES.sub("", formats.get(used, ""))
            if (used.isdecimal() and len(used) < 9 and int(used) in _DATE_FORMATS) or re.search("[dDyY]", code):
                found.add(number)

    def ends(name) -> None:
        if name == "cellXfs":
            inside[0] = ""

    if part in package.names:
        package.stream(part, begins=begins, ends=ends)
    return found


class _Sheet:
    """Reads the rows of one worksheet."""

    def __init__(self, name, counted, words, dates) -> None:
        self.rows, self._words, self._dates = SheetRows(name, counted), words, dates
        self._row, self._place = 0, -1
        self._cells: dict[int, Cell] = {}
        self._kind = self._style = ""
        self._said: list[str] = []
        self._tag, self._has_formula, self._reading_aloud = "", False, False

    def read(self, package, part) -> SheetRows:
        package.stream(part, begins=self._begins, ends=self._ends, text=self._text)
        return self.rows

    def _begins(self, name, attributes) -> None:
        if name == "row":
            self._row, self._place, self._cells = _number(attributes.get("r", "")) or self._row + 1, -1, {}
        elif name == "c":
            told = _PLACE.fullmatch(attributes.get("r", ""))
            self._place = _column(told[1]) if told else self._place + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._said, self._has_formula = [], False
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._reading_aloud = True
        elif name in {"v", "t"}:
            self._tag = name

    def _text(self, said) -> None:
        if self._tag and not self._reading_aloud:
            self._said.append(said)

    def _ends(self, name) -> None:
        if name in {"v", "t"}:
            self._tag = ""
        elif name == "rPh":
            self._reading_aloud = False
        elif name == "c":
            self._cells[self._place] = FORMULA if self._has_formula else self._value("".join(self._said))
        elif name == "row":
            self.rows.add(self._row, self._cells)
            self._cells = {}

    def _value(self, said) -> str:
        if self._kind == "s":
            place = _number(said)
            return self._words[place] if place is not None and place < len(self._words) else ""
        if self._kind in {"inlineStr", "str", "e", "d"}:
            return decoded(said)
        if self._kind == "b":
            return {"1": "true", "0": "false"}.get(said, "")
        return _as_date(said) if self._style and _number(self._style) in self._dates else plain_number(said)


def decoded(text) -> str:
    """A text without the escapes of spreadsheets: `_x000D_` is the end of a line. Source: ECMA-376, 22.9.2.19."""
    return _ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(found) -> str:
    code = int(found[1], 16)
    return chr(code) if (code > 31 or code in {9, 10, 13}) and not 0xD800 <= code <= 0xDFFF else ""


def plain_number(said) -> str:
    """A number as it is written: 3, not 3.0, and 3.1, not 3.1000000000000001."""
    try:
        value = float(said)
    except ValueError:
        return said
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"


def _as_date(said) -> str:
    try:
        moment = _EPOCH + timedelta(days=float(said))
    except (ValueError, OverflowError):
        return plain_number(said)
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return f"{moment:%Y-%m-%d}" if (moment.hour, moment.minute) == (0, 0) else f"{moment:%Y-%m-%d %H:%M}"


def _number(said) -> int | None:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else None


def _column(letters) -> int:
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - 64
    return place - 1
