"""Every address asks for login or stands on a short public list; none breaks, none acts on a mere link."""

import re

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver
from django.utils import translation

from consultations.actions.report import publish_report
from consultations.models import Attachment, Consultation, MinorityPosition
from memoranda.models import SignedFile
from organizations.models import Representation
from seko.validity import today
from tests import factories as make

LANGUAGES = ["sr", "sr-latn", "en"]
LOGIN = re.compile(r"^/(sr|sr-latn|en)/accounts/login/\?next=/")

PUBLIC = {
    "root",
    "home",
    # accounts
    "account_login",
    "account_inactive",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    # the registry
    "organizations:list",
    "organizations:detail",
    "sectors:area_list",
    "sectors:area_detail",
    "sectors:seko_list",
    "sectors:seko_detail",
    "sectors:consortium_list",
    "sectors:consortium_detail",
    "memoranda:list",
    "memoranda:detail",
    "memoranda:file",
    # consultations
    "consultations:list",
    "consultations:detail",
    "consultations:comments",
    "consultations:attachment",
    "consultations:passage",
    "consultations:whole",
    "consultations:opinion",
    "consultations:report",
    "consultations:working_group_list",
    "consultations:working_group_detail",
    "consultations:meeting_list",
    "consultations:meeting_detail",
    "consultations:training_list",
    "consultations:training_detail",
    # the API, for reading
    "api-versions",
    "api-schema",
    "api-docs",
    "api-root",
    *(
        f"{thing}-{kind}"
        for thing in ("organization", "area", "seko", "consortium", "memorandum")
        for kind in ("list", "detail")
    ),
    *(
        f"{thing}-{kind}"
        for thing in ("workinggroup", "meeting", "training", "consultation")
        for kind in ("list", "detail")
    ),
    *(f"consultation-{part}-list" for part in ("versions", "passages", "comments", "opinions", "responses", "report")),
}

POST_ONLY = {
    "consultations:open",
    "consultations:comment_withdraw",
    "consultations:comment_support",
    "consultations:opinion_start",
    "consultations:item_delete",
    "consultations:take_up",
    "consultations:minority_delete",
    "consultations:opinion_approve",
    "consultations:opinion_submit",
    "consultations:opinion_discard",
}

# Addresses inside an opinion that is still a draft.
IN_DRAFT = {
    *("opinion_introduction", "item_create", "item_edit", "item_delete", "set_aside", "take_up", "minority_create"),
    *("minority_delete", "opinion_approve", "opinion_submit", "opinion_discard", "opinion_start"),
}


def patterns(resolver=None, namespace=""):
    """(name, parameters) of every named address outside the admin site."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from patterns(pattern, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", set(pattern.pattern.regex.groupindex)


@pytest.fixture
def world(cast, settings, tmp_path):
    """One object of each kind; a consultation with a report, and one whose opinion is a draft."""
    settings.MEDIA_ROOT = tmp_path
    lead, office = cast.mandate("lead"), cast.mandate("coordinator")
    done = make.make_consultation("open", [cast.seko])
    comment = make.make_comment(done, cast.mandate("network"), passage=done.version.passages.first())
    file = ContentFile(b"%PDF-", "prilog.pdf")
    attachment = Attachment.objects.create(comment=comment, file=file, name="prilog.pdf", size=5, sha256="0" * 64)
    answered = make.make_opinion(done, cast.seko, lead, items=1, comments=[comment], status="submitted").items.get()
    make.make_response(answered, office)
    Consultation.objects.filter(pk=done.pk).update(status="in_review")
    publish_report(done, by=cast.user("coordinator"))
    running = make.make_consultation("consolidation", [cast.seko])
    make.make_comment(running, cast.mandate("network"))
    draft = make.make_opinion(running, cast.seko, lead, items=1)
    minority = MinorityPosition.objects.create(opinion=draft, organization=cast.member_org, text="Не.")
    memorandum = make.make_memorandum(cast.office, status="in_force")
    signed = SignedFile.objects.create(memorandum=memorandum, file=ContentFile(b"%PDF-", "potpis.pdf"), sha256="0" * 64)
    seat = make.make_seat(organization=cast.member_org)
    meeting = make.make_meeting(seat.working_group)
    training = make.make_training(organizer=cast.office)
    make.make_registration(training, cast.mandate("network"))

    def parameters(name):
        """Real objects for each parameter of an address."""
        app, __, short = name.rpartition(":")
        if app == "consultations" and short in IN_DRAFT:
            item = minority if short == "minority_delete" else draft.items.get()
            return {"slug": running.slug, "code": cast.seko.code, "number": 1, "pk": item.pk}
        values = {
            "slug": done.slug,
            "code": cast.seko.code,
            "number": 1,
            "pk": answered.pk,
            "uidb36": "1",
            "key": "a-b",
        }
        return values | {
            "organizations:detail": {"slug": cast.network_org.slug},
            "organizations:edit": {"slug": cast.network_org.slug},
            "organization-detail": {"slug": cast.network_org.slug},
            "sectors:area_detail": {"code": cast.seko.areas.get().code},
            "area-detail": {"code": cast.seko.areas.get().code},
            "sectors:consortium_detail": {"pk": cast.consortium.pk},
            "consortium-detail": {"pk": cast.consortium.pk},
            "memoranda:detail": {"slug": memorandum.slug},
            "memoranda:file": {"slug": memorandum.slug, "pk": signed.pk},
            "memorandum-detail": {"slug": memorandum.slug},
            "consultations:attachment": {"pk": attachment.pk},
            "consultations:passage": {"pk": comment.passage_id},
            "consultations:document_detail": {"slug": done.version.document.slug},
            "consultations:version_create": {"slug": done.version.document.slug},
            "consultations:working_group_detail": {"slug": seat.working_group.slug},
            "workinggroup-detail": {"slug": seat.working_group.slug},
            "consultations:meeting_detail": {"pk": meeting.pk},
            "meeting-detail": {"pk": meeting.pk},
            **{f"consultations:{short}": {"slug": training.slug} for short in TRAININGS},
            "training-detail": {"slug": training.slug},
        }.get(name, {})

    return parameters


TRAININGS = ("training_detail", "training_register", "training_cancel_registration")


def addresses(world, language="en", **instead):
    """{name: address} in one language; `instead` replaces parameters by name."""
    with translation.override(language):
        return {
            name: reverse(name, kwargs={key: (world(name) | instead)[key] for key in needed})
            for name, needed in patterns()
        }


def answer(client, address, method="get"):
    response = getattr(client, method)(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return response


def rows():
    """Everything that the portal remembers about its domain."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for app in ("organizations", "sectors", "memoranda", "consultations", "seko")
        for model in apps.get_app_config(app).get_models()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_asks_for_login_or_is_on_the_public_list(client, world, language):
    responses = {name: answer(client, address) for name, address in addresses(world, language).items()}

    asks = {name for name, response in responses.items() if LOGIN.match(response.get("Location", ""))}
    # Signing out leads the visitor home; there is nothing to sign out of.
    public = {name for name, response in responses.items() if response.status_code == 200} | {"root"}
    assert (responses["account_logout"].status_code, responses["root"].status_code) == (302, 302)
    assert public == PUBLIC
    assert set(responses) - asks - {"account_logout"} == PUBLIC


