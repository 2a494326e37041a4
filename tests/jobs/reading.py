"""Downloaded files as rows of cells."""

import csv
import io

import openpyxl


def csv_rows(data):
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") >= head.count(",") else ","  # which one it is, tests/files/test_sheets.py asks
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def xlsx_rows(data):
    sheets_of = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return [[cell.value for cell in row] for sheet in sheets_of for row in sheet.iter_rows()]


READ = {"csv": csv_rows, "xlsx": xlsx_rows}
