"""A filled table changes what its person changed: no missing column counts, nor what a program did to a cell."""

import pytest
from openpyxl import Workbook

from consultations.models import Response
from consultations.responses.actions.responses import respond_to_item
from consultations.responses.spreadsheet.columns import in_all_languages, outcome_codes
from seko.search.folding import fold_words
from tests import factories as make
from tests.consultations.responses.spreadsheet.filling import FIELDS, confirmed, downloaded, faults, fill, saved, sent
from tests.files.packed import ods_of


def without(book, *fields):
    for field in sorted(fields, key=FIELDS.index, reverse=True):
        book.active.delete_cols(FIELDS.index(field) + 1)
    return book


def stored(item):
    response = Response.objects.get(item=item)
    return response.outcome, response.reason, response.forwarded_to, response.landed_in_id is not None


def plan_of(answer):
    return answer.context["plan"]


# --- columns ---------------------------------------------------------------------------------


@pytest.mark.parametrize("renamed", [False, True])
@pytest.mark.parametrize("field", ["outcome", "reason", "forwarded_to", "landed_in"])
def test_a_column_that_is_missing_or_renamed_changes_nothing_and_is_told(
    client, consultation, answered, field, renamed
):
    other = "reason" if field != "reason" else "outcome"
    book = fill(downloaded(client, consultation), 2, **{other: "Ново." if other == "reason" else "noted"})
    heading = book.active.cell(1, FIELDS.index(field) + 1).value
    if renamed:
        book.active.cell(1, FIELDS.index(field) + 1).value = "Naš zaključak"
    else:
        without(book, field)
    before = dict(zip(("outcome", "reason", "forwarded_to", "landed_in"), stored(answered[0]), strict=True))

    shown = sent(client, consultation, saved(book))
    confirmed(client, shown)

    assert heading in shown.text
    assert ("Naš zaključak" in shown.text) is renamed
    assert [change.emptied for change in plan_of(shown).changes] == [[]]
    after = dict(zip(("outcome", "reason", "forwarded_to", "landed_in"), stored(answered[0]), strict=True))
    assert {name for name in after if after[name] != before[name]} == {other}
    assert stored(answered[1]) == ("forwarded", "Туђе.", "МПШВ", False)


def test_what_would_be_deleted_is_shown(client, consultation, answered):
    book = fill(downloaded(client, consultation), 2, outcome="accepted", reason=None, landed_in=None)

    shown = sent(client, consultation, saved(book))

    [change] = plan_of(shown).changes
    assert change.emptied == ["Reason", "Passage where it was implemented"]
    assert "Would be deleted: Reason, Passage where it was implemented" in shown.text
    assert "<del>" in shown.text


def test_an_answer_that_was_deleted_in_the_table_stays_and_is_told(client, consultation, answered):
    book = fill(downloaded(client, consultation), 3, outcome=None, reason=None, forwarded_to=None)

    shown = sent(client, consultation, saved(book))

    assert [row.item for row in plan_of(shown).blank] == [answered[1]]
    assert "A table cannot delete answers" in shown.text
    assert not plan_of(shown).changes


def test_a_column_that_stands_twice_is_refused(client, consultation, answered):
    book = downloaded(client, consultation)
    book.active.cell(1, len(FIELDS) + 1).value = " REASON "

    assert "twice in the table" in sent(client, consultation, saved(book)).text


def test_headings_are_known_in_every_script_and_case(client, consultation, answered):
    book = fill(downloaded(client, consultation, "sr"), 2, reason="Ново.")
    for place in range(1, len(FIELDS) + 1):
        cell = book.active.cell(1, place)
        cell.value = f"  {cell.value.upper()} "

    assert len(plan_of(sent(client, consultation, saved(book))).changes) == 1


# --- cells -----------------------------------------------------------------------------------


def test_what_a_program_does_to_a_cell_is_no_change(client, consultation, answered):
    sheet = downloaded(client, consultation, "sr").active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    reason = FIELDS.index("reason")
    rows[1][reason] = "Рок.   \nДруги ред.\n\n"
    rows[2][reason] = "\u00a0Туђе. "

    [as_ods, as_xlsx] = ods_of(rows), Workbook()
    for row in rows:
        as_xlsx.active.append(row)
    as_xlsx.active.cell(2, reason + 1).value = "Рок._x000D_\n_x000D_\nДруги ред.".replace("_x000D_\n_x000D_", "_x000D_")

    for data, name in ((as_ods, "odgovori.ods"), (saved(as_xlsx), "odgovori.xlsx")):
        plan = plan_of(sent(client, consultation, data, name=name))
        assert (plan.changes, plan.faults, plan.unchanged, plan.empty) == ([], [], 2, 1), name


