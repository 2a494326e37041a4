"""Tables as files for other programs, written row by row: CSV and XLSX.

What people typed stays text: no cell is a formula to the program that opens the file. Source: OWASP, CSV Injection.
"""

import csv
import io
import re
from copy import copy
from datetime import date, datetime
from math import ceil
from tempfile import TemporaryFile

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

# What XML can not hold; tabs and line ends stay.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_PLAIN_NUMBER = re.compile(r"[+-][\d ]+")  # a phone number can do nothing
_XLSX_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
XLSX_ROWS = 1_048_576  # of one sheet
XLSX_CHARACTERS = 32_767  # of one cell
A3, A4 = 8, 9  # Source: ECMA-376, part 1, 18.3.1.63
NARROWEST, WIDEST, WIDE = 12, 45, 200  # characters of a column; of a sheet
LINE, HIGHEST = 15, 409  # points of a row


def printable(text) -> str:
    """A text without the characters that XML and programs for offices can not hold."""
    return _NOT_TEXT.sub("", text)


def csv_separator() -> str:
    """What parts the cells of a CSV: what Excel expects where the active language is spoken.

    Where a comma begins the decimals, as in Serbia, it is the semicolon."""
    return "," if get_language() == "en" else ";"


class CsvFile:
    """UTF-8 with the mark by which spreadsheets know it, and quotes where needed. Source: RFC 4180.

    Cells are parted, and decimals begun, as Excel expects it in the active language."""

    content_type = "text/csv; charset=utf-8"

    def __init__(self, out, title, columns) -> None:
        self._text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._text, delimiter=csv_separator())
        self._csv.writerow(_csv_cell(str(column.heading)) for column in columns)

    def add(self, cells) -> None:
        self._csv.writerow([_csv_cell(cell) for cell in cells])

    def close(self) -> None:
        """All rows are there."""
        self._text.detach()

    def give_up(self) -> None:
        """The rows will not be complete: nobody will read them."""
        self._text.detach()


class XlsxFile:
    """Rows go to a file on disk at once, so that memory does not grow; a full sheet is followed by another.

    Each sheet can be read and printed as it is: texts wrap, the head stays, and no column is too narrow for a date."""

    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def __init__(self, out, title, columns) -> None:
        self._out = out
        self._book = Workbook(write_only=True)
        self._sheet, self._rows = None, 0
        self.begin_table(title, columns)

    def begin_table(self, title, columns) -> None:
        """The rows that follow are of another table, on a sheet of its own."""
        self._end_sheet()
        self._title, self._columns, self._sheets = re.sub(r"[\[\]:*?/\\]", " ", title)[:25], columns, 0
        self._begin_sheet()

    def add(self, cells) -> None:
        if self._rows == XLSX_ROWS:
            self._end_sheet()
            self._begin_sheet()
        self._rows += 1
        values = list(cells)
        self._write(values, [self._cell(value) for value in values], self._rows)

    def close(self) -> None:
        """All rows are there."""
        self._end_sheet()
        self._book.save(self._out)

    def give_up(self) -> None:
        """The rows will not be complete: only the files that hold them until now have to go."""
        with TemporaryFile() as nowhere:
            self._book.save(nowhere)

    def _begin_sheet(self) -> None:
        self._sheets += 1
        self._sheet = self._book.create_sheet(self._title if self._sheets == 1 else f"{self._title} {self._sheets}")
        self._widths = [min(max(column.width, NARROWEST), WIDEST) for column in self._columns]
        for place, width in enumerate(self._widths, start=1):
            self._sheet.column_dimensions[get_column_letter(place)].width = width
        ready_for_print(self._sheet, sum(self._widths))
        self._sheet.freeze_panes = "A2"
        self._looks = {name: self._look(**look) for name, look in _looks().items()}
        headings = [xlsx_text(str(column.heading)) for column in self._columns]
        self._write(headings, [self._dressed(heading, "heading") for heading in headings], 1)
        self._rows = 1

    def _write(self, values, cells, number) -> None:
        """A row as high as its texts need: not every program works that out when it opens the file."""
        widths = [*self._widths, *[NARROWEST] * max(0, len(values) - len(self._widths))]
        lines = max((_lines_of(*pair) for pair in zip(values, widths, strict=False)), default=1)
        if lines > 1:
            self._sheet.row_dimensions[number].height = min(lines * LINE, HIGHEST)
        self._sheet.append(cells)
        self._sheet.row_dimensions.pop(number, None)  # it is written; memory must not grow

    def _end_sheet(self) -> None:
        if self._sheet is not None:
            self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._columns))}{self._rows}"

    def _look(self, **look):
        cell = WriteOnlyCell(self._sheet)
        for name, value in look.items():
            setattr(cell, name, value)
        return cell._style  # noqa: SLF001  shared by all cells that look so: one by one they take half as long again

    def _dressed(self, value, look):
        cell = WriteOnlyCell(self._sheet, value)
        cell._style = copy(self._looks[look])  # noqa: SLF001
        if isinstance(value, str):
            cell.data_type = "s"  # never a formula, nor an error value
        return cell

    def _cell(self, value):
        if isinstance(value, datetime):
            return self._dressed(timezone.localtime(value).replace(tzinfo=None, microsecond=0), "moment")
        if isinstance(value, date):
            return self._dressed(value, "day")
        if not isinstance(value, str):
            return value if value is None or isinstance(value, bool) else self._dressed(value, "number")
        return self._dressed(xlsx_text(value), "text") if value else None


def _looks() -> dict[str, dict]:
    """How each kind of cell looks in the active language."""
    english = get_language() == "en"
    day = "[$-809]d mmm yyyy" if english else r"d\.\ m\.\ yyyy\."
    top, wrapped = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    return {
        "heading": {
            "font": Font(name="Calibri", bold=True),
            "alignment": wrapped,
            "fill": PatternFill("solid", fgColor="E8EEF4"),
        },
        "text": {"alignment": wrapped},
        "number": {"alignment": top},
        "day": {"alignment": top, "number_format": day},
        "moment": {"alignment": top, "number_format": f"{day}{',' if english else ''} hh:mm"},
    }


def _lines_of(value, width) -> int:
    """How many lines a cell of this width takes; words do not fill their lines."""
    if not isinstance(value, str):
        return 1
    room = max(1, width - 1) * 0.95
    return sum(max(1, ceil(len(line) / room)) for line in value[:XLSX_CHARACTERS].split("\n"))


def ready_for_print(sheet, width) -> None:
    """On its side, as wide as the page, the head on each page, and pages numbered. Before the first row.

    What is wider than a page of A4 can show legibly (`width`: characters) is set up for A3."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A3 if width > WIDE else A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.6, header=0.3, footer=0.3)
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"


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
    if isinstance(value, float):
        return str(value).replace(".", "," if csv_separator() == ";" else ".")
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text
