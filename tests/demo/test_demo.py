"""Demo data: 418 organizations, nine consortia, what they plan and do together; all of it marked as invented."""

from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db.models import Count, Q
from django.utils import timezone

from consultations.models import (
    Comment,
    Consultation,
    Document,
    Meeting,
    Opinion,
    Registration,
    Training,
    WorkingGroup,
)
from memoranda.models import Memorandum, Obligation
from organizations.models import Organization, Representation, User
from organizations.permissions import is_coordinator, is_institution_contact
from sectors.models import (
    AnnualPlan,
    AnnualReport,
    Candidacy,
    Consortium,
    MembershipApplication,
    NetworkMembership,
    PlanActivity,
    Seko,
)
from sectors.permissions import consortium_seko_ids, led_seko_ids, network_seko_ids
from seko.demo.accounts import demo_accounts
from seko.demo.days import HISTORY, OLDEST, Calendar
from seko.events.models import Delivery, Event
from seko.portal.dashboards import parts_of
from seko.rules.validity import today

OURS = ("seko", "organizations", "sectors", "memoranda", "consultations")


def counts():
    return {
        model._meta.label: model.objects.count() for label in OURS for model in apps.get_app_config(label).get_models()
    }


# --- the load ---


def test_demo_is_refused_where_it_is_not_a_demo(db, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="SEKO_DEMO"):
        call_command("load_demo")

    assert not User.objects.exists()


def test_a_second_load_adds_nothing_and_only_asks_whether_the_demo_is_there(demo, django_assert_num_queries):
    before = counts()

    with django_assert_num_queries(2):
        call_command("load_demo", verbosity=0)

    assert counts() == before


def test_nobody_gets_mail_about_what_the_demo_makes_up(demo):
    assert Event.objects.exists()
    assert not Event.objects.undelivered().exists()
    assert not Delivery.objects.exists()


def test_the_days_of_the_demo_fit_whenever_it_is_loaded():
    for day in range(0, 400, 13):
        calendar = Calendar(timezone.now() + timedelta(days=day))

        assert calendar.term_from <= calendar.day(-OLDEST) < calendar.today < calendar.term_to
        assert calendar.mandates_from < calendar.term_before_from <= calendar.day(-HISTORY) < calendar.term_from
        assert {calendar.this_year(days).year for days in (-400, 0, 400)} == {calendar.today.year}
        assert calendar.workday_at(-40) < calendar.at(0) < calendar.workday_at(20)
        assert all(calendar.workday_at(days).weekday() < 5 for days in range(-10, 10))


# --- who ---


def test_418_organizations_of_civil_society_are_in_networks(demo):
    civil = Organization.objects.in_civil_society()

    assert civil.count() == 418
    assert civil.filter(network_memberships__in=NetworkMembership.objects.current()).distinct().count() == 418
    assert NetworkMembership.objects.count() > 418
    assert civil.filter(district__outline__isnull=False).values("district").distinct().count() == 25


def test_nine_consortia_run_with_three_to_five_members_and_one_lead(demo):
    consortia = Consortium.objects.running().annotate(
        members=Count("memberships"), leads=Count("memberships", filter=Q(memberships__role="lead"))
    )

    assert consortia.values("seko").distinct().count() == consortia.count() == Seko.objects.count() == 9
    assert {c.members for c in consortia} == {3, 4, 5}
    assert {c.leads for c in consortia} == {1}


def test_nine_consortia_ran_before_them_and_some_had_another_lead(demo):
    ended = Consortium.objects.filter(status=Consortium.Status.ENDED)
    leads = {
        status: set(Consortium.objects.filter(status=status, memberships__role="lead").values_list(*seko_and_lead))
        for status in ("active", "ended")
        for seko_and_lead in [("seko", "memberships__organization")]
    }

    assert ended.values("seko").distinct().count() == ended.count() == 9
    assert len(leads["active"] & leads["ended"]) == 7


