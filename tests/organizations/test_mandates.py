"""Whose mandate counts where a person has two that would do: one's own organization's before the Office's."""

import pytest
from django.core.exceptions import PermissionDenied

from consultations.trainings.actions import cancel_registration, register
from organizations.actions import leave_organization
from organizations.permissions import civil_mandates, profile_mandate
from sectors.actions import join_network, leave_network
from sectors.models import NetworkMembership
from sectors.permissions import lead_mandate, network_keeper_mandate
from tests import factories as make
from tests.happened import last_event


def both(cast, organization, role="coordinator"):
    """Somebody of the Office who speaks for an organization as well, and that mandate."""
    own = make.make_representation(getattr(cast, role), organization)
    return cast.user(role), own


def test_the_network_is_widened_as_lead_before_as_coordinator(cast):
    by, own = both(cast, cast.lead_org)

    join_network(cast.seko, make.make_organization(), by=by)
    assert (network_keeper_mandate(by, cast.seko.pk), last_event().organization) == (own, cast.lead_org)

    join_network(cast.other_seko, make.make_organization(), by=by)
    assert last_event().organization == cast.office


def test_an_organization_leaves_a_network_by_its_own_word_before_that_of_the_keeper(cast):
    by, own = both(cast, cast.network_org)

    leave_network(NetworkMembership.objects.get(organization=cast.other_network_org), by=by)
    assert last_event().organization == cast.office
    leave_network(NetworkMembership.objects.get(organization=cast.network_org), by=by)
    assert last_event().organization == own.organization


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_the_data_of_an_organization_are_kept_by_its_own_people_before_the_registry(cast, role):
    by, own = both(cast, cast.network_org, role)

    assert profile_mandate(by, cast.network_org) == own
    assert profile_mandate(by, cast.member_org).organization == cast.office
    leave_organization(cast.network_org, by=by, reason="Одлука скупштине.")
    assert last_event().organization == cast.network_org


def test_a_registration_is_taken_back_for_the_own_organization_before_for_the_office(cast):
    by, own = both(cast, cast.network_org)
    training = make.make_training(organizer=cast.office)

    cancel_registration(register(training, by=by), by=by)
    assert last_event().organization == own.organization

    cancel_registration(register(training, by=cast.member), by=by)
    assert last_event().organization == cast.office


@pytest.mark.parametrize("role", ["representative", "deputy"])
def test_representatives_and_deputies_speak_for_an_organization(cast, role):
    by = make.make_representative(cast.lead_org, role)

    assert [mandate.organization for mandate in civil_mandates(by)] == [cast.lead_org]
    assert lead_mandate(by, cast.seko.pk)


@pytest.mark.parametrize("role", ["observer", "institution_contact"])
def test_observers_and_contacts_do_not(cast, role):
    by = make.make_representative(cast.lead_org, role)

    assert (civil_mandates(by), lead_mandate(by, cast.seko.pk)) == ([], None)
    with pytest.raises(PermissionDenied):
        join_network(cast.seko, make.make_organization(), by=by)
