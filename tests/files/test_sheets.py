"""What people typed stays text in the file, whatever it looks like to a spreadsheet."""

from datetime import UTC, datetime
from io import BytesIO
from tempfile import TemporaryFile

import openpyxl
import pytest
from django.utils import translation

from organizations.models import Organization
from seko.files import sheets
from seko.jobs.exports import ExportColumn, Table, write_table
from tests import factories as make
from tests.jobs.reading import READ

pytestmark = pytest.mark.django_db
HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://a.example","a")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1",
    " =1",
    "\r\n=1",
    "＝1+1",
    "#REF!",
    "a\x07b\x1fc\x0b",
    "\ufffe\uffff",
    "_x0041_",
    "'",
    '";,\n"',
    "<script>alert(1)</script> & ]]>",
    "\u202eназад",
    "😀 e\u0301 ﷽",
    "ћирилица и latinica đ",
    "  размак  ",
]  # fmt: skip


def written(form, cells):
    """The rows of a file that holds these cells, one to a row."""
    table = Table("t", [ExportColumn("Текст")], Organization.objects.all(), lambda chunk: ([cell] for cell in cells))
    make.make_organization()
    with TemporaryFile() as out:
        write_table(table, form, out)
        out.seek(0)
        return READ[form](out.read())[1:]


def test_no_cell_of_a_csv_file_is_a_formula():
    told = [row[0] for row in written("csv", HOSTILE)]

    assert len(told) == len(HOSTILE)
    for text in told:
        assert text[:1] not in set("=+-@\t\r\n＝"), text
        assert not text.lstrip().startswith(("=", "+", "-", "@")), text
    assert told[0] == "'=1+1"
    assert told[HOSTILE.index("a\x07b\x1fc\x0b")] == "abc"
    assert told[-2:] == HOSTILE[-2:]


def test_no_cell_of_an_xlsx_file_is_a_formula_and_texts_stay_as_typed():
    table = Table("t", [ExportColumn("Текст")], Organization.objects.all(), lambda chunk: ([cell] for cell in HOSTILE))
    make.make_organization()
    with TemporaryFile() as out:
        write_table(table, "xlsx", out)
        out.seek(0)
        cells = [row[0] for row in openpyxl.load_workbook(out).active.iter_rows(min_row=2)]

    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "inlineStr"}
    assert not any(cell.hyperlink for cell in cells)
    told = dict(zip(HOSTILE, (cell.value for cell in cells), strict=True))
    assert (told["=1+1"], told["#REF!"], told["  размак  "]) == ("=1+1", "#REF!", "  размак  ")
    assert told["_x0041_"] == "_x005F_x0041_"  # as a spreadsheet reads it: _x0041_
    assert told["\ufffe\uffff"] is None


def test_a_phone_number_stays_a_number():
    assert written("csv", ["+381 11 123 456", "+381-HYPERLINK()"]) == [["+381 11 123 456"], ["'+381-HYPERLINK()"]]


def test_a_text_longer_than_a_cell_is_cut_where_it_must_be():
    long = "а" * 40_000

    assert written("csv", [long]) == [[long]]
    [[cut]] = written("xlsx", [long])
    assert len(cut) == sheets.XLSX_CHARACTERS
    assert cut.endswith("40000]")


def test_a_full_sheet_is_followed_by_another(monkeypatch):
    monkeypatch.setattr(sheets, "XLSX_ROWS", 3)

    assert written("xlsx", list(range(5))) == [[0], [1], ["Текст"], [2], [3], ["Текст"], [4]]


# --- as the region's programs open it --------------------------------------------------------


def raw(form, language, cells, columns=None):
    """The bytes of a file with one row of these cells."""
    columns = columns or [ExportColumn(f"К{n}") for n in range(len(cells))]
    with translation.override(language), TemporaryFile() as out:
        file = sheets.FORMATS[form](out, "т", columns)
        file.add(cells)
        file.close()
        out.seek(0)
        return out.read()


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        ("sr", "К0;К1;К2\r\n2,5;а;2026-06-01 12:30\r\n"),
        ("sr-latn", "К0;К1;К2\r\n2,5;а;2026-06-01 12:30\r\n"),
        ("en", "К0,К1,К2\r\n2.5,а,2026-06-01 12:30\r\n"),
    ],
)
def test_a_csv_is_parted_as_excel_expects_it_where_its_language_is_spoken(language, rows):
    moment = datetime(2026, 6, 1, 10, 30, tzinfo=UTC)

    assert raw("csv", language, [2.5, "а", moment]).decode("utf-8") == "\ufeff" + rows


@pytest.mark.parametrize(("language", "shown"), [("sr", r"d\.\ m\.\ yyyy\. hh:mm"), ("en", "[$-809]d mmm yyyy, hh:mm")])
def test_a_workbook_can_be_read_and_printed_as_it_is(language, shown):
    moment = datetime(2026, 11, 30, 10, 30, tzinfo=UTC)
    book = openpyxl.load_workbook(BytesIO(raw("xlsx", language, ["дуг текст " * 20, moment, moment.date(), 7])))

    sheet = book.active
    text, at, day, number = sheet[2]
    assert text.alignment.wrap_text and not number.alignment.wrap_text
    assert (at.is_date, at.number_format, f"{at.value:%d. %m. %Y. %H:%M}") == (True, shown, "30. 11. 2026. 11:30")
    assert day.is_date and number.value == 7
    assert sheet.column_dimensions["B"].width >= len("30. 11. 2026. 11:30")
    assert sheet.row_dimensions[2].height > 10 * sheets.LINE
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.freeze_panes, sheet.auto_filter.ref) == ("$1:$1", "A2", "A1:D2")
    assert sheet.oddFooter.right.text == "&P / &N"
