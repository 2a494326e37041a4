"""How many organizations of a consortium must approve, for each rule of a SEKO and each size of a consortium."""

import pytest

from consultations.models import Opinion
from consultations.opinions.actions.consent import approve_opinion
from consultations.opinions.actions.opinions import submit_opinion
from consultations.opinions.consent import consent_of
from organizations.permissions import own_mandate
from sectors.models import ConsortiumMembership, Seko
from tests import factories as make
from tests.refusals import refused

NEEDED = [
    *[("lead", size, 1) for size in (3, 4, 5)],
    *[("majority", 3, 2), ("majority", 4, 3), ("majority", 5, 3)],
    *[("all", size, size) for size in (3, 4, 5)],
]


@pytest.fixture
def opinion(cast):
    consultation = make.make_consultation("consolidation", [cast.seko])
    return make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1)


def grow(consortium, size):
    """The consortium with so many organizations; a person of each but the lead."""
    for _ in range(size - consortium.memberships.count()):
        ConsortiumMembership.objects.create(
            consortium=consortium, organization=make.make_organization(), valid_from=consortium.valid_from
        )
    members = consortium.memberships.filter(role="member").order_by("pk")
    return [make.make_representative(place.organization) for place in members]


def now(opinion):
    return Opinion.objects.select_related("seko").get(pk=opinion.pk)


@pytest.mark.parametrize(("rule", "size", "needed"), NEEDED)
def test_an_opinion_is_submitted_when_the_last_approval_that_the_rule_needs_is_there(cast, opinion, rule, size, needed):
    people = grow(cast.consortium, size)
    Seko.objects.filter(pk=cast.seko.pk).update(approval_rule=rule)
    assert consent_of(now(opinion)).needed == needed

    for approved in range(1, needed):  # the lead approves by submitting
        assert consent_of(now(opinion)).lacking == needed - approved
        with refused("approvals_missing"):
            submit_opinion(opinion, by=cast.lead)
        approve_opinion(opinion, by=people[approved - 1], revision=now(opinion).revision)

    assert consent_of(now(opinion)).lacking == 0
    assert submit_opinion(opinion, by=cast.lead).status == "submitted"


@pytest.mark.parametrize("rule", Seko.ApprovalRule.values)
def test_more_approvals_than_needed_lack_nothing(cast, opinion, rule):
    Seko.objects.filter(pk=cast.seko.pk).update(approval_rule=rule)
    for person in grow(cast.consortium, 5):
        approve_opinion(opinion, by=person, revision=now(opinion).revision)

    consent = consent_of(now(opinion))
    assert (consent.lacking, consent.not_approving, len(consent.voices)) == (0, [], 5)


def test_the_rules_are_all_here():
    assert {rule for rule, *_ in NEEDED} == set(Seko.ApprovalRule.values)


def test_approving_speaks_for_the_organization_not_for_the_person(cast, opinion):
    first, *_ = grow(cast.consortium, 3)
    colleague = make.make_representative(own_mandate(first, cast.member_org.pk).organization, "deputy")
    approve_opinion(opinion, by=first, revision=now(opinion).revision)

    with refused("approved_twice"):
        approve_opinion(opinion, by=colleague, revision=now(opinion).revision)
