"""Each term counts once: an opinion is in time, late, missing or running; an institution's answer kept or broken."""

from datetime import UTC, date, datetime, timedelta

import pytest

from consultations.deadlines.actions.scheduled import run_scheduled_acts
from consultations.deadlines.consultations import deadlines_by_year, deadlines_of
from consultations.deadlines.institutions import InstitutionDeadlines
from consultations.models import Opinion
from organizations.models import Organization
from seko.rules.deadlines import days_before, days_late, end_of
from tests import factories as make

DAY, TICK = timedelta(days=1), timedelta(microseconds=1)
DUE = datetime(2027, 3, 16, 8, tzinfo=UTC)
IN_TIME, LATE, MISSING, RUNNING = (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)


def clock(cast, at, *submitted):
    """Of a consultation with a SEKO for each moment at which an opinion was submitted, None where none was."""
    sekos = [cast.seko, cast.other_seko, make.make_seko()][: len(submitted)]
    consultation = make.make_consultation(
        "in_review", sekos, opens_at=DUE - 20 * DAY, comments_close_at=DUE - 5 * DAY, opinion_due_at=DUE,
        answer_due_at=DUE + 15 * DAY,
    )  # fmt: skip
    for number, (seko, moment) in enumerate(zip(sekos, submitted, strict=True)):
        if moment:
            opinion = make.make_opinion(consultation, seko, cast.mandate("lead"), items=0)
            given = {"status": "submitted", "number": f"K/{number}", "content_hash": "0" * 64, "submitted_at": moment}
            Opinion.objects.filter(pk=opinion.pk).update(**given)
    return deadlines_of(consultation, at)


def numbers(clock):
    return clock.opinions_in_time, clock.opinions_late, clock.opinions_missing, clock.opinions_running


@pytest.mark.parametrize(
    ("submitted", "at", "counted"),
    [
        (DUE - TICK, DUE + DAY, IN_TIME),
        (DUE, DUE + DAY, LATE),
        (DUE + DAY, DUE + 9 * DAY, LATE),
        (None, DUE - TICK, RUNNING),
        (None, DUE, MISSING),
        (None, DUE + 9 * DAY, MISSING),
    ],
)
def test_an_opinion_counts_as_one_thing(cast, submitted, at, counted):
    assert numbers(clock(cast, at, submitted)) == counted


def test_each_of_several_opinions_counts_by_itself(cast):
    assert numbers(clock(cast, DUE + DAY, DUE - DAY, DUE, None)) == (1, 1, 1, 0)
    assert numbers(clock(cast, DUE - TICK, DUE - DAY, None, None)) == (1, 0, 0, 2)


def test_what_the_clock_closes_as_planned_was_not_moved(cast):
    consultation = make.make_consultation("open", [cast.seko])
    run_scheduled_acts(at=consultation.comments_close_at)
    consultation.refresh_from_db()

    assert consultation.status == "consolidation"
    assert {term.moves for term in deadlines_of(consultation, consultation.comments_close_at).terms} == {0}


def institution(year, **counts):
    fields = dict.fromkeys(InstitutionDeadlines._fields[2:], 0) | counts
    return InstitutionDeadlines(Organization(pk=1), year, **fields)


@pytest.mark.parametrize(
    ("counts", "kept", "broken", "running"),
    [
        ({"in_time": 3}, 3, 0, 0),
        ({"late": 3}, 0, 3, 0),
        ({"overdue": 3}, 0, 3, 0),
        ({"late": 2, "overdue": 5}, 0, 7, 0),
        ({"open": 3}, 0, 0, 3),
        ({"sent": 9, "by_others": 4}, 0, 0, 0),
    ],
)
def test_by_year_an_answer_is_kept_in_time_broken_late_or_overdue_and_runs_until_its_day(counts, kept, broken, running):
    by_year = deadlines_by_year([], [institution(2027, **counts), institution(2026, in_time=1)])

    answers = {year: next(row for row in rows if row.kind == "answer") for year, rows in by_year.items()}
    assert answers[2027][1:] == (kept, broken, running)
    assert answers[2026][1:] == (1, 0, 0)


def test_several_institutions_are_summed_and_the_share_is_of_those_that_ended():
    rows = [institution(2027, in_time=2, late=1, open=9), institution(2027, in_time=1)]

    [answers] = [row for row in deadlines_by_year([], rows)[2027] if row.kind == "answer"]

    assert (answers.kept, answers.broken, answers.running) == (3, 1, 9)
    assert (answers.ended, answers.share) == (4, 75)


def test_what_waits_at_an_institution_is_open_or_overdue():
    assert institution(2027, open=2, overdue=3, late=9).waiting == 5


@pytest.mark.parametrize(
    ("after", "late"),
    [(-TICK, 0), (timedelta(0), 1), (DAY - TICK, 1), (DAY, 2), (2 * DAY - TICK, 2), (2 * DAY, 3)],
)
@pytest.mark.parametrize("due", [DUE, date(2027, 3, 16)])
def test_a_day_that_has_begun_counts_as_a_day_late(due, after, late):
    assert days_late(due, end_of(due) + after) == late


@pytest.mark.parametrize("days", [1, 3, 7])
def test_days_before_a_term_are_counted_from_its_end(days):
    assert days_before(DUE, days) == DUE - days * DAY
