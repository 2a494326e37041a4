"""From which day to which a membership gives rights: with the first, without the one on which it ends."""

from datetime import timedelta

import pytest

from consultations.consultation.events import invited_organization_ids
from consultations.statistics.formulas import silent_members
from organizations.audiences import representatives_of
from sectors.models import Consortium, ConsortiumMembership, NetworkMembership, Seko
from sectors.permissions import consortium_seko_ids, led_seko_ids, network_seko_ids
from seko.rules.validity import today
from tests import factories as make

DAY = timedelta(days=1)
# Days from today on which something begins and ends, and whether it is valid today.
VALIDITY = [(-9, None, True), (0, None, True), (1, None, False), (-9, 1, True), (-9, 0, False), (-9, -1, False)]
each_day = pytest.mark.parametrize(("begins", "ends", "valid"), VALIDITY)


def validity(begins, ends):
    return {"valid_from": today() + begins * DAY, "valid_to": None if ends is None else today() + ends * DAY}


@pytest.fixture
def newcomer(cast):
    return make.make_representative(make.make_organization())


def organization_of(person):
    return person.representations.get().organization


@each_day
def test_a_place_in_a_network_counts_from_its_first_day_until_the_day_before_its_end(
    cast, newcomer, begins, ends, valid
):
    organization = organization_of(newcomer)
    consultation = make.make_consultation("open", [cast.seko])
    before = Seko.objects.with_network_numbers().get(pk=cast.seko.pk).network_size
    make.join(cast.seko, organization, **validity(begins, ends))
    place = NetworkMembership.objects.get(organization=organization)

    assert place.is_current() == NetworkMembership.objects.current().contains(place) == valid
    assert (network_seko_ids(newcomer) == {cast.seko.pk}) == valid
    assert (organization.pk in invited_organization_ids(consultation.pk)) == valid
    assert Seko.objects.with_network_numbers().get(pk=cast.seko.pk).network_size == before + valid
    assert silent_members(cast.seko).contains(organization) == valid


@each_day
def test_a_place_in_a_consortium_counts_from_its_first_day_until_the_day_before_its_end(
    cast, newcomer, begins, ends, valid
):
    organization = organization_of(newcomer)
    place = ConsortiumMembership.objects.create(
        consortium=cast.consortium, organization=organization, **validity(begins, ends)
    )

    assert ConsortiumMembership.objects.in_force().contains(place) == valid
    assert (consortium_seko_ids(newcomer) == {cast.seko.pk}) == valid
    assert (organization.pk in invited_organization_ids(make.make_consultation("open", [cast.seko]).pk)) == valid


@each_day
def test_a_place_in_a_consortium_counts_within_the_term_of_the_consortium(cast, begins, ends, valid):
    Consortium.objects.filter(pk=cast.consortium.pk).update(**validity(begins, ends))
    cast.consortium.refresh_from_db()

    assert cast.consortium.is_running() == Consortium.objects.running().contains(cast.consortium) == valid
    assert ConsortiumMembership.objects.in_force().filter(consortium=cast.consortium).exists() == valid
    assert (led_seko_ids(cast.user("lead")) == {cast.seko.pk}) == valid


@pytest.mark.parametrize("status", Consortium.Status.values)
def test_only_an_active_consortium_gives_rights(cast, status):
    Consortium.objects.filter(pk=cast.consortium.pk).update(status=status)

    assert (led_seko_ids(cast.user("lead")) == {cast.seko.pk}) == (status == "active")
    assert (consortium_seko_ids(cast.user("member")) == {cast.seko.pk}) == (status == "active")


@each_day
def test_a_mandate_counts_from_its_first_day_until_the_day_before_its_end(cast, begins, ends, valid):
    organization, person = make.make_organization(), make.make_user()
    make.make_representation(person, organization, **validity(begins, ends))

    assert representatives_of([organization.pk]).contains(person) == valid
    assert bool(person.current_mandates) == valid
