"""Who enters the admin, in which language, and what a person of the Office finds there."""

import pytest
from django.urls import reverse

from tests import factories as make

INDEX = "/admin/"
OFFICE = ("coordinator", "desk_officer", "administrator")


def test_a_visitor_is_led_to_the_login_of_the_portal_and_back(client, db):
    response = client.get("/admin/organizations/organization/?q=a")

    assert response.status_code == 302
    assert response.url == "/sr/accounts/login/?next=/admin/organizations/organization/%3Fq%3Da"


def test_there_is_no_second_login_form(client, db, cast, at):
    assert client.get("/admin/login/?next=/admin/seko/event/").url == "/sr/accounts/login/?next=/admin/seko/event/"
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).url.startswith("/sr/accounts/login/")
    assert at("coordinator").get("/admin/login/").url == INDEX
    assert at("network").get("/admin/login/").status_code == 403


def test_signing_out_and_the_password_are_matters_of_the_portal(cast, at):
    browser = at("coordinator")

    assert browser.get("/admin/logout/").url.endswith("/accounts/logout/")
    assert browser.get("/admin/password_change/").url.endswith("/accounts/password/change/")


def test_only_people_of_the_office_enter(cast, at):
    for role in cast.roles():
        if role == "anonymous":
            continue
        expected = 200 if role in OFFICE else 403
        for address in (INDEX, reverse("admin:organizations_organization_changelist"), reverse("admin:jsi18n")):
            assert at(role).get(address).status_code == expected, (role, address)


def test_who_has_left_the_office_no_longer_enters(cast, at):
    browser = at("coordinator")
    mandate = cast.mandate("coordinator")
    mandate.valid_to = mandate.valid_from + make.timedelta(days=1)
    mandate.save()

    assert browser.get(INDEX).status_code == 403


@pytest.mark.parametrize(("language", "heading"), [("en", "Organizations"), ("sr", None), ("sr-latn", None)])
def test_the_admin_speaks_the_language_of_the_person(cast, at, language, heading):
    user = cast.user("coordinator")
    user.language = language
    user.save()

    response = at("coordinator").get(INDEX, headers={"accept-language": "en"})

    assert response.headers["Content-Language"] == language
    assert f'lang="{language}' in response.content.decode()


def test_the_administrator_keeps_people_and_registry_but_no_consultations(cast, at):
    browser = at("administrator")
    draft = make.make_consultation("draft", [cast.seko])

    assert browser.get(reverse("admin:organizations_user_add")).status_code == 200
    assert browser.get(reverse("admin:organizations_organization_add")).status_code == 200
    assert browser.get(reverse("admin:consultations_consultation_add")).status_code == 403
    assert browser.get(reverse("admin:sectors_consortium_add")).status_code == 403
    page = browser.get(reverse("admin:consultations_consultation_change", args=[draft.pk]))
    assert page.status_code == 200
    assert page.context["has_change_permission"] is False


def test_the_desk_officer_prepares_but_keeps_no_registry(cast, at):
    browser = at("desk_officer")

    assert browser.get(reverse("admin:consultations_consultation_add")).status_code == 200
    assert browser.get(reverse("admin:organizations_organization_add")).status_code == 403
    assert browser.get(reverse("admin:organizations_organization_changelist")).status_code == 200
    change = reverse("admin:organizations_organization_change", args=[cast.lead_org.pk])
    assert browser.post(change, {"name": "Друго"}).status_code == 403
