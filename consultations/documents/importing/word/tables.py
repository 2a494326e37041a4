"""Rows and cells of Word's tables, whatever lies between them; columns stay one above another."""

from typing import TYPE_CHECKING

from consultations.documents.importing import losses
from consultations.documents.importing.messages import ImportRefused
from consultations.documents.importing.word.paragraphs import branch, words_in
from consultations.documents.importing.word.styles import is_on, number
from consultations.documents.importing.xml import below

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

WIDEST = 63  # columns, as in Word
MOST_CELLS = 400_000
_PASSED_OVER = {"w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:tblPrEx", "w:sdtPr", "w:sdtEndPr"}


def rows_of(table, lose) -> "Iterator[Element]":
    """The rows that are shown, also those within content controls and other wrappers."""
    for row in _inside(table, "w:tr", lose):
        if below(row, "w:trPr", "w:del") is not None:
            lose(losses.DELETED, words_in(row))
        elif is_on(below(row, "w:trPr", "w:hidden")):
            lose(losses.HIDDEN, words_in(row))
        else:
            yield row


def cells_of(row, lose) -> "Iterator[Element]":
    for cell in _inside(row, "w:tc", lose):
        if below(cell, "w:tcPr", "w:cellDel") is not None:
            lose(losses.DELETED, words_in(cell))
        else:
            yield cell


def _inside(element, tag, lose) -> "Iterator[Element]":
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in ("w:del", "w:moveFrom"):
            lose(losses.DELETED, words_in(child))
        elif child.tag == "mc:AlternateContent":
            yield from _inside(branch(child), tag, lose)
        elif child.tag not in _PASSED_OVER:
            yield from _inside(child, tag, lose)


class Grid:
    """The words of a table in rows of columns."""

    def __init__(self, table, words_of, lose) -> None:
        self.cells = 0
        self.rows = [self._row(row, words_of, lose) for row in rows_of(table, lose)]

    def _row(self, row, words_of, lose) -> list[str]:
        columns = [""] * _columns(below(row, "w:trPr", "w:gridBefore"))
        for cell in cells_of(row, lose):
            words = words_of(cell)  # a cell that goes on below another holds nothing that is shown
            goes_on = (below(cell, "w:tcPr", "w:vMerge"), below(cell, "w:tcPr", "w:hMerge"))
            if any(said is not None and said.get("w:val", "continue") == "continue" for said in goes_on):
                if words.strip():
                    lose(losses.HIDDEN, words)
                words = ""
            columns += [words, *[""] * (max(1, _columns(below(cell, "w:tcPr", "w:gridSpan"))) - 1)]
        columns += [""] * _columns(below(row, "w:trPr", "w:gridAfter"))
        self.cells += len(columns)
        if self.cells > MOST_CELLS:
            raise ImportRefused("too_long")
        return columns


def _columns(element) -> int:
    return max(0, min(number(element, 0), WIDEST))
