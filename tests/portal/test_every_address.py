"""Every address asks for login or stands on a short public list; none breaks, none acts on a mere link."""

import re
import uuid

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from consultations.models import ReportFile
from organizations.models import Representation
from seko.rules.validity import today
from tests.sometimes import the_first_of
from tests.world import addresses, patterns

LANGUAGES = ["sr", "sr-latn", "en"]
LOGIN = re.compile(r"^/(sr|sr-latn|en)/accounts/login/\?next=/")

PUBLIC = {
    "root",
    "home",
    "components",
    "search",
    "about",
    "accessibility",
    "appearance",
    # for search engines
    "robots",
    "sitemap",
    "sitemap_section",
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
    "organizations:export",
    "sectors:area_list",
    "sectors:area_detail",
    "sectors:seko_list",
    "sectors:seko_detail",
    "sectors:seko_network",
    "sectors:consortium_list",
    "sectors:consortium_detail",
    "memoranda:list",
    "memoranda:detail",
    "memoranda:file",
    # consultations
    "consultations:list",
    "consultations:detail",
    "consultations:comments",
    "consultations:comment_export",
    "consultations:attachment",
    "consultations:passage",
    "consultations:whole",
    "consultations:questions",
    "consultations:opinion",
    "consultations:opinion_pdf",
    "consultations:report",
    "consultations:report_pdf",
    "consultations:report_file",
    "consultations:report_files",
    "consultations:report_comments",
    "consultations:verify",
    "consultations:working_group_list",
    "consultations:working_group_detail",
    "consultations:meeting_list",
    "consultations:meeting_detail",
    "consultations:training_list",
    "consultations:training_detail",
    "statistics",
    "consultations:deadlines",
    "consultations:compare",
    "consultations:document_file",
    # the API, for reading
    "api-versions",
    "api-schema",
    "api-docs",
    "api-root",
    "search-list",
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
    *(
        f"consultation-{part}-list"
        for part in ("versions", "passages", "questions", "comments", "opinions", "responses", "report")
    ),
}

LEAD_ON = {"root", "appearance"}  # public, and lead to another page

POST_ONLY = {
    "discarded_restore",
    "job_cancel",
    "job_again",
    "consultations:copy",
    "consultations:comment_support",
    "consultations:answers_autosave",
    "consultations:draft_autosave",
    "consultations:question_move",
    "consultations:opinion_start",
    "consultations:item_move",
    "consultations:comment_reopen",
    "consultations:opinion_approve",
    "consultations:opinion_withdraw_consent",
    "consultations:import_read",
    "consultations:import_change",
    "consultations:import_chosen",
    "consultations:import_undo",
    "consultations:import_confirm",
    "consultations:import_renumber",
    "consultations:import_issue",
    "consultations:report_file_make",
}

# What a visitor without an account may have asked for, or may ask for; to everybody else it is not there.
OF_WHO_ASKED = {"job", "job_file", "job_cancel", "job_again", "consultations:report_file_make"}

UNKNOWN = {"slug": "nema-ga", "section": "nema-ga", "code": "nema-ga", "uuid": uuid.UUID(int=0), "format": "nema"}