def test_every_invented_row_is_marked(demo):
    added = Organization.objects.exclude(pk__in=demo["organizations"])

    assert added.count() == 418 - 9 + 6
    assert added.filter(kind=Organization.Kind.PUBLIC_BODY).count() == 5
    assert not added.filter(is_demo=False).exists()
    assert not added.exclude(Q(name__endswith="(демо)") | Q(name__endswith="(demo)")).exists()
    assert not added.exclude(name_en__endswith="(demo)").exists()
    for model in (User, Consortium, Document, Consultation, WorkingGroup, Training):
        assert not model.objects.filter(is_demo=False).exists(), model
    memoranda = Memorandum.objects.filter(is_demo=True)
    for rows in (Document.objects, Consultation.objects, Training.objects, memoranda):
        assert not rows.exclude(title__endswith="(демо)").exists(), rows
        assert not rows.exclude(title_en__endswith="(demo)").exists(), rows
    for rows in (added, Document.objects, Consultation.objects, Training.objects, WorkingGroup.objects, memoranda):
        assert not rows.exclude(slug__contains="demo").exists(), rows
    assert not User.objects.exclude(full_name__endswith="(демо)").exists()
    assert not NetworkMembership.objects.exclude(source_note__contains="за пробни приказ").exists()
    assert not Representation.objects.exclude(document_note__contains="за пробни приказ").exists()


def test_no_real_organization_runs_a_consortium_or_speaks(demo):
    real = {"organization__is_demo": False}

    assert not Consortium.objects.filter(memberships__organization__is_demo=False).exists()
    assert not Comment.objects.filter(**real).exists()
    assert not Opinion.objects.filter(**real).exists()


def test_facts_of_reference_organizations_are_not_touched(demo):
    assert not Organization.objects.filter(pk__in=demo["organizations"], is_demo=True).exists()
    assert not Organization.objects.filter(is_demo=True).exclude(registry_number="", pib="").exists()


# --- accounts ---


def test_each_account_of_the_demo_signs_in(demo):
    for account in demo_accounts():
        user = authenticate(None, email=account.email, password=account.password)
        assert user, account.email
        assert str(user.current_mandates[0].organization.name) == account.organization


def test_the_accounts_hold_the_roles_they_are_listed_with(demo):
    energy = Seko.objects.get(code="energy").pk
    users = {account.email.split("@")[0]: User.objects.get(email=account.email) for account in demo_accounts()}

    roles = {name: user.current_mandates[0].role for name, user in users.items()}
    assert roles == {
        "koordinator": "coordinator",
        "referent": "desk_officer",
        "administrator": "administrator",
        "vodeca": "representative",
        "konzorcijum": "representative",
        "mreza1": "representative",
        "mreza2": "representative",
        "organ": "institution_contact",
        "donator": "observer",
    }
    assert is_coordinator(users["koordinator"]) and is_institution_contact(users["organ"])
    assert led_seko_ids(users["vodeca"]) == {energy}
    assert consortium_seko_ids(users["konzorcijum"]) == {energy} and not led_seko_ids(users["konzorcijum"])
    assert energy in network_seko_ids(users["mreza1"]) and not consortium_seko_ids(users["mreza1"])
    assert energy in network_seko_ids(users["mreza2"]) and not consortium_seko_ids(users["mreza2"])


def test_every_dashboard_of_the_demo_has_something_in_each_part(demo):
    now, empty = timezone.now(), []
    for account in demo_accounts():
        user = User.objects.get(email=account.email)
        for part in parts_of(user):
            context = part.context(user, now)
            names = [name for name, value in context.items() if not isinstance(value, dict) and not value]
            empty += [(account.email.partition("@")[0], part.NAME, name) for name in names]

    assert empty == [
        ("administrator", "office", "tasks"),  # keeps accounts, and neither prepares nor answers
        ("administrator", "office", "can_prepare"),
        ("konzorcijum", "consortium", "led"),  # of the member that does not lead
    ]


def test_members_of_the_demo_see_answers_among_the_last_things_they_said(demo):
    for name in ("mreza1", "mreza2"):
        said = Comment.objects.filter(organization__representations__user__email=f"{name}@demo.seko.example")
        last = said.order_by("-submitted_at")[:5]

        assert Consultation.Status.ANSWERED in {comment.consultation.status for comment in last}


# --- what they do besides consultations ---


