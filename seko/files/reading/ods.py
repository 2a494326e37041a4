"""Rows of an ODS as text. Source: OASIS OpenDocument 1.3, part 3, 9.1 (tables), 6.1 (spaces), 19.385 (values)."""

from seko.files.reading.package import FORMULA, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Cell, Counted, SheetRows
from seko.files.reading.xlsx import plain_number

MOST_SPACES = 1_000
_OTHER_TEXT = {"annotation", "shapes", "tracked-changes"}  # of notes and drawings, not of cells


def read_ods(package) -> list[SheetRows]:
    """The sheets in their order."""
    reader = _Reader()
    package.stream("content.xml", begins=reader.begins, ends=reader.ends, text=reader.text)
    return reader.sheets[:MOST_SHEETS]


class _Reader:
    """A cell or a row that is told to be repeated counts as often as it holds anything, and no more than may be."""

    def __init__(self) -> None:
        self.sheets: list[SheetRows] = []
        self._counted = Counted()
        self._row = self._place = self._repeated = self._times = 0
        self._cells: dict[int, Cell] = {}
        self._attributes: dict[str, str] = {}
        self._paragraphs: list[list[str]] = []
        self._in_cell, self._in_paragraph, self._beside, self._tables = False, 0, 0, 0

    def begins(self, name, attributes) -> None:
        if name in _OTHER_TEXT:
            self._beside += 1
        if self._beside:
            return
        if name == "table":
            self._tables += 1
            if self._tables == 1:
                self.sheets.append(SheetRows(attributes.get("name", ""), self._counted))
                self._row = 0
        elif name == "table-row":
            self._cells, self._place = {}, 0
            self._repeated = _times(attributes.get("number-rows-repeated"))
        elif name in {"table-cell", "covered-table-cell"}:
            self._in_cell, self._attributes, self._paragraphs = True, attributes, []
            self._times = _times(attributes.get("number-columns-repeated"))
        elif self._in_cell:
            self._begins_text(name, attributes)

    def _begins_text(self, name, attributes) -> None:
        if name == "p":
            self._in_paragraph += 1
            self._paragraphs.append([])
        elif self._paragraphs and name == "s":
            self._paragraphs[-1].append(" " * min(_times(attributes.get("c")), MOST_SPACES))
        elif self._paragraphs and name in {"tab", "line-break"}:
            self._paragraphs[-1].append("\t" if name == "tab" else "\n")

    def text(self, said) -> None:
        if self._in_paragraph and not self._beside:
            self._paragraphs[-1].append(said)

    def ends(self, name) -> None:
        if name in _OTHER_TEXT:
            self._beside -= 1
        elif self._beside:
            return
        elif name == "table":
            self._tables -= 1
        elif name == "p" and self._in_paragraph:
            self._in_paragraph -= 1
        elif name in {"table-cell", "covered-table-cell"}:
            self._keep_cell()
        elif name == "table-row":
            self._keep_row()

    def _keep_cell(self) -> None:
        self._in_cell, self._in_paragraph = False, 0
        if cell := self._value():
            for place in range(self._place, min(self._place + self._times, MOST_COLUMNS)):
                self._cells[place] = cell
        self._place += self._times

    def _keep_row(self) -> None:
        if self._cells and len(self.sheets) <= MOST_SHEETS:
            for number in range(1, min(self._repeated, MOST_ROWS + 1) + 1):
                self.sheets[-1].add(self._row + number, self._cells)
        self._row += self._repeated
        self._cells = {}

    def _value(self) -> Cell:
        if "formula" in self._attributes:
            return FORMULA
        kind = self._attributes.get("value-type", "string")
        if kind in {"float", "currency"}:
            return plain_number(self._attributes.get("value", ""))
        if kind == "date":
            return self._attributes.get("date-value", "")[:16].replace("T", " ")
        if kind == "boolean":
            return self._attributes.get("boolean-value", "")
        return "\n".join("".join(pieces) for pieces in self._paragraphs)


def _times(told) -> int:
    """How often something is repeated; once where that is not told well."""
    return max(1, int(told)) if told and told.isascii() and told.isdecimal() and len(told) < 10 else 1
