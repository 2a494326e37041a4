"""Which of the three variants a visitor gets, and how he changes."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from seko.web.locale import in_language, language_links, remember_language, root


@pytest.mark.parametrize(
    ("accept_language", "variant"),
    [
        ("", "sr"),
        ("sr", "sr"),
        ("sr-RS,sr;q=0.9", "sr"),
        ("sr-Cyrl-RS", "sr"),
        ("sr-Latn-RS,sr;q=0.8", "sr-latn"),
        ("sr-Latn", "sr-latn"),
        ("sh", "sr-latn"),
        ("hr-HR,hr;q=0.9,en;q=0.8", "sr-latn"),
        ("bs", "sr-latn"),
        ("bs-Cyrl-BA", "sr"),
        ("cnr-ME", "sr-latn"),
        ("en-GB,en;q=0.9", "en"),
        ("en", "en"),
        ("en;q=0.5,sr-Latn;q=0.9", "sr-latn"),
        ("de-DE,de;q=0.9,en;q=0.7", "en"),
        ("de,sr;q=0.1", "sr"),
        ("de", "sr"),
        ("en;q=0,de", "sr"),
        ("*", "sr"),
        ("xx-yy-zz;;;q=ž,\x00", "sr"),
        ("en" * 3000, "sr"),
    ],
)
def test_the_front_door_leads_to_what_the_browser_asks_for(rf, accept_language, variant):
    response = root(rf.get("/", headers={"accept-language": accept_language}))

    assert (response.status_code, response["Location"]) == (302, f"/{variant}/")
    assert response["Vary"] == "Accept-Language, Cookie"


@pytest.mark.parametrize(
    ("cookie", "variant"), [("en", "en"), ("sr", "sr"), ("sr-latn", "sr-latn"), ("//evil.example", "sr-latn")]
)
def test_a_choice_made_before_comes_first(rf, cookie, variant):
    rf.cookies["django_language"] = cookie

    assert root(rf.get("/", headers={"accept-language": "hr"}))["Location"] == f"/{variant}/"


def test_the_front_door_keeps_the_query(rf):
    assert root(rf.get("/?utm=a%20b"))["Location"] == "/sr/?utm=a%20b"


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("/sr/", "en", "/en/"),
        ("/sr", "en", "/en"),
        ("/sr/a/b/", "sr-latn", "/sr-latn/a/b/"),
        ("/sr-latn/a/", "sr", "/sr/a/"),
        ("/srpski/", "en", "/en/"),
        ("/admin/", "en", "/en/"),
        ("/", "sr", "/sr/"),
    ],
)
def test_a_face_is_the_same_address_with_another_front(path, code, expected):
    assert in_language(path, code) == expected


def test_faces_name_their_languages_for_search_engines(rf):
    variants = language_links(rf.get("/en/organizations/?q=a&page=2"))

    assert [(variant.hreflang, variant.url, variant.active) for variant in variants] == [
        ("sr-Cyrl", "/sr/organizations/?q=a&page=2", False),
        ("sr-Latn", "/sr-latn/organizations/?q=a&page=2", False),
        ("en", "/en/organizations/?q=a&page=2", True),
    ]


def test_a_page_without_a_language_leads_to_the_front_pages(rf):
    with override("en"):
        variants = language_links(rf.get("/admin/login/?next=/admin/"))

    assert [(variant.url, variant.active) for variant in variants] == [
        ("/sr/", False),
        ("/sr-latn/", False),
        ("/en/", True),
    ]


def test_the_page_to_return_to_after_login_changes_its_language_too(rf):
    variants = language_links(rf.get("/sr/accounts/login/", {"next": "/sr/dashboard/"}))

    assert variants[2].url == "/en/accounts/login/?next=%2Fen%2Fdashboard%2F"


@pytest.mark.parametrize(
    ("came_from", "remembered"),
    [
        ("http://testserver/sr/a/", "en"),
        ("http://testserver/en/b/", None),
        ("http://testserver/admin/", None),
        ("https://elsewhere.example/sr/", None),
        ("", None),
    ],
)
def test_only_a_change_of_language_is_remembered(came_from, remembered):
    request = RequestFactory().get("/en/a/", headers={"referer": came_from, "host": "testserver"})

    response = remember_language(lambda _: HttpResponse())(request)

    cookie = response.cookies.get("django_language")
    assert (cookie.value if cookie else None) == remembered
