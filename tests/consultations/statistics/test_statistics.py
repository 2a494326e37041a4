"""The formulas on comments, districts and networks, on data small enough to count by hand."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.models import Landing
from consultations.statistics.formulas import (
    CommentFlow,
    comment_flow,
    comments_and_acceptance_by_seko_over_time,
    history_of_organization,
    participation_by_district,
    share_accepted,
    silent_members,
)
from organizations.models import Organization
from sectors.models import NetworkMembership
from tests import factories as make
from tests.rounds import at, consultation_of, four_rounds, in_both_networks, opinion_with, over

DAY = timedelta(days=1)


@pytest.fixture
def both(cast):
    return in_both_networks(cast)


@pytest.fixture
def rounds(cast, both):
    return four_rounds(cast, both)


# --- the road of comments --------------------------------------------------------------------


def test_the_road_counts_each_comment_once_by_its_best_published_answer(cast, rounds):
    everything = {"accepted": 1, "partly": 1, "set_aside": 1, "waiting": 3, "merged": 1, "cancelled": 1}

    road = comment_flow()

    assert road == CommentFlow(Counter(everything), Counter(accepted=1))
    assert (road.submitted, road.merged, road.answered, road.accepted, road.in_the_text) == (8, 3, 2, 2, 1)


def test_the_road_of_a_seko_tells_what_its_own_opinion_brought(cast, rounds):
    energy = {"accepted": 1, "not_accepted": 1, "waiting": 3, "merged": 1, "cancelled": 1}

    assert comment_flow(seko=cast.seko) == CommentFlow(Counter(energy), Counter(accepted=1))
    assert comment_flow(seko=cast.other_seko) == CommentFlow(Counter(partly=1, set_aside=1), Counter())


def test_the_road_of_a_consultation_an_organization_and_a_year(cast, rounds):
    done = Counter(accepted=1, partly=1, set_aside=1, waiting=1)
    network = Counter(accepted=1, merged=1, cancelled=1)

    assert comment_flow(consultation=rounds["done"]) == CommentFlow(done, Counter(accepted=1))
    assert comment_flow(organization=cast.network_org) == CommentFlow(network, Counter(accepted=1))
    assert comment_flow(year=2001) == comment_flow(organization=cast.third_org) == CommentFlow(Counter(), Counter())


def test_answers_and_drafts_that_are_not_published_leave_no_trace(cast, rounds):
    assert comment_flow(consultation=rounds["waiting"]) == CommentFlow(Counter(merged=1), Counter())
    assert comment_flow(consultation=rounds["draft"]) == CommentFlow(Counter(waiting=2), Counter())


def test_a_comment_that_one_seko_set_aside_and_the_other_took_up_is_taken_up(cast, both):
    round = make.make_consultation("in_review", [cast.seko, cast.other_seko])
    comment = make.make_comment(round, both)
    opinion_with(round, cast.seko, cast.mandate("lead"), aside=[comment])
    opinion_with(round, cast.other_seko, cast.mandate("lead"), [(comment, "out_of_scope", None)])

    assert comment_flow().dispositions == Counter(merged=1)
    over(round, "answered")
    assert comment_flow().dispositions == Counter(out_of_scope=1)
    assert comment_flow(seko=cast.seko).dispositions == Counter(set_aside=1)


def test_a_passage_counts_as_landed_only_under_an_accepted_point(cast):
    round = make.make_consultation("in_review", [cast.seko])
    later = make.make_document_version(document=round.version.document, number=2).passages.first()
    comment = make.make_comment(round, cast.mandate("network"))
    opinion_with(
        round, cast.seko, cast.mandate("lead"), [(comment, "already_covered", later), (comment, "accepted", None)]
    )
    over(round, "answered")

    assert comment_flow() == CommentFlow(Counter(accepted=1), Counter())


def test_a_landing_that_was_noted_after_the_report_counts(cast):
    round = make.make_consultation("in_review", [cast.seko])
    later = make.make_document_version(document=round.version.document, number=2).passages.first()
    comment = make.make_comment(round, cast.mandate("network"))
    item = opinion_with(round, cast.seko, cast.mandate("lead"), [(comment, "partly", None)]).items.get()
    over(round, "answered")
    Landing.objects.create(response=item.response, passage=later, mandate=cast.mandate("coordinator"))

    assert comment_flow() == CommentFlow(Counter(partly=1), Counter(partly=1))


@pytest.mark.parametrize("outcome", ["noted", "forwarded"])
def test_noted_and_forwarded_are_answers_and_no_acceptance(cast, outcome):
    round = make.make_consultation("in_review", [cast.seko])
    comment = make.make_comment(round, cast.mandate("network"))
    item = opinion_with(round, cast.seko, cast.mandate("lead"), [(comment, "noted", None)]).items.get()
    body = "Министарство правде" if outcome == "forwarded" else ""
    type(item.response).objects.filter(item=item).update(outcome=outcome, forwarded_to=body)
    over(round, "answered")

    road = comment_flow()
    assert (road.dispositions, road.answered, road.accepted) == (Counter({outcome: 1}), 1, 0)


def test_the_share_accepted_is_of_published_answers_and_unknown_without_any():
    assert [share_accepted(*pair) for pair in ((0, 0), (0, 4), (3, 4))] == [None, 0, 0.75]


# --- over time -------------------------------------------------------------------------------


def test_comments_and_acceptance_of_each_seko_by_quarter(cast, both):
    lead, network = cast.mandate("lead"), cast.mandate("network")
    NetworkMembership.objects.update(valid_from=date(2020, 1, 1))
    spring = consultation_of("2024-03-25", cast.seko, cast.other_seko)
    march = make.make_comment(spring, network, submitted_at=at("2024-03-31"))
    april = make.make_comment(spring, both, submitted_at=at("2024-04-01"))
    make.make_comment(spring, network, submitted_at=at("2024-04-02"), withdrawn_at=at("2024-04-02"))
    opinion_with(spring, cast.seko, lead, [(march, "not_accepted", None), (april, "accepted", None)])
    opinion_with(spring, cast.other_seko, lead, [(april, "out_of_scope", None)])
    over(spring, "answered")
    winter = consultation_of("2025-01-10", cast.seko)
    make.make_comment(winter, network, submitted_at=at("2025-01-10"))
    over(winter, "cancelled")

    energy, culture = cast.seko.pk, cast.other_seko.pk
    first, second, third = date(2024, 1, 1), date(2024, 4, 1), date(2025, 1, 1)
    rows = comments_and_acceptance_by_seko_over_time()

    assert sorted(rows) == sorted(
        [(energy, first, 1, 1, 0), (energy, second, 1, 1, 1), (energy, third, 1, 0, 0), (culture, second, 1, 1, 0)]
    )
    assert comments_and_acceptance_by_seko_over_time(seko=cast.other_seko) == [(culture, second, 1, 1, 0)]
    assert comments_and_acceptance_by_seko_over_time(year=2025) == [(energy, third, 1, 0, 0)]
    assert comments_and_acceptance_by_seko_over_time(year=2023) == []


def test_a_quarter_begins_at_midnight_in_belgrade(cast):
    NetworkMembership.objects.update(valid_from=date(2020, 1, 1))
    round = consultation_of("2023-12-28", cast.seko)
    just_before = timezone.make_aware(datetime(2023, 12, 31, 23, 59))  # 22:59 UTC
    for moment in (just_before, just_before + timedelta(minutes=1)):
        make.make_comment(round, cast.mandate("network"), submitted_at=moment)

    assert [row.quarter for row in comments_and_acceptance_by_seko_over_time()] == [date(2023, 10, 1), date(2024, 1, 1)]
    assert comment_flow(year=2023).submitted == comment_flow(year=2024).submitted == 1


def test_a_comment_counts_for_the_network_of_the_day_on_which_it_was_made(cast):
    round = make.make_consultation("consolidation", [cast.seko])
    make.make_comment(round, cast.mandate("network"))
    NetworkMembership.objects.filter(organization=cast.network_org).update(valid_to=round.opens_at.date())

    assert comments_and_acceptance_by_seko_over_time() == []
    assert comment_flow().submitted == 1


def test_the_history_of_an_organization_by_quarter(cast, both):
    NetworkMembership.objects.update(valid_from=date(2020, 1, 1))
    round = consultation_of("2024-03-25", cast.seko, cast.other_seko)
    first = make.make_comment(round, both, submitted_at=at("2024-03-30"))
    make.make_comment(round, both, submitted_at=at("2024-04-01"))
    make.make_comment(round, cast.mandate("network"), submitted_at=at("2024-04-01"))
    opinion_with(round, cast.seko, cast.mandate("lead"), [(first, "partly", None)])
    over(round, "answered")
    for status, place in [
        ("held", "confirmed"),
        ("held", "waiting"),
        ("announced", "confirmed"),
        ("held", "cancelled"),
    ]:
        training = make.make_training(starts_at=at("2024-08-05"), status=status)
        make.make_registration(training, both, status=place)
    twice = make.make_training(starts_at=at("2024-05-05"), status="held")
    make.make_registration(twice, both)
    make.make_registration(twice, make.make_representation(organization=both.organization))

    assert history_of_organization(both.organization) == [
        (date(2024, 1, 1), Counter(partly=1), 0),
        (date(2024, 4, 1), Counter(waiting=1), 1),
        (date(2024, 7, 1), Counter(), 1),
    ]
    assert history_of_organization(cast.ministry) == []


# --- who takes part --------------------------------------------------------------------------


def numbers(rows):
    return [(row.district and row.district.code, row.organizations, row.comments) for row in rows]


def test_participation_by_district(cast, both):
    raska, srem = make.make_district("RS-18"), make.make_district("RS-07", "Сремски округ")
    Organization.objects.filter(pk__in=[cast.network_org.pk, both.organization_id]).update(district=raska)
    Organization.objects.filter(pk=cast.ministry.pk).update(district=srem)
    round = make.make_consultation("consolidation", [cast.seko])
    for mandate in (both, both, cast.mandate("lead")):
        make.make_comment(round, mandate)
    make.make_comment(round, both, withdrawn_at=timezone.now())

    # Two more in networks, and the lead that commented, have no district.
    assert numbers(participation_by_district()) == [("RS-07", 0, 0), ("RS-18", 2, 2), (None, 2, 1)]
    assert numbers(participation_by_district(seko=cast.other_seko)) == [("RS-07", 0, 0), ("RS-18", 1, 0), (None, 1, 0)]
    assert numbers(participation_by_district(year=2001)) == [("RS-07", 0, 0), ("RS-18", 2, 0), (None, 2, 0)]


def test_the_row_without_a_district_is_left_out_where_it_would_be_empty(cast):
    raska = make.make_district("RS-18")
    Organization.objects.update(district=raska)

    assert numbers(participation_by_district()) == [("RS-18", 3, 0)]


def test_an_organization_that_does_not_take_part_is_in_no_network(cast):
    Organization.objects.filter(pk=cast.outsider_org.pk).update(status="suspended", status_reason="Не јавља се.")

    assert numbers(participation_by_district()) == [(None, 2, 0)]
    assert numbers(participation_by_district(on=date(2001, 1, 1))) == []


def test_members_who_have_never_commented_in_a_consultation_of_the_seko(cast, both):
    make.make_comment(make.make_consultation("open", [cast.seko]), cast.mandate("network"))
    make.make_comment(make.make_consultation("open", [cast.other_seko]), both)
    make.make_comment(make.make_consultation("open", [cast.seko]), both, withdrawn_at=timezone.now())

    silent = silent_members(cast.seko).order_by("pk")

    assert list(silent) == [cast.other_network_org, both.organization]
    assert list(silent_members(cast.other_seko)) == [cast.outsider_org]


# --- queries ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "queries"),
    [
        (lambda cast: comment_flow(), 1),
        (lambda cast: comment_flow(seko=cast.seko), 1),
        (lambda cast: comments_and_acceptance_by_seko_over_time(), 1),
        (lambda cast: history_of_organization(cast.network_org), 2),
        (lambda cast: participation_by_district(), 3),
        (lambda cast: list(silent_members(cast.seko)), 1),
    ],
)
def test_each_formula_asks_a_few_times_whatever_there_is(cast, rounds, ask, queries):
    with CaptureQueriesContext(connection) as asked:
        ask(cast)

    assert len(asked) == queries
