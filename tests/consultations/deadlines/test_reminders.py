"""Reminders before comments close, the opinion is due and the answer is due: who, when, and how often."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from consultations.comments.actions.comments import submit_comment
from consultations.consultation.actions import move_dates
from consultations.deadlines.actions.scheduled import run_scheduled_acts
from consultations.models import Assignment, CommentDraft, Consultation, Question, QuestionAnswer
from seko.events.declarations import stale_reason
from seko.events.models import Event
from seko.rules.deadlines import days_before, end_of
from tests import factories as make
from tests.happened import last_event, signature, told

DAY, TICK = timedelta(days=1), timedelta(microseconds=1)
INVITED = {"lead", "member", "network", "other_network"}
CLOSES, OPINION, ITEMS, ANSWER = (
    f"consultation.{what}" for what in ("closes_soon", "opinion_due_soon", "items_due_soon", "answer_due_soon")
)


def consultation(cast, status, **dates):
    """A consultation with dates in days from now: opens, comments close, opinion due, answer due."""
    made = make.make_consultation(status, [cast.seko])
    moments = {name: timezone.now() + days * DAY for name, days in dates.items()}
    Consultation.objects.filter(pk=made.pk).update(**moments)
    made.refresh_from_db()
    return made


@pytest.fixture
def running(cast):
    return consultation(cast, "open", opens_at=-2, comments_close_at=10, opinion_due_at=20, answer_due_at=35)


@pytest.fixture
def closed(cast):
    return consultation(cast, "consolidation", opens_at=-20, comments_close_at=-5, opinion_due_at=10, answer_due_at=25)


@pytest.fixture
def review(cast):
    """An opinion of three items; two of them are at the ministry, one of these by a day of its own."""
    made = consultation(cast, "in_review", opens_at=-40, comments_close_at=-20, opinion_due_at=-10, answer_due_at=12)
    items = make.make_opinion(made, cast.seko, cast.mandate("lead"), items=3, status="submitted").items.all()
    office = cast.mandate("coordinator")
    for item in items[:2]:
        Assignment.objects.create(item=item, institution=cast.ministry, mandate=office)
    Assignment.objects.filter(item=items[0]).update(due_on=timezone.localdate() + 9 * DAY)
    Assignment.objects.update(assigned_at=timezone.now() - 2 * DAY)
    return made


def days_told(verb):
    """How many days before its end people were reminded of a term, in order."""
    return list(Event.objects.filter(verb=verb).order_by("pk").values_list("facts__days", flat=True))


# --- when ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fixture", "name", "verb"), [
    ("running", "comments_close_at", CLOSES),
    ("closed", "opinion_due_at", OPINION),
    ("review", "answer_due_at", ANSWER),
])  # fmt: skip
def test_people_are_reminded_seven_three_and_one_day_before_and_once_each(request, fixture, name, verb):
    due = getattr(request.getfixturevalue(fixture), name)
    told_by_then = []

    for days in (7, 3, 1):
        for moment in (-TICK, timedelta(0), timedelta(minutes=1), timedelta(hours=5)):
            run_scheduled_acts(at=days_before(due, days) + moment)
            told_by_then.append(days_told(verb))

    assert told_by_then == [[], *[[7]] * 4, *[[7, 3]] * 4, *[[7, 3, 1]] * 3]


@pytest.mark.parametrize(
    ("before", "told_days"),
    [(timedelta(days=8), []), (timedelta(days=5), [7]), (timedelta(hours=30), [3]), (TICK, [1]), (timedelta(0), [])],
)
def test_after_an_outage_only_the_nearest_reminder_is_sent_and_none_after_the_term(running, before, told_days):
    for __ in range(2):
        run_scheduled_acts(at=running.comments_close_at - before)

    assert days_told(CLOSES) == told_days


@pytest.mark.parametrize(
    ("length", "told_days"), [(8, [7, 3, 1]), (7, [3, 1]), (4, [3, 1]), (3.5, [1]), (2, [1]), (1.5, [])]
)
def test_nobody_is_reminded_within_a_day_of_the_opening(cast, length, told_days):
    short = consultation(cast, "open", opens_at=1, comments_close_at=20)
    opens = short.opens_at
    Consultation.objects.update(urgency_reason="Хитно.", comments_close_at=opens + length * DAY)

    for hours in range(0, int(length * 24), 3):
        run_scheduled_acts(at=opens + timedelta(hours=hours))

    assert days_told(CLOSES) == told_days


def test_a_term_that_moved_is_announced_anew_but_not_right_after_the_mail_that_moved_it(cast, running):
    due = running.comments_close_at
    run_scheduled_acts(at=due - 2 * DAY)
    later = due + 5 * DAY
    move_dates(running, by=cast.coordinator, reason="Празници.", comments_close_at=later, at=due - 2 * DAY)

    for days in (7, 6, 3, 1):
        run_scheduled_acts(at=later - days * DAY)

    assert days_told(CLOSES) == [3, 3, 1]


def test_a_date_that_moved_keeps_no_other_reminder_back(cast, running):
    due = running.comments_close_at
    later = running.answer_due_at + 5 * DAY
    move_dates(running, by=cast.coordinator, reason="Празници.", answer_due_at=later, at=due - 3 * DAY)

    run_scheduled_acts(at=due - 3 * DAY)

    assert days_told(CLOSES) == [3]


def test_across_summer_time_the_reminder_comes_at_the_same_hour_of_the_day(cast):
    due = datetime(2027, 3, 29, 15, tzinfo=UTC)  # 17:00 in summer time
    made = make.make_consultation("open", [cast.seko])
    Consultation.objects.filter(pk=made.pk).update(
        opens_at=due - 20 * DAY, comments_close_at=due, opinion_due_at=due + DAY, answer_due_at=due + 2 * DAY
    )
    seven_before = datetime(2027, 3, 22, 16, tzinfo=UTC)  # 17:00 in winter time

    run_scheduled_acts(at=seven_before - TICK)
    assert days_told(CLOSES) == []
    run_scheduled_acts(at=seven_before)

    assert days_told(CLOSES) == [7]


@pytest.mark.parametrize(
    ("after", "reason"), [(-TICK, None), (timedelta(0), "term_passed"), (DAY, "term_passed")], ids=str
)
def test_a_reminder_that_could_not_be_sent_in_time_is_dropped(cast, running, after, reason):
    run_scheduled_acts(at=days_before(running.comments_close_at, 1))

    assert stale_reason(last_event(), running.comments_close_at + after) == reason


def test_a_reminder_of_a_term_that_has_moved_meanwhile_is_dropped(cast, running):
    at = days_before(running.comments_close_at, 1)
    run_scheduled_acts(at=at)
    reminder = last_event()

    move_dates(
        running, by=cast.coordinator, reason="Празник.", comments_close_at=running.comments_close_at + DAY, at=at
    )

    assert stale_reason(Event.objects.get(pk=reminder.pk), at) == "changed"


@pytest.mark.parametrize("status", ["draft", "answered", "cancelled"])
def test_of_what_does_not_run_nobody_is_reminded(cast, review, status):
    Consultation.objects.filter(pk=review.pk).update(
        status=status, cancel_reason="Повучено." if status == "cancelled" else ""
    )

    run_scheduled_acts(at=days_before(review.answer_due_at, 1))

    assert Event.objects.count() == 0


# --- who -------------------------------------------------------------------------------------


def test_before_comments_close_those_are_told_who_have_not_spoken(cast, running):
    Consultation.objects.update(status="draft")
    question = Question.objects.create(consultation=running, position=1, text="Да ли?")
    Consultation.objects.update(status="open")
    submit_comment(running, by=cast.network, kind="general", reason="Јер.")
    draft = {"consultation": running, "organization": cast.other_network_org, "mandate": cast.mandate("other_network")}
    CommentDraft.objects.create(**draft, reason="Још није речено.")
    hidden = {"hidden_at": timezone.now(), "hidden_reason": "Увреда.", "hidden_mandate": cast.mandate("lead")}
    make.make_comment(running, cast.mandate("member"), **hidden)
    QuestionAnswer.objects.create(
        question=question,
        organization=cast.lead_org,
        mandate=cast.mandate("lead"),
        value="Да",
        submitted_at=timezone.now(),
    )

    run_scheduled_acts(at=days_before(running.comments_close_at, 1))

    assert signature(last_event()) == (CLOSES, None, None, True)
    assert told(cast, last_event()) == INVITED - {"network", "member", "lead"}


def test_before_the_opinion_is_due_the_consortium_is_told_that_has_submitted_none(cast, closed):
    run_scheduled_acts(at=days_before(closed.opinion_due_at, 1))

    assert signature(last_event()) == (OPINION, None, None, False)
    assert told(cast, last_event()) == {"lead", "member"}


def test_a_consortium_that_has_submitted_is_not_reminded_of_what_another_one_owes(cast, closed):
    closed.invitations.create(seko=cast.other_seko)
    make.make_opinion(closed, cast.seko, cast.mandate("lead"), status="submitted")

    run_scheduled_acts(at=days_before(closed.opinion_due_at, 1))

    assert days_told(OPINION) == [1]
    assert told(cast, last_event()) == set()


def test_once_every_opinion_is_in_nobody_is_reminded(cast, closed):
    make.make_opinion(closed, cast.seko, cast.mandate("lead"), status="submitted")

    run_scheduled_acts(at=days_before(closed.opinion_due_at, 1))

    assert days_told(OPINION) == []


def test_of_an_opinion_nobody_is_reminded_before_comments_close(cast, running):
    Consultation.objects.update(opinion_due_at=running.comments_close_at + 2 * DAY)

    run_scheduled_acts(at=running.comments_close_at - TICK)

    assert days_told(OPINION) == []


def test_contacts_are_told_of_each_day_by_which_their_items_wait(cast, review):
    own_day = timezone.localdate() + 9 * DAY

    run_scheduled_acts(at=days_before(own_day, 1))

    by_day = {event.facts["due"]: event for event in Event.objects.filter(verb=ITEMS)}
    assert {due: event.facts["days"] for due, event in by_day.items()} == {
        own_day.isoformat(): 1,
        review.answer_due_at.isoformat(): 7,
    }
    assert {event.facts["items"] for event in by_day.values()} == {1}
    assert told(cast, by_day[own_day.isoformat()]) == {"contact"}


@pytest.mark.parametrize(
    ("status", "contacts", "office"),
    [("draft", True, True), ("returned", True, True), ("in_review", False, True), ("approved", False, False)],
)
def test_who_has_done_his_part_is_not_reminded(cast, review, status, contacts, office):
    for item in review.opinions.get().items.all():
        make.make_response(item, cast.mandate("contact"), status=status, review_note="Допунити.")

    run_scheduled_acts(at=days_before(review.answer_due_at, 1))

    assert (bool(days_told(ITEMS)), bool(days_told(ANSWER))) == (contacts, office)


def test_the_office_is_told_how_many_items_wait(cast, review):
    run_scheduled_acts(at=days_before(review.answer_due_at, 1))

    event = Event.objects.get(verb=ANSWER)
    assert event.facts["items"] == 3
    assert told(cast, event) == {"coordinator", "desk_officer"}


def test_items_that_have_just_been_sent_are_not_reminded_of_at_once(cast, review):
    Assignment.objects.update(assigned_at=timezone.now() + 9 * DAY, due_on=None)

    run_scheduled_acts(at=days_before(review.answer_due_at, 3))
    assert days_told(ITEMS) == []
    run_scheduled_acts(at=days_before(review.answer_due_at, 1))

    assert days_told(ITEMS) == [1]


def test_a_day_is_reminded_of_in_the_morning_and_until_its_midnight(cast, review):
    own_day = timezone.localdate() + 9 * DAY
    morning = days_before(own_day, 7)

    assert timezone.localtime(morning).hour == 8
    run_scheduled_acts(at=morning - TICK)
    assert days_told(ITEMS) == []
    run_scheduled_acts(at=morning)
    assert days_told(ITEMS) == [7]
    run_scheduled_acts(at=end_of(own_day))
    assert ITEMS not in {event.verb for event in Event.objects.filter(facts__days=1, facts__due=own_day.isoformat())}
