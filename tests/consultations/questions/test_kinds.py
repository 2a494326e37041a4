"""Each kind of question is declared once, and is then in every place: rules, forms, results, plots, reports, files."""

import dataclasses
import re

import pytest
from django import forms
from django.utils import translation

from consultations.models import Question
from consultations.questions.answers import question_results
from consultations.questions.forms import AnswersForm, QuestionForm
from consultations.questions.kinds import QuestionKind, kind_of
from consultations.questions.kinds.base import AnswerKind
from consultations.questions.plots import question_plots
from consultations.reports.files.sheets import _question_rows
from consultations.reports.print import parts
from tests import factories as make
from tests.tools.sources import members_named, sources

each_kind = pytest.mark.parametrize("kind", QuestionKind)
PARTS = sorted(AnswerKind.__abstractmethods__)
TRAITS = [field.name for field in dataclasses.fields(AnswerKind)]
QUESTIONS = {
    "text": ({}, "Јер.", "Јер."),
    "single": ({"options": ["да", "не"]}, "да", "да"),
    "multiple": ({"options": ["а", "б"]}, ["б"], ["б"]),
    "scale": ({"minimum": 1, "maximum": 5}, "4", 4),
    "number": ({"minimum": 0}, "2,5", 2.5),
}


# --- the declaration -------------------------------------------------------------------------


@pytest.mark.parametrize("missing", PARTS)
def test_a_kind_can_not_be_declared_without_one_of_its_parts(missing):
    made = {name: lambda self: None for name in PARTS if name != missing}
    lacking = type("Lacking", (AnswerKind,), made)

    with pytest.raises(TypeError, match=missing):
        lacking(**dict.fromkeys(TRAITS, False))


@pytest.mark.parametrize("missing", TRAITS)
def test_a_kind_can_not_be_declared_without_one_of_its_traits(missing):
    whole = type("Whole", (AnswerKind,), {name: lambda self: None for name in PARTS})

    with pytest.raises(TypeError, match=missing):
        whole(**{name: False for name in TRAITS if name != missing})


def test_a_kind_can_not_be_declared_by_its_word_alone():
    with pytest.raises(TypeError, match="answers"):
        QuestionKind.__new_member__(QuestionKind, "date")


def test_what_needs_bounds_has_them():
    assert all(kind.answers.has_bounds for kind in QuestionKind if kind.answers.needs_bounds)


def test_forms_name_the_kinds_that_have_options_and_bounds():
    with translation.override("en"):
        options, bounds = (str(QuestionForm.base_fields[name].help_text) for name in ("options", "minimum"))
        for kind in QuestionKind:
            word = rf"\b{str(kind.label).split()[0]}\b"  # “single and multiple choice” names two kinds
            assert bool(re.search(word, options)) == kind.answers.has_options
            assert bool(re.search(word, bounds)) == kind.answers.has_bounds


# --- nobody else names one -------------------------------------------------------------------


# Words that are spelt like a kind and are something else.
NO_KINDS = {"text": "a field of words", "number": "a field of numbers"}


def test_no_other_module_of_questions_and_answers_names_a_kind():
    found = members_named("consultations/questions/kinds/", {"Kind", "QuestionKind"}, QuestionKind)
    rooms = ("consultations/questions/", "consultations/contributions/", "consultations/reports/")
    here = {(name, code) for name, code in found if name.startswith(rooms) and code not in NO_KINDS}

    assert here == {("consultations/questions/models.py", "TEXT")}  # that of a new question


def test_no_template_asks_for_a_kind_of_question():
    asked = [name for name, text in sources(".html", ".txt", ".typ") if "question.kind ==" in text]
    assert asked == []


# --- each kind in each place -----------------------------------------------------------------


def test_each_kind_has_an_example_here():
    assert set(QUESTIONS) == set(QuestionKind.values)


@each_kind
def test_its_form_takes_what_its_rule_keeps(kind, cast):
    facts, written, kept = QUESTIONS[kind]
    question = make.make_question(make.make_consultation("draft"), kind=kind, **facts)
    form = AnswersForm({f"q{question.pk}": written}, questions=[question], answers={})

    assert isinstance(form.fields[f"q{question.pk}"], forms.Field)
    assert form.is_valid()
    assert kind_of(question).checked(question, form.values()[question.pk]) == kept
    assert kind_of(question).checked(question, "" if isinstance(written, str) else []) is None


@each_kind
@pytest.mark.parametrize("answers", [0, 1])
def test_its_results_are_drawn_printed_and_written_into_files(kind, answers, cast):
    facts, _written, kept = QUESTIONS[kind]
    draft = make.make_consultation("draft")
    question = make.make_question(draft, kind=kind, text="Питање", **facts)
    running = make.opened(draft)
    for _ in range(answers):
        make.make_answer(question, value=kept, submitted_at=running.opens_at)

    [result] = question_results(running)
    with translation.override("en"):
        [(_same, plot)] = question_plots([result])
        [told] = parts.questions({"questions": [result]})
        rows = list(_question_rows(result, plot))

    assert Question.Kind(result["kind"]) is kind
    assert (plot is None) == (kind.answers.bars(result) is None)
    if plot is None:
        assert len(result["texts"]) == len(told["texts"]) == len(rows) == answers
    else:
        assert sum(count for _label, count in kind.answers.bars(result)) == answers
        assert len(plot.rows) == len(told["bars"]) == len(rows)
        assert bool(plot.rows) == bool(answers) and plot.summary
    assert {row[0] for row in rows} <= {told["title"]}
