"""Items as a table that a ministry fills in without the portal, and reads back: what each column holds."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from consultations.opinions.models import ItemComment
from consultations.responses.models import Response
from consultations.responses.spreadsheet.columns import (
    COLUMNS,
    FILLED_IN,
    KEY,
    OUTCOME,
    filled_cells,
    key_of,
    newest_version,
)
from seko.files.sheets import ready_for_print, xlsx_text
from seko.scripts import for_visitor, localized

LISTS = "lists"


def write_items(out, items, consultation) -> None:
    """Write the table of these rows of `items_of`. What was answered stays as it was typed, the rest is in the
    visitor's script."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Answers")[:31]
    ready_for_print(sheet, sum(width for __, width in COLUMNS.values()))
    sheet.append([str(heading) for heading, __ in COLUMNS.values()])
    merged = Prefetch("item_comments", ItemComment.objects.select_related("comment__organization"))
    newest = newest_version(consultation.version.document_id)
    for item in items.prefetch_related(merged):
        _add(sheet, _cells(item, newest))
    _dress(sheet)
    _offer_outcomes(book, sheet)
    book.save(out)


def _cells(item, newest) -> dict[str, int | str]:
    passage, filled = item.passage, filled_cells(getattr(item, "response", None), newest)
    return {
        KEY: key_of(item, filled),
        "opinion": item.opinion.number,
        "position": item.position,
        "passage": passage.number if passage else "",
        "passage_text": for_visitor(passage.text) if passage else _("The whole document"),
        "title": for_visitor(item.title),
        "text": for_visitor(item.text),
        "proposed_text": for_visitor(item.proposed_text),
        "comments": "\n\n".join(_comment(row.comment) for row in item.item_comments.all()),
        **filled,
    }


def _comment(comment) -> str:
    said = "\n".join(filter(None, [comment.proposed_text, comment.reason]))
    return f"#{comment.number} {localized(comment.organization, 'name')}: {for_visitor(said)}"


def _add(sheet, cells) -> None:
    row = sheet.max_row + 1
    for place, field in enumerate(COLUMNS, start=1):
        value = cells[field]
        cell = sheet.cell(row, place, xlsx_text(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.data_type = "s"  # never a formula, nor an error value
            cell.number_format = "@"  # so that 3.1 stays a number of a passage
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _dress(sheet) -> None:
    fill = PatternFill("solid", fgColor="FFF4D6")
    for place, (field, (__, width)) in enumerate(COLUMNS.items(), start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = width
        sheet.column_dimensions[letter].hidden = field == KEY
        sheet.cell(1, place).font = Font(bold=True)
        if field in FILLED_IN:
            sheet.cell(1, place).fill = fill
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{sheet.max_row}"


def _offer_outcomes(book, sheet) -> None:
    """A drop-down list of the allowed words, kept on a hidden sheet of their own."""
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for label in Response.Outcome.labels:
        lists.append([str(label)])
    choice = DataValidation(
        type="list",
        formula1=f"{LISTS}!$A$1:$A${len(Response.Outcome.labels)}",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=_("Outcome"),
        error=_("Choose one of the listed values."),
    )
    letter = get_column_letter(list(COLUMNS).index(OUTCOME) + 1)
    choice.add(f"{letter}2:{letter}{max(sheet.max_row, 2)}")
    sheet.add_data_validation(choice)
