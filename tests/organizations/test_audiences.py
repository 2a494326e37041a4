"""Who gets the mail of an organization, of an institution and of the Office."""

import pytest

from organizations.audiences import case_workers, contacts_of, representatives_of
from organizations.models import Organization, User
from organizations.roles import RepresentationRole
from tests import factories as make

OF_OTHERS = ["representative", "deputy", "institution_contact", "observer"]


@pytest.mark.parametrize("role", OF_OTHERS)
def test_the_mail_of_an_organization_goes_to_those_who_speak_for_it(cast, role):
    person = make.make_representative(cast.third_org, role)

    speaks = role in {"representative", "deputy"}
    assert representatives_of([cast.third_org.pk]).contains(person) == speaks
    assert not representatives_of([cast.network_org.pk]).contains(person)


@pytest.mark.parametrize("role", OF_OTHERS)
def test_the_mail_of_an_institution_goes_to_its_contacts(cast, role):
    person = make.make_representative(cast.ministry, role)

    assert contacts_of([cast.ministry.pk]).contains(person) == (role == "institution_contact")
    assert not contacts_of([cast.office.pk]).contains(person)


@pytest.mark.parametrize("role", RepresentationRole.values)
def test_the_mail_of_the_office_goes_to_its_case_workers(cast, role):
    person = make.make_representative(cast.office, role)

    assert case_workers().contains(person) == (role in {"coordinator", "desk_officer"})


@pytest.mark.parametrize("status", Organization.Status.values)
def test_an_organization_gets_mail_as_long_as_it_takes_part(cast, status):
    reason = "Разлог." if status in {"suspended", "left"} else ""
    Organization.objects.filter(pk=cast.network_org.pk).update(status=status, status_reason=reason)

    assert representatives_of([cast.network_org.pk]).exists() == (status == "active")


@pytest.mark.parametrize("role", ["network", "contact", "coordinator"])
def test_a_closed_account_gets_no_mail(cast, role):
    def told():
        return representatives_of([cast.network_org.pk]) | contacts_of([cast.ministry.pk]) | case_workers()

    assert told().contains(getattr(cast, role))
    User.objects.filter(pk=getattr(cast, role).pk).update(is_active=False)

    assert not told().contains(getattr(cast, role))


def test_the_role_and_the_organization_are_of_one_mandate(cast):
    """Who observes one organization and speaks for another gets the mail of the other alone."""
    person = make.make_representative(cast.network_org, "observer")
    make.make_representation(person, cast.member_org)

    assert not representatives_of([cast.network_org.pk]).contains(person)
    assert representatives_of([cast.member_org.pk]).contains(person)


def test_who_speaks_for_two_organizations_gets_one_mail(cast):
    make.make_representation(cast.network, cast.member_org)

    told = representatives_of([cast.network_org.pk, cast.member_org.pk])

    assert sorted(told.values_list("pk", flat=True)) == sorted([cast.network.pk, cast.member.pk])