def test_groups_have_met_and_will_meet_and_trainings_fill_up(demo):
    now = timezone.now()

    assert WorkingGroup.objects.count() == 3
    held = Meeting.objects.filter(status=Meeting.Status.HELD)
    assert all(m.minutes and m.agenda.exists() and m.attendance.exists() and m.decisions.exists() for m in held)
    assert Meeting.objects.upcoming(now).count() == 3
    assert Training.objects.filter(status=Training.Status.HELD).count() == 1
    assert Training.objects.upcoming(now).count() == 2
    starts = [
        *Meeting.objects.values_list("starts_at", flat=True),
        *Training.objects.values_list("starts_at", flat=True),
    ]
    assert {timezone.localtime(at).weekday() for at in starts} <= set(range(5))
    full = Training.objects.get(
        registrations__status=Registration.Status.WAITING, registrations__organization__seat="Крушевац"
    )
    assert full.registrations.filter(status=Registration.Status.CONFIRMED).count() == full.places


def test_calls_show_how_consortia_and_networks_come_to_be(demo):
    assert set(Candidacy.objects.values_list("status", flat=True)) == {"chosen", "refused"}
    assert Candidacy.objects.filter(scores__isnull=True).count() == 0
    assert set(MembershipApplication.objects.values_list("status", flat=True)) == {"submitted", "accepted", "refused"}


def test_each_consortium_has_a_plan_of_this_year_partly_done(demo):
    plans = AnnualPlan.objects.filter(year=today().year, consortium__in=Consortium.objects.running())

    assert AnnualPlan.objects.count() == plans.count() == 9
    assert set(plans.values_list("status", flat=True)) == {"draft", "sent", "agreed"}
    for plan in plans.prefetch_related("activities"):
        activities = plan.activities.all()
        assert 5 <= len(activities) <= 8
        assert {bool(activity.done_on) for activity in activities} == {True, False}
        assert {activity.due_on.year for activity in activities} == {plan.year}
        assert not any(activity.outcome for activity in activities if activity.done_on is None)
        assert all(activity.outcome for activity in activities if activity.done_on)
    assert not PlanActivity.objects.filter(done_on__gt=today()).exists()


def test_each_seko_has_a_published_report_of_last_year(demo):
    reports = AnnualReport.objects.filter(year=today().year - 1, published_on__lte=today())

    assert AnnualReport.objects.count() == reports.values("consortium__seko").distinct().count() == 9
    assert len({report.text for report in reports}) == 9
    for report in reports.select_related("consortium"):
        assert report.consortium.valid_from.year <= report.year < report.consortium.valid_to.year


def test_a_memorandum_of_the_demo_binds_the_office_and_those_who_lead(demo):
    memorandum = Memorandum.objects.get(is_demo=True)
    leads = Organization.objects.filter(
        consortium_memberships__role="lead", consortium_memberships__consortium__in=Consortium.objects.running()
    )

    assert memorandum.status == Memorandum.Status.IN_FORCE and memorandum.valid_to > today()
    assert Counter(memorandum.signatories.values_list("side", flat=True)) == {"office": 1, "party": 9}
    parties = memorandum.signatories.filter(side="party")
    assert set(parties.values_list("organization", flat=True)) == set(leads.values_list("pk", flat=True))
    assert not memorandum.signatories.filter(signed_on__isnull=True).exists()


def test_its_obligations_are_kept_come_soon_and_one_is_late(demo):
    obligations = Obligation.objects.filter(memorandum__is_demo=True)
    waiting = obligations.filter(fulfilled_on__isnull=True)

    assert set(obligations.values_list("side", flat=True)) == {"office", "seko", "both"}
    assert obligations.filter(fulfilled_on__lte=today()).count() == 6
    assert waiting.filter(due_on__gt=today(), due_on__lte=today() + timedelta(days=40)).count() == 4
    assert waiting.filter(due_on__lt=today()).count() == 1


def test_the_memorandum_of_2014_is_not_touched(demo):
    real = Memorandum.objects.get(is_demo=False)

    assert real.slug == "memorandum-o-saradnji-2014"
    assert real.signatories.filter(organization__is_demo=True).count() == 0
    assert real.obligations.filter(fulfilled_on__isnull=False).count() == 0
