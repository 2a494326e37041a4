"""What browsers and shared caches may keep: public pages answer 304 while they hold, and nobody's page is another's."""

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from seko.web.caching import PERSONAL, PUBLIC, TYPED, CacheRules
from tests import factories as make
from tests.portal.test_every_address import LEAD_ON, answer
from tests.portal.test_every_address import PUBLIC as PUBLIC_ADDRESSES
from tests.sometimes import the_first_of
from tests.world import addresses

LANGUAGES = ["sr", "sr-latn", "en"]
LIST = "/en/organizations/"


def again(client, address, before):
    return client.get(address, headers={"if-none-match": before["ETag"]})


@pytest.mark.parametrize("language", the_first_of(LANGUAGES))
def test_a_public_page_that_has_not_changed_answers_304(world, language):
    public = PUBLIC_ADDRESSES - LEAD_ON
    pages = {name: address for name, address in addresses(world, language).items() if name in public}

    for name, address in pages.items():
        client = Client()  # a visitor who comes for the first time
        first = answer(client, address)
        if first.streaming or name.startswith("account_") or name == "consultations:verify":  # a form has a token
            continue
        assert (name, first["Cache-Control"]) == (name, PUBLIC)
        second = again(client, address, first)
        assert (name, second.status_code, second.content) == (name, 304, b"")
        assert (second["Vary"], second["Cache-Control"]) == (first["Vary"], PUBLIC)


def test_the_page_of_components_does_not_change_by_the_minute(client, db, monkeypatch):
    def page_at(minute):
        monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 6, 1, 10, minute, 59, tzinfo=UTC))
        return client.get("/en/components/").content

    assert page_at(5) == page_at(6)


def test_a_page_that_has_changed_is_sent_anew(client, cast):
    first = client.get(LIST)
    cast.network_org.name_en = "Association Renamed"
    cast.network_org.save()

    second = again(client, LIST, first)

    assert second.status_code == 200
    assert "Association Renamed" in second.content.decode()


@pytest.mark.parametrize("cookie", ["theme=dark", "theme=light"])
def test_another_theme_is_another_page(client, db, cookie):
    plain = client.get("/en/")

    dressed = client.get("/en/", headers={"cookie": cookie, "if-none-match": plain["ETag"]})

    assert (dressed.status_code, dressed["Cache-Control"]) == (200, PUBLIC)
    assert {"Cookie", "HX-Request"} <= set(dressed["Vary"].split(", "))


@pytest.mark.parametrize("role", the_first_of(["network", "lead", "coordinator"]))
def test_the_page_of_a_person_is_his_alone(client, cast, world, role):
    client.force_login(cast.user(role))

    answers = {name: answer(client, address) for name, address in addresses(world).items() if name != "account_logout"}

    for name, page in answers.items():
        said = page["Cache-Control"]
        assert (name, "private" in said, "public" in said) == (name, True, False)
        if page["Content-Type"].startswith("text/html"):
            assert (name, "Cookie" in page["Vary"], "ETag" in page) == (name, True, False)


def test_what_one_person_has_seen_is_not_confirmed_to_another(client, cast):
    visitor = client.get(LIST)
    client.force_login(cast.user("network"))

    signed_in = again(client, LIST, visitor)

    assert signed_in.status_code == 200
    assert cast.network.full_name.split()[-1] in signed_in.content.decode()


@pytest.mark.parametrize(
    ("role", "name", "rule"),
    [
        ("network", "organizations:edit", TYPED),
        ("network", "consultations:whole", PERSONAL),  # over: there is no form on it
        ("lead", "consultations:item_create", TYPED),
        ("lead", "consultations:opinion", PERSONAL),
        ("network", "dashboard", PERSONAL),
        ("network", "organizations:list", PERSONAL),
    ],
)
def test_going_back_keeps_what_was_typed_and_after_signing_out_shows_nothing(client, cast, world, role, name, rule):
    client.force_login(cast.user(role))

    assert client.get(addresses(world)[name])["Cache-Control"] == rule


def test_going_back_keeps_a_comment_that_was_being_changed(client, cast):
    running = make.make_consultation("open", [cast.seko])
    comment = make.make_comment(running, cast.mandate("network"))
    client.force_login(cast.user("network"))

    page = client.get(reverse("consultations:comment_edit", args=[running.slug, comment.number]))

    assert (page.status_code, page["Cache-Control"]) == (200, TYPED)


def test_a_text_in_any_form_is_kept(rf):
    with_session = rf.get("/")
    with_session.COOKIES["sessionid"] = "abc"

    assert answered(with_session, b"<textarea name=x></textarea>")["Cache-Control"] == TYPED


def test_a_message_is_shown_once_and_kept_by_nobody(client, cast):
    client.force_login(cast.user("network"))
    client.post(reverse("account_logout"))
    client.cookies.pop("sessionid")  # a browser drops what the answer has ended
    assert "messages" in client.cookies

    told, after = client.get("/en/"), client.get("/en/")

    assert [str(message) for message in told.context["messages"]]
    assert told["Cache-Control"] == TYPED
    assert not list(after.context["messages"])
    assert after["Cache-Control"] == PUBLIC


@pytest.mark.parametrize(
    ("address", "status"), [("/en/nema-ga/", 404), ("/", 302), ("/en/dashboard/", 302), ("/api/v1/nema-ga/", 404)]
)
def test_an_answer_that_is_no_page_is_not_kept_by_others(client, db, address, status):
    page = client.get(address)

    assert (page.status_code, page["Cache-Control"]) == (status, TYPED)


def test_a_change_of_language_is_remembered_and_not_kept_by_others(client, db):
    came_from = "http://testserver/sr/organizations/"

    page = client.get(LIST, headers={"referer": came_from, "host": "testserver"})

    assert page.cookies["django_language"].value == "en"
    assert page["Cache-Control"] == TYPED


def answered(request, content=b"x", **headers):
    return CacheRules(lambda request: HttpResponse(content, headers=headers))(request)


def test_credentials_and_sessions_make_an_answer_private(rf):
    with_session = rf.get("/")
    with_session.COOKIES["sessionid"] = "abc"

    assert answered(rf.get("/"))["Cache-Control"] == PUBLIC
    assert answered(with_session)["Cache-Control"] == PERSONAL
    assert answered(rf.get("/", headers={"authorization": "Bearer x"}))["Cache-Control"] == PERSONAL
    assert answered(rf.post("/"))["Cache-Control"] == TYPED


def test_what_a_view_says_itself_holds(rf):
    assert answered(rf.get("/"), **{"Cache-Control": "no-store"})["Cache-Control"] == "no-store"
    assert "ETag" not in answered(rf.get("/"), **{"Cache-Control": "no-store"})


def test_what_is_compressed_on_the_way_is_still_known_again(client, cast):
    """A compressed page has a weak ETag of its own, and the browser that asks with it gets 304."""
    first = client.get(LIST, headers={"accept-encoding": "gzip"})
    assert (first["Content-Encoding"], first["ETag"][:2]) == ("gzip", "W/")

    second = client.get(LIST, headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]})

    assert (second.status_code, second["Vary"]) == (304, first["Vary"])


def test_the_proxy_keeps_public_pages_alone_and_is_told_before_all_others(client, cast):
    public = client.get("/en/")
    client.force_login(cast.user("lead"))
    personal = client.get("/en/")

    names = list(public.headers)
    assert names.index("X-Accel-Expires") < names.index("Cache-Control")
    assert not personal.has_header("X-Accel-Expires")
    assert not client.get("/en/accounts/login/").has_header("X-Accel-Expires")
