"""Which of its dates a consultation still awaits: in each state, and at both sides of each moment."""

from datetime import timedelta

import pytest

from consultations.deadlines.consultations import deadlines_of
from consultations.models import Consultation
from tests import factories as make

TICK = timedelta(microseconds=1)
DATES = ("opens_at", "comments_close_at", "opinion_due_at", "answer_due_at")
STEPS = (-TICK, timedelta(0), TICK)
AWAITED = {  # whatever the moment
    "draft": set(),
    "consolidation": {"opinion_due_at", "answer_due_at"},
    "in_review": {"answer_due_at"},
    "answered": set(),
    "cancelled": set(),
}


def awaited(consultation, at):
    return {name for name in DATES if consultation.awaits(name, at)}


def test_every_state_is_here():
    assert {*AWAITED, "open"} == set(Consultation.Status.values)


@pytest.mark.parametrize("edge", DATES)
@pytest.mark.parametrize("status", AWAITED)
def test_what_is_awaited_in_a_state_stays_awaited_after_its_moment_and_is_late_then(cast, status, edge):
    consultation = make.make_consultation(status)

    for step in STEPS:
        assert awaited(consultation, getattr(consultation, edge) + step) == AWAITED[status]


@pytest.mark.parametrize(
    ("edge", "step", "over"),
    [
        ("opens_at", -TICK, 0),
        ("opens_at", timedelta(0), 1),
        ("comments_close_at", -TICK, 1),
        ("comments_close_at", timedelta(0), 2),
        ("opinion_due_at", timedelta(0), 2),
        ("answer_due_at", TICK, 2),
    ],
)
def test_while_comments_are_open_all_that_follows_is_awaited(cast, edge, step, over):
    consultation = make.make_consultation("open")

    assert awaited(consultation, getattr(consultation, edge) + step) == set(DATES[over:])


@pytest.mark.parametrize(
    ("status", "running", "answered", "over", "promised"),
    [
        ("draft", False, False, False, False),
        ("open", True, False, False, True),
        ("consolidation", True, False, False, True),
        ("in_review", True, False, False, True),
        ("answered", False, True, True, True),
        ("cancelled", False, False, True, False),
    ],
)
def test_a_state_runs_or_is_over_and_a_list_says_the_same_as_each_by_itself(
    cast, status, running, answered, over, promised
):
    consultation = make.make_consultation(status)

    assert consultation.is_running == Consultation.objects.running().contains(consultation) == running
    assert consultation.is_answered == Consultation.objects.answered().contains(consultation) == answered
    assert consultation.is_over == over
    assert Consultation.objects.promised().contains(consultation) == promised
    assert (deadlines_of(consultation, consultation.opens_at) is not None) == promised
