"""Organizations join and leave networks; SEKOs look after areas."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sectors.actions import assign_area, end_area, join_network, leave_network
from sectors.models import NetworkMembership
from sectors.permissions import network_seko_ids
from seko.events.models import Event
from seko.rules.validity import today
from tests import factories as make
from tests.cast import Cast
from tests.refusals import refused

DAY = timedelta(days=1)


def last_event():
    return Event.objects.order_by("pk").last()


@pytest.fixture
def newcomer(cast):
    return make.make_organization("Ново удружење")


@pytest.fixture
def membership(cast):
    return NetworkMembership.objects.get(organization=cast.network_org)


@pytest.mark.parametrize("role", Cast.roles())
def test_the_lead_and_the_coordinator_widen_a_network(cast, newcomer, role):
    if role not in {"lead", "coordinator"}:
        with pytest.raises(PermissionDenied):
            join_network(cast.seko, newcomer, by=cast.user(role))
        assert not newcomer.network_memberships.exists()
        return

    joined = join_network(cast.seko, newcomer, by=cast.user(role))

    assert joined.is_current()
    assert network_seko_ids(make.make_representative(newcomer)) == {cast.seko.pk}
    event = last_event()
    assert (event.verb, event.actor, event.public) == ("network.joined", getattr(cast, role), True)
    assert event.organization == (cast.lead_org if role == "lead" else cast.office)
    assert event.topics == [f"seko:{cast.seko.pk}", f"organization:{newcomer.pk}"]


def test_the_lead_of_one_seko_does_not_keep_the_network_of_another(cast, newcomer):
    with pytest.raises(PermissionDenied):
        join_network(cast.other_seko, newcomer, by=cast.lead)


def test_nobody_joins_a_network_twice(cast):
    with refused("network_member_twice"):
        join_network(cast.seko, cast.network_org, by=cast.lead)


def test_one_organization_belongs_to_several_networks(cast):
    join_network(cast.other_seko, cast.network_org, by=cast.coordinator)

    assert network_seko_ids(cast.user("network")) == {cast.seko.pk, cast.other_seko.pk}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": "applied"}, "not_active"),
        ({"kind": "donor"}, "not_civil_society"),
        ({"kind": "public_body"}, "not_civil_society"),
    ],
)
def test_only_active_civil_society_joins(cast, fields, code):
    with refused(code):
        join_network(cast.seko, make.make_organization(**fields), by=cast.lead)


def test_a_membership_does_not_end_before_it_begins(cast, newcomer):
    with refused("validity_backwards"):
        join_network(cast.seko, newcomer, by=cast.lead, valid_to=today() - DAY)


@pytest.mark.parametrize("role", Cast.roles())
def test_an_organization_leaves_by_itself_or_is_taken_off_by_the_keepers(cast, membership, role):
    if role not in {"network", "lead", "coordinator"}:
        with pytest.raises(PermissionDenied):
            leave_network(membership, by=cast.user(role))
        return

    left = leave_network(membership, by=cast.user(role))

    assert left.valid_to == today()
    assert network_seko_ids(cast.user("network")) == set()
    assert (last_event().verb, last_event().actor) == ("network.left", getattr(cast, role))


def test_a_network_is_left_once_and_not_before_it_was_joined(cast, membership):
    with refused("validity_backwards"):
        leave_network(membership, by=cast.lead, on=membership.valid_from)
    leave_network(membership, by=cast.lead)
    with refused("already_ended"):
        leave_network(membership, by=cast.lead)


def test_a_former_member_can_join_again(cast, membership):
    leave_network(membership, by=cast.lead)

    join_network(cast.seko, cast.network_org, by=cast.lead)

    assert cast.network_org.network_memberships.count() == 2


# --- areas -----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Cast.roles())
def test_only_the_coordinator_assigns_areas(cast, role):
    area, assigned = make.make_area(), cast.seko.seko_areas.get()
    if role != "coordinator":
        for act in [
            lambda: assign_area(cast.seko, area, by=cast.user(role)),
            lambda: end_area(assigned, by=cast.user(role)),
        ]:
            with pytest.raises(PermissionDenied):
                act()
        return

    assign_area(cast.seko, area, by=cast.coordinator)
    assert (last_event().verb, last_event().topics) == ("seko.area_assigned", [f"seko:{cast.seko.pk}"])
    end_area(assigned, by=cast.coordinator)
    assert last_event().verb == "seko.area_ended"
    assert [a.area for a in cast.seko.seko_areas.current()] == [area]


def test_an_area_has_one_seko_at_a_time(cast):
    area = cast.seko.areas.get()
    with refused("area_taken"):
        assign_area(cast.other_seko, area, by=cast.coordinator)

    end_area(cast.seko.seko_areas.get(), by=cast.coordinator)
    assign_area(cast.other_seko, area, by=cast.coordinator)
    assert area.seko_areas.count() == 2


def test_an_area_that_is_not_valid_is_not_assigned(cast):
    ended = make.make_area(valid_to=today() - DAY)

    with refused("area_ended"):
        assign_area(cast.seko, ended, by=cast.coordinator)


def test_an_assignment_ends_once_and_runs_forward(cast):
    assigned = cast.seko.seko_areas.get()
    with refused("validity_backwards"):
        end_area(assigned, by=cast.coordinator, on=assigned.valid_from - DAY)
    end_area(assigned, by=cast.coordinator)
    with refused("already_ended"):
        end_area(assigned, by=cast.coordinator)
    with refused("validity_backwards"):
        assign_area(cast.seko, make.make_area(), by=cast.coordinator, valid_to=today() - DAY)
