"""The road of a consultation by hand: prepared, opened, closed, moved, cancelled."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from consultations.comments.actions.comments import submit_comment
from consultations.consultation.actions import (
    cancel_consultation,
    change_consultation,
    close_comments,
    create_consultation,
    move_dates,
    open_consultation,
)
from consultations.models import Consultation
from organizations.models import Representation
from seko.events.models import Event
from seko.rules.validity import today
from tests import factories as make
from tests.cast import Cast
from tests.happened import last_event, signature, told, verbs
from tests.refusals import refused

CASE_WORKERS = {"coordinator", "desk_officer"}
NO_CASE_WORKERS = [role for role in Cast.roles() if role not in CASE_WORKERS]
NO_COORDINATORS = [role for role in Cast.roles() if role != "coordinator"]
INVITED = {"lead", "member", "network", "other_network"}
STATES = ["draft", "open", "consolidation", "in_review", "answered", "cancelled"]
DAY = timedelta(days=1)


@pytest.fixture
def draft(cast):
    return make.make_consultation("draft", [cast.seko])


@pytest.fixture
def running(cast):
    """Open since two days, for ten more."""
    return make.make_consultation("open", [cast.seko])


def plan(**changes):
    """A consultation as the Office types it."""
    now = timezone.now()
    dates = {"opens_at": 1, "comments_close_at": 13, "opinion_due_at": 16, "answer_due_at": 31}
    return {"title": "Енергија у зградама"} | {name: now + days * DAY for name, days in dates.items()} | changes


def said(consultation, cast, who="network"):
    return submit_comment(consultation, by=cast.user(who), kind="general", reason="Мера није јасна.")


# --- preparing -------------------------------------------------------------------------------


@pytest.mark.parametrize("who", sorted(CASE_WORKERS))
def test_case_workers_prepare_a_draft_that_the_public_does_not_hear_of(cast, who):
    version = make.make_document_version()

    consultation = create_consultation(by=cast.user(who), version=version, sekos=[cast.seko], **plan())

    consultation.refresh_from_db()
    assert (consultation.slug, consultation.status, consultation.number) == ("energija-u-zgradama", "draft", "")
    assert list(consultation.sekos.all()) == [cast.seko]
    event = Event.objects.get()
    assert signature(event) == ("consultation.created", cast.user(who), cast.office, False)
    assert event.topics == [f"consultation:{consultation.pk}", f"seko:{cast.seko.pk}"]
    assert told(cast, event) == set()


@pytest.mark.parametrize("who", sorted(CASE_WORKERS))
def test_case_workers_change_a_draft(cast, draft, who):
    change_consultation(draft, by=cast.user(who), sekos=[cast.other_seko], title="Друкчији наслов")

    draft.refresh_from_db()
    assert (draft.title, list(draft.sekos.all())) == ("Друкчији наслов", [cast.other_seko])
    event = last_event()
    assert signature(event) == ("consultation.changed", cast.user(who), cast.office, False)
    assert event.topics == [f"consultation:{draft.pk}", f"seko:{cast.other_seko.pk}"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": ""}, "blank"),
        ({"title": "x" * 251}, "max_length"),
        ({"phase": "song"}, "invalid_choice"),
        ({"opens_at": None}, "null"),
        ({"opens_at": datetime(1, 1, 1, tzinfo=UTC)}, "year_out_of_range"),
        ({"answer_due_at": datetime(9999, 12, 31, tzinfo=UTC)}, "year_out_of_range"),
        ({"opens_at": timezone.now() + 14 * DAY}, "dates_backwards"),
        ({"opinion_due_at": timezone.now() + 12 * DAY}, "dates_backwards"),
        ({"answer_due_at": timezone.now() + 15 * DAY}, "dates_backwards"),
        ({"comments_close_at": timezone.now() + 7 * DAY}, "urgency_reason_missing"),
        ({"sekos": []}, "sekos_missing"),
    ],
)
def test_a_draft_that_breaks_a_rule_is_refused_with_its_code(cast, draft, changes, code):
    version = make.make_document_version()
    with refused(code):
        create_consultation(by=cast.coordinator, version=version, **{"sekos": [cast.seko], **plan(**changes)})
    with refused(code):
        change_consultation(draft, by=cast.coordinator, **{"sekos": [cast.seko], **plan(**changes)})

    assert (Consultation.objects.count(), Event.objects.count()) == (1, 0)


def test_a_short_window_is_possible_for_a_reason(cast):
    dates = plan(comments_close_at=timezone.now() + 4 * DAY, urgency_reason="Рок Европске комисије.")

    consultation = create_consultation(
        by=cast.coordinator, version=make.make_document_version(), sekos=[cast.seko], **dates
    )

    assert consultation.urgency_reason == "Рок Европске комисије."


@pytest.mark.parametrize("who", NO_CASE_WORKERS)
def test_nobody_else_prepares(cast, draft, who):
    with pytest.raises(PermissionDenied):
        create_consultation(by=cast.user(who), version=draft.version, sekos=[cast.seko], **plan())
    with pytest.raises(PermissionDenied):
        change_consultation(draft, by=cast.user(who), sekos=[cast.seko], title="Туђе")

    assert verbs() == []


@pytest.mark.parametrize("state", [state for state in STATES if state != "draft"])
def test_what_has_been_opened_is_neither_changed_nor_opened_again(cast, state):
    consultation = make.make_consultation(state, [cast.seko])

    with refused("not_draft"):
        change_consultation(consultation, by=cast.coordinator, sekos=[cast.seko], title="Касно")
    with refused("not_draft"):
        open_consultation(consultation, by=cast.coordinator)
    assert verbs() == []


# --- opening ---------------------------------------------------------------------------------


def test_a_draft_is_opened_with_a_number_and_the_networks_are_told(cast, draft):
    Consultation.objects.filter(pk=draft.pk).update(opens_at=timezone.now() - DAY)
    at = timezone.now()

    opened = open_consultation(draft, by=cast.coordinator, at=at)

    draft.refresh_from_db()
    assert (draft.status, draft.number, draft.opens_at) == ("open", f"K-{timezone.localtime(at).year}-01", at)
    assert (opened.is_open(at), Event.objects.count()) == (True, 1)
    event = last_event()
    assert signature(event) == ("consultation.opened", cast.coordinator, cast.office, True)
    assert event.at == at
    assert told(cast, event) == INVITED


def test_a_consultation_opened_before_its_day_is_announced(cast, draft):
    opens_at = draft.opens_at

    open_consultation(draft, by=cast.coordinator)

    draft.refresh_from_db()
    assert (draft.opens_at, draft.is_upcoming(), draft.is_open()) == (opens_at, True, False)


def test_numbers_of_a_year_follow_each_other(cast, draft):
    second = make.make_consultation("draft", [cast.seko])

    numbers = [open_consultation(each, by=cast.coordinator).number for each in (draft, second)]

    assert [number[-2:] for number in numbers] == ["01", "02"]


def test_a_draft_is_opened_once(cast, draft):
    open_consultation(draft, by=cast.coordinator)

    with refused("not_draft"):
        open_consultation(draft, by=cast.coordinator)
    assert verbs() == ["consultation.opened"]


def test_a_draft_without_sekos_or_without_text_is_not_opened(cast, draft):
    with refused("sekos_missing"):
        open_consultation(make.make_consultation("draft"), by=cast.coordinator)
    with refused("passages_missing"):
        empty = make.make_consultation("draft", [cast.seko], version=make.make_document_version(text=""))
        open_consultation(empty, by=cast.coordinator)


def test_a_draft_whose_dates_have_passed_is_not_opened(cast, draft):
    with refused("urgency_reason_missing"):
        open_consultation(draft, by=cast.coordinator, at=draft.comments_close_at - 6 * DAY)
    with refused("dates_backwards"):
        open_consultation(draft, by=cast.coordinator, at=draft.comments_close_at)
    assert verbs() == []


@pytest.mark.parametrize("who", NO_COORDINATORS)
def test_only_the_coordinator_opens_closes_moves_and_cancels(cast, draft, running, who):
    by = cast.user(who)
    attempts = [
        lambda: open_consultation(draft, by=by),
        lambda: close_comments(running, by=by, reason="Хитно."),
        lambda: move_dates(running, by=by, reason="Празници.", answer_due_at=running.answer_due_at + DAY),
        lambda: cancel_consultation(running, by=by, reason="Повучено."),
    ]

    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    assert verbs() == []


def test_a_coordinator_whose_mandate_has_ended_opens_nothing(cast, draft):
    Representation.objects.filter(user=cast.coordinator).update(valid_to=today())

    with pytest.raises(PermissionDenied):
        open_consultation(draft, by=cast.user("coordinator"))


# --- closing ---------------------------------------------------------------------------------


def test_the_window_is_closed_at_once_with_a_reason_and_everybody_invited_is_told(cast, running):
    at, before = timezone.now().replace(microsecond=0), running.comments_close_at

    close_comments(running, by=cast.coordinator, reason="Рок је померен.", at=at)

    running.refresh_from_db()
    assert (running.status, running.comments_close_at) == ("consolidation", at)
    assert (running.early_end_reason, running.urgency_reason) == ("Рок је померен.", "")
    event = last_event()
    assert signature(event) == ("consultation.comments_closed", cast.coordinator, cast.office, True)
    assert told(cast, event) == {"lead", "member", "network", "other_network"}
    facts = Event.objects.get(pk=event.pk).facts
    assert abs(parse_datetime(facts["before"]["comments_close_at"]) - before) < timedelta(seconds=1)
    assert (parse_datetime(facts["after"]["comments_close_at"]), facts["reason"]) == (at, "Рок је померен.")


@pytest.mark.parametrize("days", [3, 8])
def test_a_window_is_not_closed_without_a_reason(cast, running, days):
    Consultation.objects.filter(pk=running.pk).update(opens_at=timezone.now() - days * DAY)

    with refused("reason_missing"):
        close_comments(running, by=cast.coordinator, reason=" ")

    assert verbs() == []


def test_a_window_that_is_opened_again_was_not_ended_early(cast, running):
    closed = close_comments(running, by=cast.coordinator, reason="Хитно.")

    move_dates(closed, by=cast.coordinator, reason="Грешка.", comments_close_at=running.opens_at + 9 * DAY)

    running.refresh_from_db()
    assert (running.status, running.early_end_reason) == ("open", "")


def test_a_window_that_becomes_long_enough_is_urgent_no_more(cast):
    short = {"urgency_reason": "Рок Комисије.", "opens_at": timezone.now() - DAY}
    short |= {"comments_close_at": short["opens_at"] + 3 * DAY}
    urgent = make.make_consultation("open", [cast.seko], **short)

    move_dates(urgent, by=cast.coordinator, reason="Молба.", comments_close_at=urgent.opens_at + 6 * DAY)
    urgent.refresh_from_db()
    assert urgent.urgency_reason == "Рок Комисије."
    move_dates(urgent, by=cast.coordinator, reason="Молба.", comments_close_at=urgent.opens_at + 7 * DAY)

    urgent.refresh_from_db()
    assert urgent.urgency_reason == ""


@pytest.mark.parametrize("state", [*[state for state in STATES if state != "open"], "upcoming"])
def test_only_an_open_window_is_closed(cast, state):
    consultation = make.make_consultation(state, [cast.seko])

    with refused("not_open"):
        close_comments(consultation, by=cast.coordinator, reason="Хитно.")


def test_a_window_is_closed_once(cast, running):
    close_comments(running, by=cast.coordinator, reason="Хитно.")

    with refused("not_open"):
        close_comments(running, by=cast.coordinator, reason="Хитно.")


# --- moving dates ----------------------------------------------------------------------------


def test_dates_move_with_a_reason_that_everybody_invited_is_told(cast, running):
    after = running.comments_close_at + 5 * DAY

    move_dates(running, by=cast.coordinator, reason="Празници.", comments_close_at=after)

    running.refresh_from_db()
    assert (running.comments_close_at, running.status) == (after, "open")
    event = last_event()
    assert signature(event) == ("consultation.dates_moved", cast.coordinator, cast.office, True)
    assert event.facts["reason"] == "Празници."
    assert set(event.facts["before"]) == set(event.facts["after"]) == {"comments_close_at"}
    assert event.facts["before"] != event.facts["after"]
    assert told(cast, event) == INVITED


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_dates_do_not_move_without_a_reason(cast, running, reason):
    with refused("reason_missing"):
        move_dates(running, by=cast.coordinator, reason=reason, answer_due_at=running.answer_due_at + DAY)


def test_a_date_moves_into_the_future_only_and_keeps_the_order(cast, running):
    def move(**dates):
        move_dates(running, by=cast.coordinator, reason="Празници.", **dates)

    with refused("date_in_past"):
        move(comments_close_at=timezone.now() - timedelta(minutes=1))
    with refused("dates_backwards"):
        move(comments_close_at=running.opinion_due_at + DAY)
    with refused("urgency_reason_missing"):
        move(comments_close_at=timezone.now() + DAY)
    assert verbs() == []


@pytest.mark.parametrize("state", ["draft", "answered", "cancelled"])
def test_dates_move_only_while_a_consultation_runs(cast, state):
    consultation = make.make_consultation(state, [cast.seko])

    with refused("not_running"):
        move_dates(consultation, by=cast.coordinator, reason="Празници.", answer_due_at=timezone.now() + 90 * DAY)


def test_a_closed_window_opens_again_until_an_opinion_is_submitted(cast):
    first, second = (make.make_consultation("consolidation", [cast.seko]) for _ in range(2))
    make.make_opinion(first, cast.seko, cast.mandate("lead"))
    make.make_opinion(second, cast.seko, cast.mandate("lead"), status="submitted")
    until = timezone.now() + 2 * DAY

    move_dates(first, by=cast.coordinator, reason="Тражено је.", comments_close_at=until)

    first.refresh_from_db()
    assert (first.status, first.is_open()) == ("open", True)
    with refused("opinion_submitted"):
        move_dates(second, by=cast.coordinator, reason="Тражено је.", comments_close_at=until)


# --- cancelling ------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["upcoming", "open", "consolidation", "in_review"])
def test_what_is_under_way_is_cancelled_with_a_reason(cast, state):
    consultation = make.make_consultation(state, [cast.seko])

    cancel_consultation(consultation, by=cast.coordinator, reason=" Документ је повучен. ")

    consultation.refresh_from_db()
    assert (consultation.status, consultation.cancel_reason) == ("cancelled", "Документ је повучен.")
    assert signature(last_event()) == ("consultation.cancelled", cast.coordinator, cast.office, True)
    assert told(cast, last_event()) == INVITED
    assert not consultation.takes_comments()
    with refused("already_over"):
        cancel_consultation(consultation, by=cast.coordinator, reason="Поново.")


@pytest.mark.parametrize("state", ["draft", "answered", "cancelled"])
def test_what_is_not_under_way_is_not_cancelled(cast, state):
    with refused("already_over"):
        cancel_consultation(make.make_consultation(state, [cast.seko]), by=cast.coordinator, reason="Разлог.")


def test_a_consultation_is_not_cancelled_without_a_reason(cast, running):
    with refused("cancel_reason_missing"):
        cancel_consultation(running, by=cast.coordinator, reason="  ")
