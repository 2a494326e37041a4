"""Two connections at once in registry, consortia, networks, memoranda, trainings: one is refused, none hangs."""

from collections import Counter
from datetime import timedelta

import pytest

from consultations.models import Registration
from consultations.trainings.actions import register
from memoranda.actions import put_in_force
from memoranda.models import Memorandum
from organizations.actions import appoint, register_organization
from organizations.models import Organization
from sectors.actions import activate_consortium, add_member, assign_area, change_lead, end_membership, join_network
from sectors.models import Consortium, ConsortiumMembership, NetworkMembership, SekoArea
from seko.rules.errors import database_refusals
from seko.rules.validity import today
from tests import factories as make
from tests.rules.breaking import rows
from tests.rules.races import DONE, behind, crossing, one_of, race, several

pytestmark = pytest.mark.django_db(transaction=True)


def organizations(number):
    return [make.make_organization() for _ in range(number)]


# --- consortia -------------------------------------------------------------------------------


@pytest.mark.parametrize("meet", [race, crossing])
@several
def test_two_of_four_members_do_not_go_at_once(meet):
    consortium = make.make_consortium(organizations=organizations(4))
    first, second, _third = consortium.memberships.filter(role="member")

    outcomes = meet(lambda: rows(first).delete(), lambda: rows(second).update(valid_to=today()))

    assert one_of(outcomes, "consortium_size")
    assert consortium.memberships.current().count() == 3


@pytest.mark.parametrize("meet", [race, crossing])
@several
def test_a_fifth_and_a_sixth_member_do_not_come_at_once(meet):
    consortium = make.make_consortium(organizations=organizations(4))
    fifth, sixth = (
        ConsortiumMembership(consortium=consortium, organization=o, valid_from=today()) for o in organizations(2)
    )

    outcomes = meet(fifth.save, sixth.save)

    assert one_of(outcomes, "consortium_size")
    assert consortium.memberships.count() == 5


@several
def test_a_second_lead_and_the_beginning_of_the_term_do_not_pass_each_other():
    consortium = make.make_consortium(status="forming")
    member = consortium.memberships.filter(role="member").first()

    outcomes = crossing(lambda: rows(consortium).update(status="active"), lambda: rows(member).update(role="lead"))

    assert one_of(outcomes, "consortium_one_lead")


def test_the_actions_on_a_consortium_take_turns(cast):
    consortium = cast.consortium
    fourth, fifth, sixth = organizations(3)
    add_member(consortium, fourth, by=cast.coordinator)

    def leave(organization):
        membership = consortium.memberships.current().get(organization=organization)
        return lambda: end_membership(membership, by=cast.user("coordinator"), on=today() + timedelta(days=1))

    def come(organization):
        return lambda: add_member(consortium, organization, by=cast.user("coordinator"))

    assert one_of(race(leave(cast.member_org), leave(cast.third_org)), "consortium_size")
    assert race(come(fifth), come(sixth)) in ([DONE, DONE], [DONE, "consortium_size"], ["consortium_size", DONE])

    leads = [cast.third_org, fourth]
    outcomes = race(*((lambda o=o: change_lead(consortium, o, by=cast.user("coordinator"))) for o in leads))

    assert DONE in outcomes
    assert consortium.memberships.current().filter(role="lead").count() == 1


@pytest.mark.parametrize("meet", [race, crossing])
@several
def test_two_consortia_of_one_seko_do_not_begin_at_once(cast, meet):
    seko = make.make_seko()
    first, second = make.make_consortium(seko, status="forming"), make.make_consortium(seko, status="forming")

    outcomes = meet(*((lambda c=c: activate_consortium(c, by=cast.user("coordinator"))) for c in (first, second)))

    assert one_of(outcomes, "terms_overlap")
    assert Consortium.objects.filter(seko=seko, status="active").count() == 1


@several
def test_nobody_joins_a_network_twice_and_no_area_gets_two_sekos(cast):
    organization, area = make.make_organization(), make.make_area()
    sekos = [make.make_seko(), make.make_seko()]

    joined = race(*[lambda: join_network(cast.seko, organization, by=cast.user("coordinator"))] * 2)
    given = race(*((lambda s=s: assign_area(s, area, by=cast.user("coordinator"))) for s in sekos))

    assert one_of(joined, "network_member_twice")
    assert one_of(given, "area_taken")
    assert NetworkMembership.objects.filter(organization=organization).count() == 1
    assert SekoArea.objects.filter(area=area).count() == 1