def answer(client, address, method="get"):
    response = getattr(client, method)(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return response


def rows():
    """Everything that the portal remembers about its domain; a file of a report is made when it is first fetched."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for app in ("organizations", "sectors", "memoranda", "consultations", "seko")
        for model in apps.get_app_config(app).get_models()
        if model is not ReportFile
    }


@pytest.mark.parametrize("language", the_first_of(LANGUAGES))
def test_an_address_asks_for_login_or_is_on_the_public_list(client, world, language):
    responses = {name: answer(client, address) for name, address in addresses(world, language).items()}

    asks = {name for name, response in responses.items() if LOGIN.match(response.get("Location", ""))}
    # Signing out leads the visitor home; there is nothing to sign out of.
    public = {name for name, response in responses.items() if response.status_code == 200} | LEAD_ON
    assert {responses[name].status_code for name in LEAD_ON | {"account_logout"}} == {302}
    assert public == PUBLIC
    assert set(responses) - asks - {"account_logout"} - OF_WHO_ASKED == PUBLIC
    assert {responses[name].status_code for name in OF_WHO_ASKED} == {404, 405}


def test_the_admin_site_asks_for_login_and_refuses_who_is_not_of_the_office(client, cast):
    for name in ("admin:index", "admin:consultations_consultation_changelist"):
        assert LOGIN.match(client.get(reverse(name))["Location"])

    for role in ("stranger", "lead", "contact", "observer"):
        client.force_login(cast.user(role))
        for name in ("admin:index", "admin:consultations_consultation_changelist"):
            assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("language", the_first_of(LANGUAGES))
def test_no_address_breaks_for_a_person_without_a_mandate_or_whose_mandate_ended_today(client, cast, world, language):
    client.force_login(cast.stranger)

    statuses = {name: answer(client, address).status_code for name, address in addresses(world, language).items()}

    assert set(statuses.values()) <= {200, 302, 403, 404, 405}
    assert {name for name, status in statuses.items() if status == 405} == POST_ONLY

    # A mandate that ended today opens no door more.
    Representation.objects.update(valid_to=today())
    client.force_login(cast.coordinator)
    visited = {name: answer(client, address).status_code for name, address in addresses(world, language).items()}
    assert visited == statuses


@pytest.mark.parametrize("role", the_first_of(["coordinator", "lead", "network", "contact"]))
def test_following_a_link_changes_nothing(client, cast, world, role):
    client.force_login(cast.user(role))
    before = rows()

    statuses = {answer(client, a).status_code for name, a in addresses(world).items() if name != "account_logout"}

    assert statuses <= {200, 302, 403, 404, 405}
    assert rows() == before


@pytest.mark.parametrize("language", the_first_of(LANGUAGES))
def test_no_two_pages_share_their_title(client, cast, world, language):
    """Whoever has many tabs open, or hears pages read, knows them by their titles. (WCAG 2.4.2)"""
    client.force_login(cast.coordinator)
    titles = {}

    for address in addresses(world, language).values():
        page = answer(client, address)
        is_page = page.status_code == 200 and not page.streaming and page["Content-Type"].startswith("text/html")
        if is_page and (found := re.search(r"<title>(.*?)</title>", page.text, re.DOTALL)):
            titles.setdefault(" ".join(found[1].split()), set()).add(address.partition("?")[0])

    assert len(titles) > 50
    assert {title: pages for title, pages in titles.items() if len(pages) > 1} == {}


@pytest.mark.parametrize("role", the_first_of(["coordinator", "lead"]))
def test_a_post_without_the_token_of_the_form_is_refused(cast, world, role):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.user(role))
    before = rows()

    statuses = {name: client.post(address).status_code for name, address in addresses(world).items()}

    api = {name for name in statuses if "-" in name.rpartition(":")[2]}
    assert {statuses[name] for name in api} <= {403, 405, 415}  # the API is read, and takes no forms
    assert {name: status for name, status in statuses.items() if name not in api and status != 403} == {}
    assert rows() == before


@pytest.mark.parametrize("method", the_first_of(["delete", "put", "patch"]))
def test_other_methods_change_nothing(client, cast, world, method):
    client.force_login(cast.coordinator)
    before = rows()

    for address in addresses(world).values():
        assert answer(client, address, method).status_code < 500

    assert rows() == before


@pytest.mark.parametrize("number", [10**9, 10**30])
@pytest.mark.parametrize("role", the_first_of(["lead", "anonymous", "coordinator"]))
def test_an_unknown_name_or_number_is_not_found(client, cast, world, role, number):
    if role != "anonymous":
        client.force_login(cast.user(role))
    with_parameters = {name for name, needed in patterns() if needed - {"uidb36", "key"}}
    unknown = addresses(world, **UNKNOWN, pk=number, number=number)

    statuses = {name: client.get(unknown[name]).status_code for name in with_parameters - POST_ONLY}

    assert set(statuses.values()) <= ({404, 302} if role == "anonymous" else {404, 403})


@pytest.mark.parametrize("role", the_first_of(["lead", "coordinator", "network"]))
def test_a_post_to_an_unknown_name_or_number_changes_nothing(client, cast, world, role):
    client.force_login(cast.user(role))
    unknown = addresses(world, **UNKNOWN, pk=10**30, number=10**30)
    with_parameters = {name for name, needed in patterns() if needed - {"uidb36", "key"}}
    before = rows()

    statuses = {name: client.post(unknown[name]).status_code for name in with_parameters}

    assert set(statuses.values()) <= {403, 404, 405, 415}
    assert rows() == before
