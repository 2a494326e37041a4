"""Memberships that were entered by mistake end at once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from sectors.actions import add_member, join_network, revoke_membership, revoke_network_membership
from sectors.models import ConsortiumMembership, NetworkMembership
from seko.rules.validity import today
from tests import factories as make
from tests.happened import last_event
from tests.refusals import refused

REASON = "Друга организација истог назива."


@pytest.fixture
def entered(cast):
    return join_network(cast.seko, make.make_organization(), by=cast.coordinator)


@pytest.fixture
def added(cast):
    return add_member(cast.consortium, make.make_organization(), by=cast.coordinator)


def test_a_network_membership_ends_the_same_moment(cast, entered):
    revoke_network_membership(entered, by=cast.lead, reason=REASON)

    entered.refresh_from_db()
    assert (entered.valid_from, entered.valid_to, entered.revoked_reason) == (today(), today(), REASON)
    assert entered not in NetworkMembership.objects.current()
    assert last_event().verb == "network.revoked"


@pytest.mark.parametrize("who", ["outsider", "member", "desk_officer", "network"])
def test_only_who_keeps_the_network_revokes(cast, entered, who):
    with pytest.raises(PermissionDenied):
        revoke_network_membership(entered, by=cast.user(who), reason=REASON)


def test_a_consortium_is_counted_without_what_was_revoked(cast, added):
    revoke_membership(added, by=cast.coordinator, reason=REASON)

    shown = type(cast.consortium).objects.with_all_members().get(pk=cast.consortium.pk)
    assert added.organization not in [membership.organization for membership in shown.memberships.all()]
    assert last_event().verb == "consortium.member_revoked"


def test_a_consortium_of_three_keeps_its_members(cast):
    membership = cast.consortium.memberships.get(organization=cast.third_org)

    with refused("consortium_size"):
        revoke_membership(membership, by=cast.coordinator, reason=REASON)


def test_a_lead_is_replaced_and_not_revoked(cast):
    with refused("lead_leaves"):
        revoke_membership(cast.consortium.memberships.get(role="lead"), by=cast.coordinator, reason=REASON)


@pytest.mark.parametrize("model", [ConsortiumMembership, NetworkMembership])
def test_the_database_asks_for_a_reason(entered, added, model):
    row = model.objects.latest("pk")

    with pytest.raises(IntegrityError, match="validity_forward"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(valid_to=row.valid_from)
