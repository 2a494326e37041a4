"""What the clock does with a consultation, and the moments at which a window is open."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime

from consultations.consultation.actions import open_consultation
from consultations.deadlines.actions.scheduled import run_scheduled_acts
from consultations.models import Consultation
from seko.events.models import Event
from seko.events.templatetags import event_line
from tests import factories as make
from tests.happened import last_event, signature, told, verbs

DAY, TICK = timedelta(days=1), timedelta(microseconds=1)
INVITED = {"lead", "member", "network", "other_network"}
STATES = ["draft", "open", "consolidation", "in_review", "answered", "cancelled"]


@pytest.fixture
def running(cast):
    return make.make_consultation("open", [cast.seko])


def status_of(consultation):
    return Consultation.objects.get(pk=consultation.pk).status


# --- twins -----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("edge", ["opens_at", "comments_close_at"])
@pytest.mark.parametrize("step", [-TICK, timedelta(0), TICK])
def test_a_queryset_and_its_predicate_agree_on_each_edge(cast, status, edge, step):
    consultation = make.make_consultation(status, [cast.seko])
    at = getattr(consultation, edge) + step
    rows = Consultation.objects.filter(pk=consultation.pk)
    expected = {
        ("opens_at", -TICK): "upcoming",
        ("comments_close_at", timedelta(0)): "over",
        ("comments_close_at", TICK): "over",
    }.get((edge, step), "open")

    open_, upcoming, over = (status == "open" and expected == name for name in ("open", "upcoming", "over"))
    assert rows.open(at).exists() == consultation.is_open(at) == open_
    assert rows.upcoming(at).exists() == consultation.is_upcoming(at) == upcoming
    assert rows.window_over(at).exists() == (status == "open" and consultation.is_late(at)) == over


@pytest.mark.parametrize("allowed", [True, False])
@pytest.mark.parametrize("status", STATES)
def test_comments_are_taken_in_time_and_late_ones_while_opinions_are_in_the_making(cast, status, allowed):
    consultation = make.make_consultation(status, [cast.seko], late_comments_allowed=allowed)

    taken = [
        consultation.takes_comments(at)
        for at in (
            consultation.opens_at - TICK,
            consultation.opens_at,
            consultation.comments_close_at - TICK,
            consultation.comments_close_at,
        )
    ]

    in_time, late = status == "open", allowed and status in {"open", "consolidation"}
    assert taken == [False, in_time, in_time, late]


@pytest.fixture
def announced(cast):
    """Opened by the Office today, for tomorrow."""
    return open_consultation(make.make_consultation("draft", [cast.seko]), by=cast.coordinator)


# --- steps -----------------------------------------------------------------------------------


def test_the_clock_closes_the_window_at_its_end_and_not_before(cast, running):
    end = running.comments_close_at

    run_scheduled_acts(at=end - TICK)
    assert status_of(running) == "open"
    run_scheduled_acts(at=end)

    assert status_of(running) == "consolidation"
    event = last_event()
    assert signature(event) == ("consultation.comments_closed", None, None, True)
    assert event.at == end


def test_the_clock_begins_the_review_when_the_opinions_are_due(cast):
    consultation = make.make_consultation("consolidation", [cast.seko])
    due = consultation.opinion_due_at

    run_scheduled_acts(at=due - TICK)
    assert status_of(consultation) == "consolidation"
    run_scheduled_acts(at=due)

    assert status_of(consultation) == "in_review"
    assert signature(last_event()) == ("consultation.review_begun", None, None, True)


def test_what_the_clock_has_done_it_does_not_do_again(cast, running):
    make.make_consultation("consolidation", [cast.seko], opinion_due_at=running.comments_close_at)
    at = running.comments_close_at

    for minutes in range(3):
        run_scheduled_acts(at=at + timedelta(minutes=minutes))

    assert sorted(verbs()) == ["consultation.comments_closed", "consultation.review_begun"]


def test_the_clock_catches_up_after_an_outage(cast, running):
    run_scheduled_acts(at=running.answer_due_at + 90 * DAY)

    assert status_of(running) == "in_review"
    assert verbs() == ["consultation.comments_closed", "consultation.review_begun"]
    run_scheduled_acts(at=running.answer_due_at + 91 * DAY)
    assert Event.objects.count() == 2


def test_after_an_outage_the_end_of_comments_is_dated_by_its_term(client, cast):
    due = datetime(2026, 10, 20, 15, tzinfo=UTC)  # 17:00 in Belgrade
    dates = {"opinion_due_at": due + 10 * DAY, "answer_due_at": due + 40 * DAY}
    running = make.make_consultation("open", [cast.seko], opens_at=due - 20 * DAY, comments_close_at=due, **dates)

    run_scheduled_acts(at=datetime(2026, 10, 24, 7, tzinfo=UTC))

    event = Event.objects.get(verb="consultation.comments_closed")
    assert event.at == due
    assert parse_datetime(event.facts["noted"]) == datetime(2026, 10, 24, 7, tzinfo=UTC)
    with translation.override("en"):
        line = event_line(Event.objects.get(pk=event.pk))
    assert "20 October 2026, 17:00" in line
    assert "(Noted on 24 October 2026, 09:00.)" in line
    assert running.comments_close_at == due


def test_the_beginning_of_comments_and_of_the_review_are_dated_by_their_terms(cast, announced):
    late = timedelta(hours=5)
    run_scheduled_acts(at=announced.opens_at + late)
    run_scheduled_acts(at=announced.opinion_due_at + late)

    assert list(Event.objects.order_by("pk").values_list("verb", "at"))[1:] == [
        ("consultation.comments_begun", announced.opens_at),
        ("consultation.comments_closed", announced.comments_close_at),
        ("consultation.review_begun", announced.opinion_due_at),
    ]


def test_a_clock_in_time_is_not_said_to_be_late(cast, running):
    run_scheduled_acts(at=running.comments_close_at + timedelta(minutes=1))

    assert "noted" not in last_event().facts


@pytest.mark.parametrize("status", ["draft", "in_review", "answered", "cancelled"])
def test_the_clock_leaves_alone_what_is_not_under_way(cast, status):
    consultation = make.make_consultation(status, [cast.seko])

    run_scheduled_acts(at=consultation.answer_due_at + DAY)

    assert (status_of(consultation), verbs()) == (status, [])


def test_an_announced_consultation_waits_for_its_day(cast):
    consultation = make.make_consultation("upcoming", [cast.seko])

    run_scheduled_acts(at=timezone.now())

    assert (status_of(consultation), verbs()) == ("open", [])


# --- the beginning of comments ---------------------------------------------------------------


def test_the_networks_are_told_once_when_comments_begin(cast, announced):
    run_scheduled_acts(at=announced.opens_at - TICK)
    assert verbs() == ["consultation.opened"]
    for minutes in range(3):
        run_scheduled_acts(at=announced.opens_at + timedelta(minutes=minutes))

    assert verbs() == ["consultation.opened", "consultation.comments_begun"]
    assert signature(last_event()) == ("consultation.comments_begun", None, None, True)
    assert told(cast, last_event()) == INVITED


def test_after_an_outage_the_beginning_is_told_while_comments_are_taken(cast, announced):
    run_scheduled_acts(at=announced.comments_close_at - TICK)
    assert verbs().count("consultation.comments_begun") == 1

    late = open_consultation(make.make_consultation("draft", [cast.seko]), by=cast.coordinator)
    run_scheduled_acts(at=late.comments_close_at)

    assert verbs().count("consultation.comments_begun") == 1


def test_what_opens_at_once_is_told_once(cast):
    draft = make.make_consultation("draft", [cast.seko])
    Consultation.objects.filter(pk=draft.pk).update(opens_at=timezone.now() - DAY)
    running = open_consultation(draft, by=cast.coordinator)

    run_scheduled_acts(at=running.opens_at + DAY)

    assert verbs() == ["consultation.opened"]
