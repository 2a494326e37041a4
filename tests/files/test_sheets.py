"""What people typed stays text in the file, whatever it looks like to a spreadsheet."""

from tempfile import TemporaryFile

import openpyxl
import pytest

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
