"""Seats: who sits in a working group, for whom and how long."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from consultations.groups.actions import (
    end_seat,
    give_seat,
    revoke_seat,
)
from consultations.models import Seat
from seko.events.models import Event
from seko.rules.validity import today
from tests import factories as make
from tests.cast import Cast
from tests.happened import told
from tests.refusals import refused

CASE_WORKERS = {"coordinator", "desk_officer"}
OTHERS = [role for role in Cast.roles() if role not in CASE_WORKERS]
DAY = timedelta(days=1)


def last_event():
    return Event.objects.order_by("pk").last()


def test_an_organization_takes_a_seat_and_its_holder_is_not_named_in_the_event(cast, group):
    seat = give_seat(
        group, by=cast.desk_officer, organization=cast.lead_org, seko=cast.seko, mandate=cast.mandate("lead")
    )

    seat.refresh_from_db()
    assert (seat.organization, seat.seko, seat.kind, seat.valid_from) == (cast.lead_org, cast.seko, "member", today())
    event = last_event()
    assert (event.verb, event.organization, event.public) == ("working_group.seat_given", cast.office, True)
    assert event.facts["organization"] == cast.lead_org.name
    assert cast.lead.full_name not in str(event.facts)


def test_a_seat_needs_an_active_organization_a_running_group_and_a_fitting_mandate(cast, group):
    suspended = make.make_organization(status="suspended", status_reason="Разлог.")
    over = make.make_working_group(valid_to=today())
    ended = make.make_representation(organization=cast.lead_org, valid_to=today())

    with refused("not_active"):
        give_seat(group, by=cast.coordinator, organization=suspended)
    with refused("group_over"):
        give_seat(over, by=cast.coordinator, organization=cast.lead_org)
    with refused("mandate_ended"):
        give_seat(group, by=cast.coordinator, organization=cast.lead_org, mandate=ended)
    with refused("mandate_of_other"):
        give_seat(group, by=cast.coordinator, organization=cast.lead_org, mandate=cast.mandate("member"))
    with refused("validity_backwards"):
        give_seat(group, by=cast.coordinator, organization=cast.lead_org, valid_to=today())
    assert not Seat.objects.exists()


def test_a_person_holds_one_seat_of_a_group_at_a_time(cast, group):
    first = give_seat(group, by=cast.coordinator, organization=cast.lead_org, mandate=cast.mandate("lead"))

    with refused("seat_twice"):
        give_seat(group, by=cast.coordinator, organization=cast.lead_org, mandate=cast.mandate("lead"))

    assert Seat.objects.get() == first


def test_a_seat_ends_once(cast, seat):
    end_seat(seat, by=cast.coordinator)

    seat.refresh_from_db()
    assert seat.valid_to == today()
    assert not seat.is_current()
    assert last_event().verb == "working_group.seat_ended"
    with refused("already_ended"):
        end_seat(seat, by=cast.coordinator)


def test_a_seat_does_not_end_before_it_begins(cast, seat):
    with refused("validity_backwards"):
        end_seat(seat, by=cast.coordinator, on=seat.valid_from)


def test_the_database_refuses_a_seat_held_under_a_mandate_of_another_organization(cast, seat):
    with pytest.raises(IntegrityError, match="seat_mandate_matches"):
        Seat.objects.filter(pk=seat.pk).update(mandate=cast.mandate("member"))


def test_the_database_refuses_one_holder_on_two_seats(cast, group):
    make.make_seat(group, cast.lead_org, mandate=cast.mandate("lead"))

    with pytest.raises(IntegrityError, match="seat_one_holder"):
        make.make_seat(group, cast.lead_org, mandate=cast.mandate("lead"))


def test_a_seat_given_by_mistake_ends_the_same_moment(cast, group):
    seat = give_seat(group, by=cast.coordinator, organization=cast.lead_org, mandate=cast.mandate("lead"))

    revoke_seat(seat, by=cast.desk_officer, reason="Друга организација истог назива.")

    seat.refresh_from_db()
    assert (seat.valid_from, seat.valid_to) == (today(), today())
    assert seat not in [held for found in type(group).objects.with_seats() for held in found.seats.all()]
    event = last_event()
    assert (event.verb, event.public) == ("working_group.seat_revoked", True)
    assert told(cast, event) == {"lead"}


def test_a_seat_is_revoked_with_a_reason_by_the_office_alone(cast, seat):
    with refused("reason_missing"):
        revoke_seat(seat, by=cast.coordinator, reason="")
    with pytest.raises(PermissionDenied):
        revoke_seat(seat, by=cast.lead, reason="Зато.")
