"""The Office asks; organizations answer; all answers together are told."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from consultations.contributions.actions import submit_contribution
from consultations.models import Question, QuestionAnswer
from consultations.questions.actions import delete_question, move_question, save_answers, save_question
from consultations.questions.answers import checked_answer, question_results
from consultations.questions.permissions import can_see_results
from tests import factories as make
from tests.browsing import address, press, sign_in, text_of
from tests.cast import Cast
from tests.counting import assert_flat
from tests.happened import last_event, signature
from tests.refusals import codes_of, refused

OFFICE = {"coordinator", "desk_officer"}
ASKED = {"kind": "single", "text": "Да ли је рок довољан?", "options": ["да", " не ", ""]}


@pytest.fixture
def draft(cast):
    return make.make_consultation("draft", [cast.seko])


def asked(draft, **fields):
    return Question(consultation=draft, position=1, text="?", **{"kind": "text", **fields})


# --- asking ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", Cast.roles())
def test_only_those_who_prepare_a_consultation_ask(cast, draft, who):
    by = cast.user(who)
    if who in OFFICE:
        question = save_question(draft, by=by, **ASKED)
        assert (question.position, question.options) == (1, ["да", "не"])
        assert signature(last_event()) == ("consultation.questions_changed", by, cast.office, False)
        return
    question = make.make_question(draft)
    for act in (
        lambda: save_question(draft, by=by, **ASKED),
        lambda: delete_question(question, by=by),
        lambda: move_question(question, by=by, to=1),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": ""}, "blank"),
        ({"kind": "song"}, "invalid_choice"),
        ({"options": []}, "options_missing"),
        ({"options": ["да", "да "]}, "option_twice"),
        ({"options": [str(n) for n in range(51)]}, "too_many_options"),
        ({"kind": "scale"}, "bounds_missing"),
        ({"kind": "scale", "minimum": 5, "maximum": 1}, "bounds_backwards"),
        ({"kind": "number", "minimum": 5, "maximum": 5}, "bounds_backwards"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(cast, draft, changes, code):
    with refused(code):
        save_question(draft, by=cast.coordinator, **{**ASKED, **changes})


def test_what_a_kind_does_not_need_is_left_out(cast, draft):
    question = save_question(draft, by=cast.coordinator, **ASKED, minimum=1, maximum=5)
    assert (question.minimum, question.maximum) == (None, None)
    changed = save_question(
        draft,
        by=cast.coordinator,
        question=question,
        kind="scale",
        text="Колико?",
        options=["да"],
        minimum=1,
        maximum=5,
    )
    assert (changed.pk, changed.options, changed.minimum) == (question.pk, [], 1)


def test_questions_are_put_in_order_and_close_up(cast, draft):
    first, second, third = (make.make_question(draft) for _ in range(3))

    move_question(third, by=cast.coordinator, to=1)
    delete_question(first, by=cast.coordinator)

    assert list(draft.questions.values_list("pk", "position")) == [(third.pk, 1), (second.pk, 2)]


def test_questions_are_fixed_once_the_consultation_is_open(cast, draft):
    question = make.make_question(draft)
    running = make.opened(draft)

    for act in (
        lambda: save_question(running, by=cast.coordinator, **ASKED),
        lambda: save_question(running, by=cast.coordinator, question=question, **ASKED),
        lambda: delete_question(question, by=cast.coordinator),
        lambda: move_question(question, by=cast.coordinator, to=1),
    ):
        with refused("not_draft"):
            act()


def test_the_office_asks_on_its_pages(client, cast, draft):
    client.force_login(cast.desk_officer)
    data = {"kind": "multiple", "text": "Шта недостаје?", "options": "рокови\nновац", "is_required": "on"}

    client.post(address("question_create", draft.slug), data)
    question = draft.questions.get()
    client.post(address("question_edit", draft.slug, question.pk), data | {"options": "рокови\nновац\nљуди"})
    client.post(address("question_create", draft.slug), data)
    client.post(address("question_move", draft.slug, question.pk), {"down": ""})
    question.refresh_from_db()
    assert (question.options, question.is_required, question.position) == (["рокови", "новац", "људи"], True, 2)
    assert "ljudi" in text_of(client.get(address("questions", draft.slug)))
    press(client, address("question_delete", draft.slug, question.pk))
    assert list(draft.questions.values_list("position", flat=True)) == [1]


# --- answering -------------------------------------------------------------------------------

SINGLE, MULTIPLE = {"kind": "single", "options": ["да", "не"]}, {"kind": "multiple", "options": ["а", "б", "в"]}
SCALE, NUMBER = {"kind": "scale", "minimum": 1, "maximum": 5}, {"kind": "number", "minimum": 0}


@pytest.mark.parametrize(
    ("question", "written", "kept"),
    [
        ({}, "  Јер. ", "Јер."), ({}, "  ", None), (SINGLE, "да", "да"), (SINGLE, "", None),
        (MULTIPLE, ["в", "а"], ["а", "в"]), (MULTIPLE, [], None), (SCALE, "5", 5), (SCALE, "5,0", 5), (SCALE, "", None),
        (NUMBER, "12,5", 12.5), (NUMBER, "1 000", 1000), (NUMBER, 0, 0), (NUMBER, "", None),
    ],
)  # fmt: skip
def test_an_answer_is_kept_in_the_form_of_its_kind(question, written, kept):
    assert checked_answer(asked(None, **question), written) == kept


@pytest.mark.parametrize(
    ("question", "written", "code"),
    [
        ({}, "ш" * 20_001, "text_too_long"), (SINGLE, "можда", "unknown_option"),
        (MULTIPLE, ["а", "г"], "unknown_option"),
        (SCALE, "2,5", "not_whole"), (SCALE, "6", "out_of_bounds"), (NUMBER, "-1", "out_of_bounds"),
        (NUMBER, "много", "not_a_number"), (NUMBER, "NaN", "not_a_number"), (NUMBER, "1e999", "not_a_number"),
    ],
)  # fmt: skip
def test_what_does_not_answer_the_question_is_refused(question, written, code):
    with refused(code):
        checked_answer(asked(None, **question), written)


def test_answers_are_kept_by_the_people_of_the_organization_alone(cast, draft):
    question = make.make_question(draft)
    running = make.opened(draft)

    for who in set(Cast.roles()) - {"network"}:
        with pytest.raises(PermissionDenied):
            save_answers(running, cast.network_org, by=cast.user(who), values={question.pk: "Да."})
    save_answers(running, cast.network_org, by=cast.network, values={question.pk: "Да."})
    save_answers(running, cast.network_org, by=cast.network, values={question.pk: ""}, seen={question.pk: "Да."})
    assert QuestionAnswer.objects.count() == 0


def test_one_wrong_answer_is_named_and_nothing_is_kept(cast, draft):
    text, number = make.make_question(draft), make.make_question(draft, kind="number")
    running = make.opened(draft)

    with pytest.raises(ValidationError) as caught:
        save_answers(running, cast.network_org, by=cast.network, values={text.pk: "Да.", number.pk: "много"})

    assert (list(caught.value.error_dict), codes_of(caught.value)) == ([f"question-{number.pk}"], {"not_a_number"})
    assert QuestionAnswer.objects.count() == 0


# --- results ---------------------------------------------------------------------------------


@pytest.fixture
def answered(cast, draft):
    """Two have answered everything, a third keeps a draft."""
    kinds = [{"kind": "text"}, SINGLE, MULTIPLE, SCALE, NUMBER]
    questions = [make.make_question(draft, **kind) for kind in kinds]
    running = make.opened(draft)
    said = {
        "network": ["Кратко.", "да", ["а", "в"], "5", "10"],
        "lead": ["Дуго.", "да", ["а"], "2", "2,5"],
        "member": ["Тајна.", "не", ["б"], "1", "1"],
    }
    for who, values in said.items():
        organization = getattr(cast, f"{who}_org")
        given = {question.pk: value for question, value in zip(questions, values, strict=True)}
        save_answers(running, organization, by=cast.user(who), values=given)
        if who != "member":
            submit_contribution(running, organization, by=cast.user(who))
    return running


def test_results_count_choices_tell_numbers_and_list_texts(cast, answered):
    text, single, multiple, scale, number = question_results(answered)

    assert [row["text"] for row in text["texts"]] == ["Кратко.", "Дуго."]
    assert text["texts"][0]["organization"]["id"] == cast.network_org.pk
    assert single["options"] == [{"option": "да", "count": 2}, {"option": "не", "count": 0}]
    assert [row["count"] for row in multiple["options"]] == [2, 0, 1]
    assert scale["numbers"] == {"mean": 3.5, "median": 3.5, "least": 2, "most": 5}
    assert [(row["low"], row["count"]) for row in scale["distribution"]] == [(1, 0), (2, 1), (3, 0), (4, 0), (5, 1)]
    assert [(row["low"], row["count"]) for row in number["distribution"]] == [(2.5, 1), (10, 1)]
    assert (number["answers"], number["late"]) == (2, 0)


def test_many_different_numbers_are_counted_in_ten_steps(draft):
    question = make.make_question(draft, kind="number")
    running = make.opened(draft)
    for n in range(21):
        make.make_answer(question, value=n, submitted_at=running.opens_at)

    [result] = question_results(running)

    assert [row["count"] for row in result["distribution"]] == [2] * 9 + [3]
    assert (result["distribution"][0]["low"], result["distribution"][-1]["high"]) == (0, 20)


@pytest.mark.parametrize("who", Cast.roles())
def test_results_are_seen_by_the_office_after_the_window_and_by_all_with_the_report(client, cast, answered, who):
    sign_in(client, cast, who)
    page, api = address("questions", answered.slug), f"/api/v1/consultations/{answered.slug}/questions/"

    def sees():
        told = [row["results"] for row in client.get(api).json()["results"]]
        text = text_of(client.get(page))
        assert "Tajna." not in text and "Тајна." not in str(told)
        assert ("Kratko." in text) is all(told) is any(told)
        return all(told)

    assert not can_see_results(cast.user(who), answered)
    assert not sees()
    make.pass_time(answered, "consolidation")
    assert sees() is (who in OFFICE)
    make.pass_time(answered, "answered")
    assert sees()


def test_the_page_of_results_needs_as_many_queries_for_many_answers(client, cast, draft):
    question = make.make_question(draft)
    running = make.opened(draft)
    client.force_login(cast.coordinator)
    at = running.opens_at
    make.pass_time(running, "consolidation")

    def grow(rows):
        for _ in range(rows):
            make.make_answer(question, submitted_at=at)

    assert_flat(client, address("questions", running.slug), grow)
