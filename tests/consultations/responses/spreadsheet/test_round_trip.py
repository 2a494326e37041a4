"""The table for a ministry, and the filled table that comes back."""

from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from consultations.models import Response
from consultations.responses.actions.responses import ResponseContent, respond_to_item, respond_to_items
from seko.events.models import Event
from tests import factories as make
from tests.consultations.responses.spreadsheet.filling import (
    FIELDS,
    address,
    confirmed,
    downloaded,
    faults,
    fill,
    saved,
    sent,
)

# --- going out -------------------------------------------------------------------------------


def test_the_table_holds_what_a_ministry_needs_and_offers_the_outcomes(client, cast, consultation, items):
    client.force_login(cast.contact)

    book = downloaded(client, consultation)

    sheet, lists = book.worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(rows) == 3 and len(rows[0]) == len(FIELDS)
    assert rows[1][0].startswith(f"{items[0].pk}-0-")
    assert rows[1][1:3] == [items[0].opinion.number, 1]
    assert "=1+1" in rows[1][FIELDS.index("comments")]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.column_dimensions["A"].hidden and lists.sheet_state == "hidden"
    [choice] = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("J2:J3", "lists!$A$1:$A$7")
    assert "forwarded to a competent body" in [row[0].value for row in lists.iter_rows()]


def test_the_table_is_narrowed_as_the_page_is(client, cast, consultation, items):
    client.force_login(cast.coordinator)
    answer = client.get(address("response_spreadsheet", consultation) + "?institution=null")

    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))

    assert [row[2].value for row in book.active.iter_rows(min_row=2)] == [3]


# --- coming back -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "sr", "sr-latn"])
def test_a_filled_table_is_shown_first_and_saved_when_confirmed(client, cast, consultation, items, language):
    client.force_login(cast.contact)
    book = downloaded(client, consultation, language)
    with translation.override(language):
        words = str(Response.Outcome.NOT_ACCEPTED.label)
    fill(book, 2, outcome=words.upper(), reason="Нема средстава.")

    shown = sent(client, consultation, saved(book), language=language)
    assert not Response.objects.exists() and not Event.objects.exists()
    assert [change.item for change in shown.context["plan"].changes] == [items[0]]
    assert shown.context["plan"].empty == 1
    confirmed(client, shown)

    response = Response.objects.get()
    assert (response.item, response.outcome, response.reason) == (items[0], "not_accepted", "Нема средстава.")
    assert (response.status, response.organization) == ("in_review", cast.ministry)
    assert Event.objects.get().verb == "item.sent"


@pytest.mark.parametrize(
    ("who", "then", "status"),
    [
        ("contact", "keep", "draft"),
        ("contact", "send", "in_review"),
        ("coordinator", "keep", "draft"),
        ("desk_officer", "send", "approved"),
    ],
)
def test_what_becomes_of_the_answers_is_chosen(client, cast, consultation, items, who, then, status):
    client.force_login(cast.user(who))
    book = fill(downloaded(client, consultation), 3, outcome="accepted")

    shown = sent(client, consultation, saved(book), then)
    confirmed(client, shown)

    assert Response.objects.get().status == status


def test_a_table_that_comes_back_as_it_went_changes_nothing(client, cast, consultation, items):
    later = make.make_document_version(document=consultation.version.document, number=2).passages.last()
    respond_to_item(items[0], by=cast.coordinator, outcome="accepted", landed_in=later)
    respond_to_item(items[1], by=cast.coordinator, outcome="forwarded", reason="Tuđe.\nДруги ред", forwarded_to="МПШВ")
    client.force_login(cast.coordinator)

    shown = sent(client, consultation, saved(downloaded(client, consultation, "sr")))

    plan = shown.context["plan"]
    assert (plan.changes, plan.faults, plan.unchanged, plan.empty) == ([], [], 2, 1)


def test_faults_are_named_by_row_and_column_and_nothing_is_saved(client, cast, consultation, items):
    client.force_login(cast.coordinator)
    book = downloaded(client, consultation)
    fill(book, 2, outcome="perhaps", reason="Можда.")
    fill(book, 3, outcome="partly accepted", reason="=A1&B1")
    fill(book, 4, outcome="accepted", landed_in="9.9")

    answer = sent(client, consultation, saved(book))

    assert faults(answer) == [(2, "Outcome"), (3, "Reason"), (4, "Passage where it was implemented")]
    assert "prihvaćeno" in answer.text and "прихваћено" in answer.text  # the allowed words, as each variant writes them
    assert not Response.objects.exists()


