from datetime import timedelta

from django.utils import timezone

from sectors.models import (
    AnnualPlan,
    AnnualReport,
    Area,
    Candidacy,
    Consortium,
    ConsortiumCall,
    ConsortiumMembership,
    MembershipApplication,
    MembershipCall,
    NetworkMembership,
    PlanActivity,
    Score,
    Seko,
    SekoArea,
)
from seko.rules.validity import today
from tests import factories as make
from tests.rules.breaking import breaks, rows, sql

DAY = timedelta(days=1)


def organizations(number):
    return [make.make_organization() for _ in range(number)]


# --- areas and SEKOs -------------------------------------------------------------------------


@breaks("area_validity_forward", Area)
def an_area_that_ends_before_it_begins():
    area = make.make_area()
    return lambda: rows(area).update(valid_to=area.valid_from - DAY)


@breaks("area_kind_known", Area)
def an_unknown_kind_of_area():
    area = make.make_area()
    return lambda: rows(area).update(kind="county")


@breaks("seko_approval_rule_known", Seko)
def an_unknown_rule_of_approval():
    seko = make.make_seko()
    return lambda: rows(seko).update(approval_rule="dice")


@breaks("seko_area_validity_forward", SekoArea)
def an_area_given_backwards():
    seko = make.make_seko()
    return lambda: SekoArea.objects.filter(seko=seko).update(valid_to=today() - 500 * DAY)


@breaks("area_one_seko", SekoArea)
def an_area_with_two_sekos():
    area = make.make_area()
    make.make_seko(area=area)
    other = make.make_seko()
    return lambda: SekoArea.objects.bulk_create([SekoArea(seko=other, area=area, valid_from=today())])


# --- consortia -------------------------------------------------------------------------------


@breaks("consortium_size", Consortium)
def an_active_consortium_of_two():
    consortium = make.make_consortium(organizations=organizations(2), status="forming")
    return lambda: rows(consortium).update(status="active")


@breaks("consortium_size", ConsortiumMembership)
def one_of_three_deleted():
    consortium = make.make_consortium()
    return lambda: consortium.memberships.filter(role="member")[:1].get().delete()


@breaks("consortium_size", ConsortiumMembership)
def one_of_three_leaves_in_the_future():
    consortium = make.make_consortium()
    member = consortium.memberships.filter(role="member").first()
    return lambda: rows(member).update(valid_to=today() + 30 * DAY)


@breaks("consortium_size", ConsortiumMembership)
def one_of_three_moves_to_another_consortium():
    consortium, other = make.make_consortium(), make.make_consortium()
    member = consortium.memberships.filter(role="member").first()
    return lambda: rows(member).update(consortium=other)


@breaks("consortium_size", ConsortiumMembership)
def a_sixth_member():
    consortium = make.make_consortium(organizations=organizations(5))
    sixth = ConsortiumMembership(consortium=consortium, organization=make.make_organization(), valid_from=today())
    return lambda: ConsortiumMembership.objects.bulk_create([sixth])


@breaks("consortium_one_lead", ConsortiumMembership)
def a_consortium_of_two_leads():
    consortium = make.make_consortium()
    return lambda: consortium.memberships.update(role="lead")


@breaks("consortium_one_lead", ConsortiumMembership)
def a_consortium_without_lead():
    consortium = make.make_consortium()
    return lambda: sql(
        "UPDATE sectors_consortiummembership SET role = 'member' WHERE consortium_id = %s", consortium.pk
    )


@breaks("consortium_one_lead", Consortium)
def an_activation_without_lead():
    consortium = make.make_consortium(status="forming")
    consortium.memberships.update(role="member")
    return lambda: rows(consortium).update(status="active")


@breaks("consortium_validity_forward", Consortium)
def a_term_that_runs_backwards():
    consortium = make.make_consortium(status="forming")
    return lambda: rows(consortium).update(valid_to=consortium.valid_from)


@breaks("consortium_status_known", Consortium)
def a_consortium_in_an_unknown_state():
    consortium = make.make_consortium(status="forming")
    return lambda: rows(consortium).update(status="asleep")


@breaks("consortium_one_term", Consortium)
def two_terms_of_a_seko_at_once():
    consortium = make.make_consortium()
    other = make.make_consortium(consortium.seko, status="forming", valid_from=today())
    return lambda: rows(other).update(status="active")


@breaks("consortium_membership_validity_forward", ConsortiumMembership)
def a_membership_that_ends_before_it_begins():
    member = make.make_consortium().memberships.last()
    return lambda: rows(member).update(valid_to=member.valid_from - DAY)


@breaks("consortium_membership_role_known", ConsortiumMembership)
def a_member_in_an_unknown_role():
    member = make.make_consortium().memberships.last()
    return lambda: rows(member).update(role="guest")


@breaks("consortium_member_once", ConsortiumMembership)
def an_organization_twice_in_a_consortium():
    member = make.make_consortium().memberships.last()
    again = ConsortiumMembership(consortium=member.consortium, organization=member.organization, valid_from=today())
    return lambda: ConsortiumMembership.objects.bulk_create([again])


