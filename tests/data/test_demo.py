"""Demo data: 418 organizations, nine consortia, one loop played to its end; all of it marked as invented."""

import time
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, Q
from django.test import override_settings
from django.utils import timezone

from consultations.actions.opinion import comments_left
from consultations.demo.days import OLDEST, Calendar
from consultations.demo.documents import revise
from consultations.models import (
    Comment,
    Consultation,
    Document,
    DocumentVersion,
    Meeting,
    MinorityPosition,
    Opinion,
    Registration,
    Response,
    SetAside,
    Support,
    Training,
    WorkingGroup,
)
from organizations.demo_accounts import demo_accounts
from organizations.models import Organization, Representation, User
from organizations.permissions import is_coordinator, is_institution_contact
from sectors.models import (
    AnnualPlan,
    AnnualReport,
    Candidacy,
    Consortium,
    MembershipApplication,
    NetworkMembership,
    Seko,
)
from sectors.permissions import consortium_seko_ids, led_seko_ids, network_seko_ids
from seko.models import Delivery, Event

OURS = ("seko", "organizations", "sectors", "memoranda", "consultations")
SECONDS_TO_LOAD = 20


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demo on an empty database, once for this file; what was there before it, and how long it took."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        call_command("load_reference", verbosity=0)
        before = {"organizations": set(Organization.objects.values_list("pk", flat=True))}
        began = time.monotonic()
        call_command("load_demo", verbosity=0)
        yield before | {"seconds": time.monotonic() - began}
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db, settings):
    settings.DEMO = True
    return loaded


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


def test_demo_loads_in_time(demo):
    assert demo["seconds"] < SECONDS_TO_LOAD


def test_a_second_load_adds_nothing_and_is_quick(demo):
    before, began = counts(), time.monotonic()

    call_command("load_demo", verbosity=0)

    assert time.monotonic() - began < 2
    assert counts() == before


def test_nobody_gets_mail_about_what_the_demo_makes_up(demo):
    assert Event.objects.exists()
    assert not Event.objects.undelivered().exists()
    assert not Delivery.objects.exists()


def test_the_days_of_the_demo_fit_whenever_it_is_loaded():
    for day in range(0, 400, 13):
        calendar = Calendar(timezone.now() + timedelta(days=day))

        assert calendar.term_from <= calendar.day(-OLDEST) < calendar.today < calendar.term_to
        assert calendar.mandates_from < calendar.term_from
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


def test_every_invented_row_is_marked(demo):
    added = Organization.objects.exclude(pk__in=demo["organizations"])

    assert added.count() == 418 - 9 + 3
    assert not added.filter(is_demo=False).exists()
    assert not added.exclude(Q(name__endswith="(демо)") | Q(name__endswith="(demo)")).exists()
    assert not added.exclude(name_en__endswith="(demo)").exists()
    for model in (User, Consortium, Document, Consultation, WorkingGroup, Training):
        assert not model.objects.filter(is_demo=False).exists(), model
    for model in (Document, Consultation, Training):
        assert not model.objects.exclude(title__endswith="(демо)").exists(), model
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


# --- what they do ---


@pytest.fixture
def finished(demo):
    return Consultation.objects.get(status=Consultation.Status.ANSWERED)


def test_one_consultation_is_finished_one_running_one_upcoming(demo):
    now = timezone.now()

    assert Consultation.objects.count() == 3
    assert Consultation.objects.filter(status=Consultation.Status.ANSWERED, answer_due_at__lt=now).count() == 1
    assert Consultation.objects.open(now).count() == 1
    assert Consultation.objects.upcoming(now).count() == 1


def test_documents_have_several_pages_of_numbered_passages(demo):
    for version in DocumentVersion.objects.all():
        passages = version.passages.all()
        assert 35 <= len(passages) <= 60
        assert all(p.number for p in passages)
        assert sum(len(p.text.split()) for p in passages) > 600


def test_passages_keep_their_keys_in_the_second_version(finished):
    first, second = (
        {p.number: p.key for p in version.passages.all()}
        for version in finished.version.document.versions.order_by("number")
    )

    assert {number: key for number, key in second.items() if number in first} == first
    assert sorted(set(second) - set(first)) == ["3.1.5", "5.5"]


def test_a_change_of_a_passage_that_is_not_there_is_an_error():
    with pytest.raises(ValueError, match="9.9"):
        revise("1.1. Текст", {"changed": {"9.9": "Нов текст"}, "added_after": {}})


def test_the_finished_consultation_shows_every_outcome(finished):
    responses = Response.objects.filter(item__opinion__consultation=finished)

    assert set(responses.values_list("outcome", flat=True)) == set(Response.Outcome.values)
    assert responses.filter(landed_in__version__number=2).count() >= 10
    assert finished.opinions.submitted().count() == 2
    assert finished.comments.count() >= 40
    assert finished.comments.values("organization").distinct().count() >= 15
    assert finished.comments.filter(is_late=True).count() == 1
    assert MinorityPosition.objects.exists() and SetAside.objects.exists()
    assert finished.report.content["numbers"]["comments"] == finished.comments.count()


def test_no_comment_of_a_network_was_forgotten(finished):
    assert [comments_left(opinion).count() for opinion in finished.opinions.all()] == [0, 0]


def test_the_play_happened_in_its_order_and_in_the_past(finished):
    now = timezone.now()
    comments = list(finished.comments.order_by("number").values_list("submitted_at", flat=True))

    assert comments == sorted(comments)
    assert comments[-1] < finished.opinions.earliest("submitted_at").submitted_at
    assert finished.opinions.latest("submitted_at").submitted_at < finished.report.published_at
    assert not Event.objects.filter(at__gt=now).exists()
    assert not Support.objects.filter(given_at__gt=now).exists()
    assert not Comment.objects.filter(submitted_at__gt=now).exists()
    for opinion in finished.opinions.all():
        assert opinion.created_at < opinion.approvals.first().given_at < opinion.submitted_at


def test_comments_come_in_both_scripts(demo):
    reasons = list(Comment.objects.values_list("reason", flat=True))

    assert {reason[0].isascii() for reason in reasons} == {True, False}


def test_the_running_consultation_has_comments_and_supports(demo):
    running = Consultation.objects.open(timezone.now()).get()

    assert running.comments.count() == 25
    assert Support.objects.filter(comment__consultation=running).count() > 10


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


def test_calls_plans_and_a_report_show_the_rest_of_the_mechanism(demo):
    assert set(Candidacy.objects.values_list("status", flat=True)) == {"chosen", "refused"}
    assert Candidacy.objects.filter(scores__isnull=True).count() == 0
    assert set(MembershipApplication.objects.values_list("status", flat=True)) == {"submitted", "accepted", "refused"}
    assert set(AnnualPlan.objects.values_list("status", flat=True)) == {"draft", "sent", "agreed"}
    assert AnnualReport.objects.count() == 1
