"""Tables as files for other programs, written row by row: CSV and XLSX.

What people typed stays text: no cell is a formula to the program that opens the file. Source: OWASP, CSV Injection.
"""

import csv
import io
import re
from datetime import datetime
from tempfile import TemporaryFile

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

# What XML can not hold; tabs and line ends stay.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_PLAIN_NUMBER = re.compile(r"[+-][\d ]+")  # a phone number can do nothing
_XLSX_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
XLSX_ROWS = 1_048_576  # of one sheet
XLSX_CHARACTERS = 32_767  # of one cell


def printable(text) -> str:
    """A text without the characters that XML and programs for offices can not hold."""
    return _NOT_TEXT.sub("", text)


class CsvFile:
    """UTF-8 with the mark by which spreadsheets know it; commas, and quotes where needed. Source: RFC 4180."""

    content_type = "text/csv; charset=utf-8"

    def __init__(self, out, title, columns) -> None:
        self._text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._text)
        self._csv.writerow(column.heading for column in columns)

    def add(self, cells) -> None:
        self._csv.writerow([_csv_cell(cell) for cell in cells])

    def close(self) -> None:
        """All rows are there."""
        self._text.detach()

    def give_up(self) -> None:
        """The rows will not be complete: nobody will read them."""
        self._text.detach()


class XlsxFile:
    """Rows go to a file on disk at once, so that memory does not grow; a full sheet is followed by another."""

    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def __init__(self, out, title, columns) -> None:
        self._out = out
        self._book = Workbook(write_only=True)
        self.begin_table(title, columns)

    def begin_table(self, title, columns) -> None:
        """The rows that follow are of another table, on a sheet of its own."""
        self._title, self._columns, self._sheets = re.sub(r"[\[\]:*?/\\]", " ", title)[:25], columns, 0
        self._begin_sheet()

    def add(self, cells) -> None:
        if self._rows == XLSX_ROWS:
            self._begin_sheet()
        self._rows += 1
        self._sheet.append([self._cell(cell) for cell in cells])

    def close(self) -> None:
        """All rows are there."""
        self._book.save(self._out)

    def give_up(self) -> None:
        """The rows will not be complete: only the files that hold them until now have to go."""
        with TemporaryFile() as nowhere:
            self._book.save(nowhere)

    def _begin_sheet(self) -> None:
        self._sheets += 1
        self._sheet = self._book.create_sheet(self._title if self._sheets == 1 else f"{self._title} {self._sheets}")
        self._sheet.freeze_panes = "A2"
        for place, column in enumerate(self._columns, start=1):
            self._sheet.column_dimensions[get_column_letter(place)].width = column.width
        headings = [WriteOnlyCell(self._sheet, column.heading) for column in self._columns]
        for heading in headings:
            heading.font = Font(bold=True)
        self._sheet.append(headings)
        self._rows = 1

    def _cell(self, value):
        if isinstance(value, datetime):
            return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
        if not isinstance(value, str):
            return value
        text = xlsx_text(value)
        if text[:1] not in {"=", "#"}:
            return text
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"  # else a formula, or an error value
        return cell


FORMATS = {"csv": CsvFile, "xlsx": XlsxFile}


def cell_text(value) -> str:
    """Text as a cell of a spreadsheet can hold it: without what XML forbids, and cut, which is said at its end."""
    text = _NOT_TEXT.sub("", value)
    if len(text) <= XLSX_CHARACTERS:
        return text
    said = _("… [cut: a cell of a spreadsheet holds 32,767 characters; the text has %(n)s]") % {"n": len(text)}
    return text[: XLSX_CHARACTERS - len(said)] + said


def xlsx_text(value) -> str:
    """The same with the escapes of spreadsheets, as it is written."""
    return _XLSX_ESCAPE.sub(r"_x005F_x\1_", cell_text(value))


def _csv_cell(value) -> int | str:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text