def test_the_admin_site_asks_for_login_and_refuses_who_is_not_of_the_office(client, cast):
    for name in ("admin:index", "admin:consultations_consultation_changelist"):
        assert LOGIN.match(client.get(reverse(name))["Location"])

    for role in ("stranger", "lead", "contact", "observer"):
        client.force_login(cast.user(role))
        for name in ("admin:index", "admin:consultations_consultation_changelist"):
            assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_address_breaks_for_a_person_without_a_mandate(client, cast, world, language):
    client.force_login(cast.stranger)

    statuses = {name: answer(client, address).status_code for name, address in addresses(world, language).items()}

    assert set(statuses.values()) <= {200, 302, 403, 404, 405}
    assert {name for name, status in statuses.items() if status == 405} == POST_ONLY


@pytest.mark.parametrize("role", ["coordinator", "lead", "network", "contact"])
def test_following_a_link_changes_nothing(client, cast, world, role):
    client.force_login(cast.user(role))
    before = rows()

    statuses = {answer(client, a).status_code for name, a in addresses(world).items() if name != "account_logout"}

    assert statuses <= {200, 302, 403, 404, 405}
    assert rows() == before


@pytest.mark.parametrize("role", ["coordinator", "lead"])
def test_a_post_without_the_token_of_the_form_is_refused(cast, world, role):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.user(role))
    before = rows()

    statuses = {name: client.post(address).status_code for name, address in addresses(world).items()}

    api = {name for name in statuses if "-" in name.rpartition(":")[2]}
    assert {statuses[name] for name in api} <= {403, 405, 415}  # the API is read, and takes no forms
    assert {name: status for name, status in statuses.items() if name not in api and status != 403} == {}
    assert rows() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_change_nothing(client, cast, world, method):
    client.force_login(cast.coordinator)
    before = rows()

    for address in addresses(world).values():
        assert answer(client, address, method).status_code < 500

    assert rows() == before


@pytest.mark.parametrize("number", [10**9, 10**30])
@pytest.mark.parametrize("role", ["anonymous", "coordinator", "lead"])
def test_an_unknown_name_or_number_is_not_found(client, cast, world, role, number):
    if role != "anonymous":
        client.force_login(cast.user(role))
    with_parameters = {name for name, needed in patterns() if needed - {"uidb36", "key"}}
    unknown = addresses(world, slug="nema-ga", code="nema-ga", pk=number, number=number)

    statuses = {name: client.get(unknown[name]).status_code for name in with_parameters - POST_ONLY}

    assert set(statuses.values()) <= ({404, 302} if role == "anonymous" else {404, 403})


@pytest.mark.parametrize("role", ["coordinator", "lead", "network"])
def test_a_post_to_an_unknown_name_or_number_changes_nothing(client, cast, world, role):
    client.force_login(cast.user(role))
    unknown = addresses(world, slug="nema-ga", code="nema-ga", pk=10**30, number=10**30)
    with_parameters = {name for name, needed in patterns() if needed - {"uidb36", "key"}}
    before = rows()

    statuses = {name: client.post(unknown[name]).status_code for name in with_parameters}

    assert set(statuses.values()) <= {403, 404, 405, 415}
    assert rows() == before


def test_a_mandate_that_ended_today_opens_no_door(client, cast, world):
    client.force_login(cast.coordinator)
    Representation.objects.update(valid_to=today())
    visited = {name: answer(client, address).status_code for name, address in addresses(world).items()}

    client.force_login(cast.stranger)

    assert visited == {name: answer(client, address).status_code for name, address in addresses(world).items()}