def test_an_ods_is_taken_as_well(client, consultation, answered):
    sheet = downloaded(client, consultation).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    rows[1][FIELDS.index("reason")] = "Први ред.\nДруги."

    confirmed(client, sent(client, consultation, ods_of(rows), name="odgovori.ods"))

    assert stored(answered[0])[1] == "Први ред.\nДруги."


@pytest.mark.parametrize(
    "words",
    ["НИЈЕ ПРИХВАЋЕНО", "nije prihvaceno", "Nije  prihvaćeno.", "nijе prihvaćеno", "not accepted", "not_accepted",
     "nije\u00a0prihva\u0107eno"],
)  # fmt: skip
def test_an_outcome_is_known_by_what_the_search_takes_for_equal(client, consultation, answered, words):
    book = fill(downloaded(client, consultation), 2, outcome=words)

    [change] = plan_of(sent(client, consultation, saved(book))).changes

    assert change.answer.outcome == "not_accepted"


def test_the_words_of_outcomes_differ_when_they_are_folded():
    for code, label in Response.Outcome.choices:
        assert {outcome_codes()[word] for word in map(fold_words, in_all_languages(label))} == {code}


def test_a_text_that_no_cell_can_hold_is_not_cut_when_the_table_comes_back(client, cast, consultation, answered):
    Response.objects.filter(item=answered[0]).update(reason="а" * 40_000)
    book = fill(downloaded(client, consultation), 2, outcome="noted")
    assert "has 40000]" in book.active.cell(2, FIELDS.index("reason") + 1).value.replace(",", "")

    [change] = plan_of(sent(client, consultation, saved(book))).changes

    assert (change.answer.outcome, len(change.answer.reason)) == ("noted", 40_000)


# --- errors ----------------------------------------------------------------------------------


def test_all_errors_come_in_one_round_and_equal_ones_once(client, cast, consultation, items):
    client.force_login(cast.coordinator)
    book = downloaded(client, consultation)
    fill(book, 2, outcome="partly accepted", landed_in="9.9")
    fill(book, 3, outcome="partly accepted", landed_in="9.9")
    fill(book, 4, outcome="možda", reason="=A1")

    answer = sent(client, consultation, saved(book))

    told = [(group.places, group.column) for group in plan_of(answer).fault_groups]
    assert told == [
        ("2, 3", "Passage where it was implemented"),
        ("2, 3", "Reason"),
        ("4", "Outcome"),
        ("4", "Reason"),
    ]
    assert "Rows 2, 3, column “Reason”:" in answer.text


def test_more_errors_than_a_page_of_the_portal_tells_are_told_of_a_file(client, cast):
    many = make.make_consultation("in_review", [cast.seko])
    make.make_opinion(many, cast.seko, cast.mandate("lead"), items=30, status="submitted")
    client.force_login(cast.coordinator)
    book = downloaded(client, many)
    for row in range(2, 32):
        fill(book, row, outcome="partly accepted")

    [group] = plan_of(sent(client, many, saved(book))).fault_groups

    assert (group.places, len(group.rows)) == ("2–31", 30)


# --- what others did meanwhile ---------------------------------------------------------------


def test_a_row_that_only_somebody_else_changed_is_no_change(client, cast, consultation, answered):
    book = fill(downloaded(client, consultation), 2, reason="Ново.")
    respond_to_item(answered[1], by=cast.desk_officer, outcome="noted", reason="Друго.")
    respond_to_item(answered[2], by=cast.desk_officer, outcome="accepted")

    shown = sent(client, consultation, saved(book))
    confirmed(client, shown)

    assert plan_of(shown).unchanged == 2
    assert stored(answered[0])[1] == "Ново."
    assert stored(answered[1])[:2] == ("noted", "Друго.")


def test_a_row_that_both_changed_is_shown_with_both(client, cast, consultation, answered):
    book = fill(downloaded(client, consultation), 3, reason="Моје речи.")
    respond_to_item(answered[1], by=cast.desk_officer, outcome="noted", reason="Њихове речи.")

    shown = sent(client, consultation, saved(book))

    assert faults(shown) == [(3, "")]
    assert [row.item for row in plan_of(shown).stale] == [answered[1]]
    assert "Changed by somebody else since the table was downloaded" in shown.text
    assert "Њихове" in shown.text or "Njihove" in shown.text
    assert stored(answered[1])[:2] == ("noted", "Њихове речи.")
