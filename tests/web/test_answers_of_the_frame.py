"""What every answer has in common: pages of ours for what goes wrong, and a strict policy for what a page may run."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from seko.web.middleware import RefuseControlCharacters


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/sr/ovoga-nema/", "Таква страница не постоји"),
        ("/sr-latn/ovoga-nema/", "Takva stranica ne postoji"),
        ("/en/ovoga-nema/", "This page does not exist"),
    ],
)
def test_a_page_that_is_not_there_says_so_in_the_visitors_variant(client, db, address, words):
    response = client.get(address)

    assert response.status_code == 404
    assert words in response.content.decode()


def test_a_person_without_the_right_is_told_why(client, cast):
    client.force_login(cast.user("network"))

    response = client.get("/en/documents/")

    assert response.status_code == 403
    assert "You are not allowed to do this" in response.content.decode()


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_the_page_for_our_own_errors_needs_no_request(language):
    with translation.override(language):
        assert "</html>" in render_to_string("500.html")


def broken(*args, **kwargs):
    raise RuntimeError("a secret of the inside")


@pytest.mark.parametrize(
    ("address", "kind", "words"),
    [
        ("/en/organizations/", "text/html; charset=utf-8", "Something went wrong on our side"),
        ("/api/v1/organizations/", "application/problem+json", '"code": "server_error"'),
    ],
)
def test_an_error_of_ours_is_told_without_its_inside(client, db, monkeypatch, address, kind, words):
    monkeypatch.setattr("organizations.models.Organization.objects.visible_to", broken)
    client.raise_request_exception = False

    response = client.get(address)

    assert (response.status_code, response.headers["Content-Type"]) == (500, kind)
    assert words in response.content.decode()
    assert "secret" not in response.content.decode()


def test_a_form_from_another_site_is_not_taken(db):
    response = Client(enforce_csrf_checks=True).post("/en/accounts/login/", {"login": "a@b.rs", "password": "x"})

    assert response.status_code == 403
    assert "The page was open for too long" in response.content.decode()


@pytest.mark.parametrize("address", ["/en/?q=%00", "/en/%00/", "/en/organizations/?q=a%00b"])
def test_an_address_with_a_nul_byte_is_refused(client, db, address):
    assert client.get(address).status_code == 400


def test_control_characters_are_looked_for_in_path_and_query(rf):
    seen = RefuseControlCharacters(lambda request: "through")

    assert seen(rf.get("/en/?q=a%20b")) == "through"


@pytest.mark.parametrize("address", ["/en/", "/en/accounts/login/", "/en/organizations/", "/api/v1/organizations/"])
def test_pages_may_run_nothing_but_our_own_files(client, db, address):
    policy = client.get(address).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_documentation_of_the_api_may_set_styles_and_no_more(client, db):
    policy = client.get("/api/v1/docs/").headers["Content-Security-Policy"]

    assert "script-src 'self';" in policy + ";"
    assert "style-src 'self' 'unsafe-inline'" in policy


@pytest.mark.parametrize(
    ("header", "value"),
    [("X-Frame-Options", "DENY"), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin")],
)
def test_every_page_carries_the_plain_safety_headers(client, db, header, value):
    assert client.get("/en/").headers[header] == value