def test_what_the_action_refuses_is_told_in_the_preview(client, cast, consultation, items):
    client.force_login(cast.coordinator)
    book = downloaded(client, consultation)
    fill(book, 2, outcome="partly accepted")
    fill(book, 3, outcome="forwarded to a competent body", reason="Није наше.")

    answer = sent(client, consultation, saved(book))

    assert faults(answer) == [(2, "Reason"), (3, "Forwarded to")]
    assert not Response.objects.exists()


def test_rows_changed_meanwhile_are_refused_by_name(client, cast, consultation, items):
    client.force_login(cast.coordinator)
    book = fill(fill(downloaded(client, consultation), 2, outcome="accepted"), 3, outcome="accepted")
    respond_to_item(items[1], by=cast.desk_officer, outcome="noted", reason="Да.")

    answer = sent(client, consultation, saved(book))

    assert faults(answer) == [(3, "")]
    assert "Somebody changed this answer in the meantime." in answer.text
    assert Response.objects.get().outcome == "noted"


def test_rows_changed_after_the_preview_are_refused_too(client, cast, consultation, items):
    client.force_login(cast.coordinator)
    shown = sent(client, consultation, saved(fill(downloaded(client, consultation), 2, outcome="accepted")))
    respond_to_item(items[0], by=cast.desk_officer, outcome="noted", reason="Да.")

    answer = confirmed(client, shown)

    assert "Somebody changed this answer in the meantime." in answer.text
    assert Response.objects.get().outcome == "noted"


def test_items_of_others_are_refused(client, cast, consultation, items):
    client.force_login(cast.contact)
    book = fill(downloaded(client, consultation), 2, key=f"{items[2].pk}-0", outcome="accepted")
    fill(book, 3, key="hm", outcome="accepted")
    book.active.append([f"{items[1].pk}-0", *[None] * 8, "accepted"])
    book.active.append([f"{items[1].pk}-0", *[None] * 8, "accepted"])

    answer = sent(client, consultation, saved(book))

    assert [row for row, __ in faults(answer)] == [2, 3, 5]


def test_what_was_shown_to_another_person_is_not_applied(client, cast, consultation, items):
    client.force_login(cast.coordinator)
    shown = sent(client, consultation, saved(fill(downloaded(client, consultation), 2, outcome="accepted")))
    client.force_login(cast.desk_officer)

    answer = confirmed(client, shown)

    assert "out of date" in answer.text
    assert not Response.objects.exists()


def test_other_changes_than_those_shown_are_not_applied(client, cast, consultation, items):
    client.force_login(cast.coordinator)
    shown = sent(client, consultation, saved(fill(downloaded(client, consultation), 2, outcome="accepted")))
    shown.context["plan"].changes[0].row += 1

    answer = confirmed(client, shown)

    assert "Something has changed since the table was shown." in answer.text
    assert not Response.objects.exists()


def unheaded():
    book = Workbook()
    book.active.append(["Нешто", "друго"])
    return saved(book)


@pytest.mark.parametrize(
    ("make_file", "words"),
    [
        (lambda: b"%PDF-1.7", "is not a table"),
        (lambda: b"PK\x03\x04 broken", "damaged"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (unheaded, "column of keys is missing"),
    ],
)
def test_files_are_judged_by_their_content(client, cast, consultation, items, make_file, words):
    client.force_login(cast.coordinator)

    answer = sent(client, consultation, make_file())

    assert words in answer.text
    assert "plan" not in answer.context


def test_an_answer_of_the_ministry_that_is_in_review_is_not_changed_by_its_table(client, cast, consultation, items):
    client.force_login(cast.contact)
    book = fill(downloaded(client, consultation), 2, outcome="accepted")
    respond_to_items({items[0]: ResponseContent("noted", "Да.")}, by=cast.contact, send=True)
    fill(book, 2, key=f"{items[0].pk}-1")

    answer = sent(client, consultation, saved(book))

    assert faults(answer) == [(2, "")]
    assert "is being reviewed by the Ministry of European Integration" in answer.text


def test_what_was_shown_stays_when_the_language_changes(client, cast, consultation, items):
    client.force_login(cast.coordinator)
    shown = sent(client, consultation, saved(fill(downloaded(client, consultation), 2, outcome="accepted")))

    again = client.post(
        f"{address('response_import', consultation, 'sr')}?{shown.request['QUERY_STRING']}",
        {"plan": shown.context["plan"].digest, "keep_typed": "1"},
    )

    assert [change.item for change in again.context["plan"].changes] == [items[0]]
    assert not Response.objects.exists()
