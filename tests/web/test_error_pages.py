"""Pages for what goes wrong: in the visitor's language, with the right status, and with ways to go on."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connections
from django.test import Client
from django.urls import reverse

from seko.web.error_pages import LAST_WORDS, permission_denied, server_error
from tests import factories as make

NOT_FOUND = {
    "sr": "Таква страница не постоји",
    "sr-latn": "Takva stranica ne postoji",
    "en": "This page does not exist",
}
OURS = {"sr": "Дошло је до грешке", "sr-latn": "Došlo je do greške", "en": "Something went wrong on our side"}
HTML_LANG = {"sr": "sr-Cyrl", "sr-latn": "sr-Latn", "en": "en"}


def ways_on(page):
    """The addresses that the page offers below its words."""
    return re.findall(r'href="([^"]*)"', page.partition('class="ways-on"')[2].partition("</nav>")[0])


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_a_page_that_is_not_there_offers_ways_on(client, db, language, django_assert_max_num_queries):
    with django_assert_max_num_queries(0):
        response = client.get(f"/{language}/vodic-za-organizacije/", headers={"accept-language": "de"})

    page = response.content.decode()
    assert (response.status_code, response["Content-Language"]) == (404, language)
    assert f"<h1>{NOT_FOUND[language]}</h1>" in page
    assert f'<html lang="{HTML_LANG[language]}"' in page
    assert 'name="q" value="vodic za organizacije"' in page
    assert ways_on(page) == [
        f"/{language}{rest}" for rest in ("/", "/consultations/", "/organizations/", "/about/#contact")
    ]
    assert 'name="robots" content="noindex"' in page


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({"accept-language": "en-GB"}, "en"),
        ({"accept-language": "hr,en;q=0.5"}, "sr-latn"),
        ({"accept-language": "en", "cookie": "django_language=sr-latn"}, "sr-latn"),
        ({}, "sr"),
    ],
)
@pytest.mark.parametrize("address", ["/nema-ga/", "/nema/ga/ni/ovde", "/srpski/"])
def test_an_address_without_a_language_is_not_found_in_the_visitors_language(client, db, address, headers, language):
    response = client.get(address, headers=headers)

    assert response.status_code == 404
    assert NOT_FOUND[language] in response.content.decode()


@pytest.mark.parametrize(("accept_language", "variant"), [("en", "en"), ("bs", "sr-latn"), ("de", "sr")])
def test_an_address_that_lacks_only_its_language_leads_to_the_page(client, db, accept_language, variant):
    response = client.get("/organizations/?page=2", headers={"accept-language": accept_language})

    assert (response.status_code, response["Location"]) == (302, f"/{variant}/organizations/?page=2")
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/en/organizations/?q=a&page=2", "/en/organizations/?q=a&amp;page=2"),
        ("https://elsewhere.example/en/", None),
        ("http://testserver//elsewhere.example/", None),
        ("http://testserver/en/nema-ga/", None),
        ("javascript:alert(1)", None),
        ("http://[", None),
    ],
)
def test_the_way_back_leads_to_a_page_of_ours_alone(client, db, came_from, back):
    page = client.get("/en/nema-ga/", headers={"referer": came_from, "host": "testserver"}).content.decode()

    assert ways_on(page)[:-4] == ([back] if back else [])


def test_a_person_without_the_right_is_told_who_can_help(client, cast, django_assert_max_num_queries):
    client.force_login(cast.user("network"))

    with django_assert_max_num_queries(4):
        response = client.get("/en/documents/?a=1&b=2")

    page = response.content.decode()
    assert response.status_code == 403
    assert cast.network.full_name.split()[-1] in page
    assert "/en/accounts/login/?next=/en/documents/%3Fa%3D1%26b%3D2" in page.replace("%2F", "/")
    assert "/en/about/#contact" in page
    assert page.count("You are not allowed to do this") == 2  # title and heading; the common refusal is not said again


def test_a_refusal_with_a_reason_of_its_own_is_told(rf):
    request = rf.get("/en/")
    request.user = AnonymousUser()

    page = permission_denied(request, PermissionDenied("Only organizations of the invited networks can comment."))

    assert "Only organizations of the invited networks can comment." in page.content.decode()
    assert "/en/accounts/login/?next=%2Fen%2F" in page.content.decode()


def test_signing_in_with_another_account_leads_back(client, cast):
    client.force_login(cast.user("network"))
    page = client.get("/en/documents/").content.decode()
    wanted = re.search(r'name="next" value="(/en/accounts/login/[^"]+)"', page)[1]

    response = client.post(reverse("account_logout"), {"next": wanted})

    assert (response.status_code, response["Location"]) == (302, wanted)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("language", "words"), [("sr", "Превише покушаја"), ("sr-latn", "Previše pokušaja")])
def test_too_many_attempts_to_sign_in_are_told_on_a_page(client, db, language, words):
    cache.clear()
    address = f"/{language}/accounts/login/"

    answers = [client.post(address, {"login": f"n{n}@test.rs", "password": "x"}) for n in range(31)]

    assert [answer.status_code for answer in answers[:30:10]] == [200, 200, 200]
    assert answers[-1].status_code == 429
    assert words in answers[-1].content.decode()
    assert f"/{language}/accounts/password/reset/" in answers[-1].content.decode()
    cache.clear()


def test_a_mere_link_to_what_a_button_does_explains_itself(client, cast):
    consultation = make.make_consultation("open", [cast.seko])
    comment = make.make_comment(consultation, cast.mandate("network"))
    client.force_login(cast.user("lead"))

    response = client.get(f"/en/consultations/{consultation.slug}/comments/{comment.number}/support/")

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "<h1>This address cannot be opened directly</h1>" in response.content.decode()


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_a_damaged_request_is_told_on_a_page(client, db, language):
    response = client.get(f"/{language}/organizations/?q=a%00b")

    assert (response.status_code, response["Content-Language"]) == (400, language)
    assert "ways-on" in response.content.decode()


def test_an_unknown_host_gets_a_page_without_its_name(client, db):
    response = client.get("/en/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert "<h1>The request could not be read</h1>" in response.content.decode()
    assert "elsewhere.example" not in response.content.decode()


def test_a_form_without_its_token_is_answered_in_the_visitors_language(db):
    response = Client(enforce_csrf_checks=True).post("/sr-latn/accounts/login/", {"login": "a@b.rs", "password": "x"})

    assert response.status_code == 403
    assert "Stranica je bila predugo otvorena" in response.content.decode()
    assert "ways-on" in response.content.decode()


def down(*args, **kwargs):
    raise OperationalError("the server closed the connection")


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_with_the_database_down_even_a_signed_in_person_gets_the_page(client, cast, monkeypatch, language):
    client.force_login(cast.user("coordinator"))
    client.raise_request_exception = False

    with monkeypatch.context() as broken:
        broken.setattr(type(connections["default"]), "cursor", down)
        response = client.get(f"/{language}/organizations/")

    page = response.content.decode()
    assert response.status_code == 500
    assert f"<h1>{OURS[language]}" in page
    assert f'href="/{language}/organizations/"' in page  # try again
    assert "closed the connection" not in page


def test_the_error_page_needs_neither_database_nor_session(rf):
    request = rf.get("/sr-latn/nesto/", headers={"cookie": "theme=dark"})

    page = server_error(request).content.decode()

    assert OURS["sr-latn"] in page
    assert 'data-theme="dark"' in page


def test_an_error_in_the_error_page_still_says_something(rf, monkeypatch):
    monkeypatch.setattr("seko.web.error_pages.render_to_string", down)

    response = server_error(rf.get("/en/"))

    assert (response.status_code, response.content.decode()) == (500, LAST_WORDS)


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [("/api/v1/nema/", 404, "not_found"), ("/api/v1/organizations/nema/", 404, "not_found"), ("/api/%00/", 400, None)],
)
def test_below_the_api_errors_stay_problem_documents(client, db, address, status, code):
    response = client.get(address)

    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["code"] == (code or "character_not_allowed")


def test_what_the_frame_refuses_below_the_api_is_a_problem_document(client, db, monkeypatch):
    def refuse(self, request):
        raise PermissionDenied

    monkeypatch.setattr("django.middleware.common.CommonMiddleware.process_request", refuse)

    response = client.get("/api/v1/organizations/")

    assert (response.status_code, response.json()["code"]) == (403, "permission_denied")
