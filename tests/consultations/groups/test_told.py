"""Who is told of seats in working groups and of their meetings."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.groups.actions import (
    add_decision,
    cancel_meeting,
    change_meeting,
    end_seat,
    give_seat,
    schedule_meeting,
)
from seko.events.declarations import recipients_of, stale_reason
from seko.events.models import Event
from seko.rules.validity import today
from tests import factories as make
from tests.happened import told

DAY = timedelta(days=1)


@pytest.fixture
def group(cast):
    """`lead` holds a seat by name, the organization of `member` and the ministry by their people; `network` had one."""
    group = make.make_working_group()
    make.make_seat(group, cast.lead_org, mandate=cast.mandate("lead"))
    make.make_seat(group, cast.member_org)
    make.make_seat(group, cast.ministry)
    make.make_seat(group, cast.network_org, valid_to=today())
    return group


SEATED = {"lead", "member", "contact"}


def told_of(cast, verb):
    return told(cast, Event.objects.get(verb=verb))


def called(cast, group):
    starts = timezone.now() + 5 * DAY
    return schedule_meeting(
        group, by=cast.user("coordinator"), title="Састанак", starts_at=starts, ends_at=starts + timedelta(hours=2)
    )


def test_those_with_seats_are_told_of_a_meeting(cast, group):
    called(cast, group)

    assert told_of(cast, "meeting.scheduled") == SEATED


@pytest.mark.parametrize(
    ("change", "people"), [({"place": "Ниш"}, SEATED), ({"title": "Други"}, set()), ({"agenda": ["Разно"]}, set())]
)
def test_those_with_seats_are_told_of_another_place_or_time(cast, group, change, people):
    change_meeting(called(cast, group), by=cast.user("coordinator"), **change)

    assert told_of(cast, "meeting.changed") == people


def test_those_with_seats_are_told_that_a_meeting_is_called_off(cast, group):
    meeting = called(cast, group)
    scheduled = Event.objects.get()

    cancel_meeting(meeting, by=cast.user("coordinator"), reason="Нема кворума.")

    assert told_of(cast, "meeting.cancelled") == SEATED
    assert stale_reason(Event.objects.get(pk=scheduled.pk), timezone.now()) == "cancelled"


def test_a_seat_whose_holder_lost_the_mandate_is_told_to_the_organization(cast, group):
    other = make.make_representative(cast.lead_org)
    cast.lead.representations.update(valid_to=today())

    called(cast, group)

    assert other in told_people("meeting.scheduled")
    assert cast.lead not in told_people("meeting.scheduled")


def told_people(verb):
    return set(recipients_of(Event.objects.get(verb=verb)))


def test_whoever_gets_a_seat_or_loses_it_is_told(cast, group):
    office = {"by": cast.user("coordinator")}

    seat = give_seat(
        group, organization=cast.network_org, mandate=cast.mandate("network"), valid_from=today() - DAY, **office
    )
    end_seat(seat, **office)

    assert told_of(cast, "working_group.seat_given") == {"network"}
    assert told_of(cast, "working_group.seat_ended") == {"network"}


def test_whoever_has_to_carry_a_decision_out_is_told(cast, group):
    meeting = make.make_meeting(group, starts_at=timezone.now() - DAY)

    add_decision(meeting, text="Послати предлог.", responsible=cast.ministry, by=cast.user("coordinator"))

    assert told_of(cast, "meeting.decision_added") == {"contact"}
