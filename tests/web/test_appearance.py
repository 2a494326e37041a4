"""Light or dark: a cookie that outlives the visit, and a way back to the page that the visitor was on."""

import pytest

from seko.web.locale import YEAR

HERE = "/en/organizations/?q=a&page=2"


def choose(client, **query):
    return client.get("/appearance/", query)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_choice_is_remembered_and_leads_back(client, db, theme):
    response = choose(client, theme=theme, next=HERE)

    cookie = response.cookies["theme"]
    assert (response.status_code, response["Location"]) == (302, HERE)
    assert (cookie.value, cookie["max-age"], cookie["samesite"], cookie["path"]) == (theme, YEAR, "Lax", "/")
    assert not cookie["secure"]
    assert f'data-theme="{theme}"' in client.get(HERE).content.decode()


def test_under_https_alone_in_production(client, settings):
    settings.SESSION_COOKIE_SECURE = True

    assert choose(client, theme="dark").cookies["theme"]["secure"]


def test_as_the_device_says_is_what_a_visitor_without_a_cookie_gets(client, db):
    choose(client, theme="dark", next=HERE)

    response = choose(client, theme="auto", next=HERE)

    assert (response.cookies["theme"].value, response.cookies["theme"]["max-age"]) == ("", 0)
    assert 'data-theme="auto"' in client.get(HERE).content.decode()


@pytest.mark.parametrize("theme", ["", "blue", "DARK", "dark\r\nSet-Cookie: x=1", None])
def test_an_unknown_choice_changes_nothing(client, theme):
    response = choose(client, **({"theme": theme} if theme is not None else {}), next=HERE)

    assert (response.status_code, response["Location"]) == (302, HERE)
    assert not response.cookies


@pytest.mark.parametrize("cookie", ["blue", '"><script>', ""])
def test_an_unknown_cookie_is_ignored(client, db, cookie):
    client.cookies["theme"] = cookie

    assert 'data-theme="auto"' in client.get("/en/").content.decode()


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "elsewhere",
        "",
        "/\x00",
        "http:///elsewhere.example",
    ],
)
def test_the_way_back_never_leads_elsewhere(client, wanted):
    response = choose(client, theme="dark", next=wanted)

    assert response["Location"] == "/" if response.status_code == 302 else response.status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(client, db, method):
    assert getattr(client, method)("/appearance/?theme=dark").status_code == 405