# --- networks --------------------------------------------------------------------------------


@breaks("network_membership_validity_forward", NetworkMembership)
def a_network_membership_that_runs_backwards():
    [member] = make.join(make.make_seko(), make.make_organization())
    return lambda: rows(member).update(valid_to=member.valid_from)


@breaks("network_member_once", NetworkMembership)
def an_organization_twice_in_a_network():
    [member] = make.join(make.make_seko(), make.make_organization())
    return lambda: make.join(member.seko, member.organization, valid_from=today())


# --- calls -----------------------------------------------------------------------------------


def dates():
    return {"opens_at": timezone.now(), "closes_at": timezone.now() + 30 * DAY}


def make_candidacy(call=None, **fields):
    call = call or ConsortiumCall.objects.create(
        seko=make.make_seko(), title="Позив", text="-", criteria="-", **dates()
    )
    mandate = make.make_representation()
    return Candidacy.objects.create(call=call, lead=mandate.organization, mandate=mandate, motivation="Јер.", **fields)


def make_application():
    call = MembershipCall.objects.create(seko=make.make_seko(), title="Позив", text="-", criteria="-", **dates())
    mandate = make.make_representation()
    return MembershipApplication.objects.create(
        call=call, organization=mandate.organization, mandate=mandate, motivation="Јер."
    )


@breaks("consortium_call_forward", ConsortiumCall)
def a_call_for_a_consortium_that_closes_before_it_opens():
    call = make_candidacy().call
    return lambda: rows(call).update(closes_at=call.opens_at)


@breaks("membership_call_forward", MembershipCall)
def a_call_for_members_that_closes_before_it_opens():
    call = make_application().call
    return lambda: rows(call).update(closes_at=call.opens_at)


@breaks("candidacy_status_known", Candidacy)
def a_candidacy_in_an_unknown_state():
    candidacy = make_candidacy()
    return lambda: rows(candidacy).update(status="maybe")


@breaks("candidacy_once", Candidacy)
def two_candidacies_of_one_lead():
    first = make_candidacy()
    again = Candidacy(call=first.call, lead=first.lead, mandate=first.mandate, motivation="Опет.")
    return lambda: Candidacy.objects.bulk_create([again])


@breaks("candidacy_one_chosen", Candidacy)
def two_chosen_in_one_call():
    first = make_candidacy(status="chosen")
    second = make_candidacy(first.call)
    return lambda: rows(second).update(status="chosen")


@breaks("candidacy_refusal_has_reason", Candidacy)
def a_candidacy_refused_without_reason():
    candidacy = make_candidacy()
    return lambda: rows(candidacy).update(status="refused")


@breaks("score_once", Score)
def one_criterion_scored_twice():
    candidacy, scorer = make_candidacy(), make.make_representation()
    score = {"candidacy": candidacy, "scorer": scorer, "criterion": "искуство"}
    Score.objects.create(points=80, **score)
    return lambda: Score.objects.bulk_create([Score(points=90, **score)])


@breaks("score_points_range", Score)
def more_points_than_there_are():
    score = Score(candidacy=make_candidacy(), scorer=make.make_representation(), criterion="искуство", points=101)
    return lambda: Score.objects.bulk_create([score])


@breaks("membership_application_status_known", MembershipApplication)
def an_application_in_an_unknown_state():
    application = make_application()
    return lambda: rows(application).update(status="maybe")


@breaks("membership_application_once", MembershipApplication)
def an_application_sent_twice():
    first = make_application()
    again = MembershipApplication(
        call=first.call, organization=first.organization, mandate=first.mandate, motivation="-"
    )
    return lambda: MembershipApplication.objects.bulk_create([again])


@breaks("membership_refusal_has_reason", MembershipApplication)
def an_application_refused_without_reason():
    application = make_application()
    return lambda: rows(application).update(status="refused")


# --- plans -----------------------------------------------------------------------------------


@breaks("annual_plan_status_known", AnnualPlan)
def a_plan_in_an_unknown_state():
    plan = AnnualPlan.objects.create(consortium=make.make_consortium(), year=2026)
    return lambda: rows(plan).update(status="lost")


@breaks("annual_plan_once", AnnualPlan)
def two_plans_for_one_year():
    plan = AnnualPlan.objects.create(consortium=make.make_consortium(), year=2026)
    return lambda: AnnualPlan.objects.bulk_create([AnnualPlan(consortium=plan.consortium, year=2026)])


@breaks("plan_activity_kind_known", PlanActivity)
def an_unknown_kind_of_activity():
    plan = AnnualPlan.objects.create(consortium=make.make_consortium(), year=2026)
    return lambda: PlanActivity.objects.bulk_create([PlanActivity(plan=plan, kind="party", title="Славље")])


@breaks("annual_report_once", AnnualReport)
def two_reports_for_one_year():
    report = AnnualReport.objects.create(consortium=make.make_consortium(), year=2026, text="Урађено.")
    return lambda: AnnualReport.objects.bulk_create([AnnualReport(consortium=report.consortium, year=2026, text="-")])
