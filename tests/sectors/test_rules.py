"""Rules 1 to 3: consortia, terms, networks, areas. What is refused stands in `cases`; here is what is allowed."""

from datetime import timedelta

import pytest

from sectors.models import Consortium, ConsortiumMembership, SekoArea
from seko.rules.validity import today
from tests import factories as make
from tests.rules.breaking import broken, kept, rows

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def organizations(number):
    return [make.make_organization() for _ in range(number)]


@pytest.mark.parametrize("number", [3, 4, 5])
def test_an_active_consortium_has_three_to_five_members(number):
    consortium = make.make_consortium(organizations=organizations(number), status="forming")

    with kept():
        rows(consortium).update(status="active")


@pytest.mark.parametrize("number", [1, 2, 6])
def test_and_no_other_number(number):
    consortium = make.make_consortium(organizations=organizations(number), status="forming")

    with broken("consortium_size"):
        rows(consortium).update(status="active")


def test_an_active_consortium_is_never_empty():
    with broken("consortium_size"):
        Consortium.objects.bulk_create([Consortium(seko=make.make_seko(), status="active", valid_from=today())])


@pytest.mark.parametrize("status", ["forming", "ended"])
def test_only_an_active_consortium_counts_its_members(status):
    consortium = make.make_consortium(organizations=organizations(1), status="forming")

    with kept():
        rows(consortium).update(status=status)


def test_a_member_is_replaced_within_one_transaction():
    consortium = make.make_consortium()
    member = consortium.memberships.filter(role="member").first()

    with kept():
        rows(member).delete()
        ConsortiumMembership.objects.create(
            consortium=consortium, organization=make.make_organization(), valid_from=consortium.valid_from
        )


def test_a_member_is_replaced_from_one_day_to_the_next():
    consortium = make.make_consortium()
    member = consortium.memberships.filter(role="member").first()

    with kept():
        rows(member).update(valid_to=today())
        ConsortiumMembership.objects.create(
            consortium=consortium, organization=make.make_organization(), valid_from=today()
        )


def test_a_day_without_the_third_member_is_a_day_too_many():
    consortium = make.make_consortium()
    member = consortium.memberships.filter(role="member").first()

    with broken("consortium_size"):
        rows(member).update(valid_to=today())
        ConsortiumMembership.objects.create(
            consortium=consortium, organization=make.make_organization(), valid_from=today() + DAY
        )


def test_the_lead_is_handed_over_from_one_day_to_the_next():
    consortium = make.make_consortium()
    lead = consortium.memberships.get(role="lead")
    successor = consortium.memberships.filter(role="member").first()

    with kept():
        ConsortiumMembership.objects.filter(pk__in=[lead.pk, successor.pk]).update(valid_to=today())
        for organization, role in [(lead.organization, "member"), (successor.organization, "lead")]:
            ConsortiumMembership.objects.create(
                consortium=consortium, organization=organization, role=role, valid_from=today()
            )


def test_members_may_leave_on_the_day_on_which_the_term_ends():
    consortium = make.make_consortium()

    with kept():
        rows(consortium).update(valid_to=today())
        consortium.memberships.update(valid_to=today())


def test_a_term_may_begin_on_the_day_on_which_the_one_before_ends():
    first = make.make_consortium(valid_to=today())

    with kept():
        make.make_consortium(first.seko, valid_from=today())


def test_a_term_may_not_begin_the_day_before():
    first = make.make_consortium(valid_to=today())

    with broken("consortium_one_term"):
        make.make_consortium(first.seko, valid_from=today() - DAY)


def test_a_term_that_has_ended_still_holds_its_days():
    first = make.make_consortium(status="ended", valid_to=today())

    with broken("consortium_one_term"):
        make.make_consortium(first.seko, valid_from=today() - DAY)


def test_consortia_in_forming_may_compete():
    running = make.make_consortium()

    with kept():
        make.make_consortium(running.seko, status="forming")
        make.make_consortium(running.seko, status="forming")


def test_an_organization_may_come_back_to_a_network_on_the_day_on_which_it_left():
    seko, organization = make.make_seko(), make.make_organization()

    with kept():
        make.join(seko, organization, valid_to=today())
        make.join(seko, organization, valid_from=today())


def test_an_organization_may_be_in_two_networks():
    organization = make.make_organization()

    with kept():
        make.join(make.make_seko(), organization)
        make.join(make.make_seko(), organization)


def test_an_area_passes_from_one_seko_to_another_on_a_day():
    area = make.make_area()
    make.make_seko(area=area)

    with kept():
        SekoArea.objects.filter(area=area).update(valid_to=today())
        SekoArea.objects.create(area=area, seko=make.make_seko(), valid_from=today())


def test_a_validity_of_one_day_runs_forward():
    area = make.make_area()

    with kept():
        rows(area).update(valid_to=area.valid_from + DAY)