# --- organizations and people ----------------------------------------------------------------


@pytest.mark.parametrize("pib", ["101134702", "100000024"])
def test_two_organizations_with_one_pib_do_not_register_at_once(cast, pib):
    def enter(name):
        return lambda: register_organization(by=cast.user("coordinator"), name=name, kind="association", pib=pib)

    outcomes = race(enter("Прва"), enter("Друга"))

    assert one_of(outcomes, "pib_taken")
    assert Organization.objects.filter(pib=pib).count() == 1


@several
def test_two_organizations_with_one_name_get_two_addresses_or_a_word_about_it(cast):
    name = f"Иста {make.serial()}"

    outcomes = race(*[lambda: register_organization(by=cast.user("coordinator"), name=name, kind="association")] * 2)

    assert outcomes == [DONE, DONE] or one_of(outcomes, "unique")


@several
def test_nobody_gets_the_same_mandate_twice(cast):
    person, organization = make.make_user(), make.make_organization()

    outcomes = race(*[lambda: appoint(person, organization, by=cast.user("administrator"), role="representative")] * 2)

    assert one_of(outcomes, "representation_twice")


@several
def test_an_office_does_not_lose_its_flag_while_it_gets_a_coordinator():
    office, person = make.make_office(), make.make_user()

    outcomes = crossing(
        lambda: make.make_representation(person, office, "coordinator"), lambda: rows(office).update(is_office=False)
    )

    assert one_of(outcomes, "representation_office_role")


# --- memoranda -------------------------------------------------------------------------------


@several
def test_two_memoranda_of_one_party_do_not_come_into_force_at_once(cast):
    party = make.make_organization()
    both = [make.make_memorandum(cast.office, [party], "signing") for _ in range(2)]
    for memorandum in both:
        memorandum.signatories.update(signed_on=today())

    outcomes = race(*((lambda m=m: put_in_force(m, by=cast.user("coordinator"))) for m in both))

    assert one_of(outcomes, "memoranda_overlap")
    assert Memorandum.objects.filter(signatories__organization=party, status="in_force").count() == 1


@several
def test_two_memoranda_with_the_same_parties_in_any_order_do_not_lock_each_other_out():
    office, parties = make.make_office(), organizations(4)
    both = [make.make_memorandum(office, order, "signing") for order in (parties, parties[::-1])]
    for memorandum in both:
        memorandum.signatories.update(signed_on=today())
    force = {"status": "in_force", "signed_on": today(), "valid_from": today()}

    outcomes = crossing(*((lambda m=m: rows(m).update(**force)) for m in both))

    assert one_of(outcomes, "memorandum_terms_apart")


@several
def test_a_party_does_not_join_unsigned_while_the_memorandum_comes_into_force():
    memorandum, late = make.make_memorandum(status="signing"), make.make_organization()
    memorandum.signatories.update(signed_on=today())
    force = {"status": "in_force", "signed_on": today(), "valid_from": today()}

    outcomes = crossing(
        lambda: rows(memorandum).update(**force),
        lambda: memorandum.signatories.create(organization=late),
    )

    assert one_of(outcomes, "memorandum_signed_by_all")


# --- trainings -------------------------------------------------------------------------------


def registration(training):
    mandate = make.make_representation()
    return Registration(training=training, mandate=mandate, organization=mandate.organization)


@several
def test_the_last_place_is_given_once():
    training = make.make_training(places=1)

    def take(row):
        with database_refusals(Registration):
            row.save()

    first, second = registration(training), registration(training)
    outcomes = crossing(lambda: take(first), lambda: take(second))

    assert one_of(outcomes, "training_full")
    assert training.registrations.count() == 1


@several
def test_who_comes_second_through_the_action_waits(cast):
    training = make.make_training(places=1)

    outcomes = race(*((lambda who=who: register(training, by=cast.user(who))) for who in ("network", "member")))

    assert outcomes == [DONE, DONE]
    assert Counter(training.registrations.values_list("status", flat=True)) == Counter(["confirmed", "waiting"])


@several
def test_a_place_does_not_vanish_under_a_registration():
    training = make.make_training(places=2)
    make.make_registration(training)
    late = registration(training)

    assert behind(lambda: rows(training).update(places=1), late.save) == [DONE, "training_places"]
