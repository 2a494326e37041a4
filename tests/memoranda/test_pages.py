"""Pages about memoranda, and their signed copies."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from memoranda.actions import attach_signed_file
from memoranda.models import Memorandum
from tests import factories as make
from tests.counting import assert_flat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


URL = "/api/v1/memoranda/"


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"memoranda:{name}", args=args)


@pytest.fixture
def signed(cast):
    memorandum = make.make_memorandum(
        cast.office,
        [cast.lead_org],
        "in_force",
        title="Меморандум о сарадњи",
        title_en="Memorandum of Cooperation",
        number="1/2014",
        text="Први став.\n\nДруги <b>став</b>.",
        purposes=["planning", "reporting"],
        signed_on_note="Извори се разликују.",
        source_note="Саопштење.",
    )
    memorandum.signatories.filter(side="party").update(
        seko=cast.seko, source_note="Листа потписника", person_title="Извршни директор"
    )
    memorandum.obligations.create(side="office", text="Достављати нацрте", due_rule="на време", is_illustrative=True)
    memorandum.obligations.create(
        side="seko",
        organization=cast.lead_org,
        text="Слати мишљење",
        fulfilled_on=date(2015, 1, 2),
        fulfilled_by="Послато",
    )
    return memorandum


@pytest.mark.parametrize(
    ("language", "shown", "hidden"),
    [
        (
            "sr",
            ["Меморандум о сарадњи", "Удружење Водеће", "Достављати нацрте", "Извори се разликују."],
            ["Memorandum", "<b>став"],
        ),
        (
            "sr-latn",
            ["Memorandum o saradnji", "Udruženje Vodeće", "Dostavljati nacrte", "Izvršni direktor"],
            ["Меморандум"],
        ),
        (
            "en",
            ["Memorandum of Cooperation", "Association Lead", "Energy SEKO", "planning", "Lista potpisnika"],
            ["Меморандум"],
        ),
    ],
)
def test_the_page_of_a_memorandum_speaks_the_visitors_language(client, signed, language, shown, hidden):
    response = client.get(address("detail", signed.slug, language=language))

    text = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    assert response.status_code == 200
    for words in [*shown, "1/2014", "2015"]:
        assert words in text
    for words in hidden:
        assert words not in text


def test_the_list_shows_what_has_been_signed(client, cast, signed):
    make.make_memorandum(cast.office, [cast.member_org], "draft", title="Нацрт", title_en="Draft text")

    text = client.get(address("list")).content.decode()

    assert "Memorandum of Cooperation" in text
    assert "Draft text" not in text


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("anonymous", 404),
        ("stranger", 404),
        ("network", 404),
        ("member", 404),
        ("lead", 200),
        ("desk_officer", 200),
        ("administrator", 200),
    ],
)
def test_a_draft_is_seen_by_the_office_and_its_parties(client, cast, role, status):
    draft = make.make_memorandum(cast.office, [cast.lead_org])
    if role != "anonymous":
        client.force_login(cast.user(role))

    assert client.get(address("detail", draft.slug)).status_code == status
    assert (draft in client.get(address("list")).context["page"].object_list) is (status == 200)


def test_filters_narrow_the_list(client, cast, signed):
    other = make.make_memorandum(cast.office, [cast.member_org], "in_force", title="Други")

    def found(**query):
        return list(client.get(address("list"), query).context["page"].object_list)

    assert found(q="saradnji") == [signed]
    assert found(seko="energy") == [signed]
    assert found(organization=cast.member_org.slug) == [other]
    assert found(purpose="planning") == [signed]
    assert found(purpose="monitoring") == found(status="expired") == []


def test_the_list_offers_the_parties_that_the_visitor_may_see(client, cast, signed):
    make.make_memorandum(cast.office, [cast.member_org])  # a draft

    def offered():
        return set(client.get(address("list")).context["filter"].form.fields["organization"].queryset)

    assert offered() == {cast.office, cast.lead_org}
    client.force_login(cast.coordinator)
    assert offered() == {cast.office, cast.lead_org, cast.member_org}


@pytest.mark.parametrize(
    "query",
    [
        "status=x",
        "seko=нема",
        "purpose=x",
        "organization=%27%3B",
        "page=nan",
        "page=-1",
        "q=%26%7C%21",
        "organization=" + "x" * 3000,
    ],
)
def test_no_query_breaks_the_list(client, signed, query):
    assert client.get(f"{address('list')}?{query}").status_code == 200


def test_what_is_not_there_is_not_found(client, cast):
    assert client.get(address("detail", "nema")).status_code == 404
    assert client.get(address("file", "nema", 1)).status_code == 404
    assert client.get(address("file", "nema", 10**30)).status_code == 404


def attach(memorandum, by):
    return attach_signed_file(memorandum, SimpleUploadedFile("a.pdf", b"%PDF-1.7 signed"), by=by)


def test_a_signed_copy_is_downloaded_not_shown(client, cast, signed):
    copy = attach(signed, cast.coordinator)
    url = address("file", signed.slug, copy.pk)

    assert url in client.get(address("detail", signed.slug)).content.decode()
    response = client.get(url)

    assert b"".join(response.streaming_content) == b"%PDF-1.7 signed"
    assert response["Content-Disposition"] == f'attachment; filename="{signed.slug}-{copy.pk}.pdf"'
    assert (response["X-Content-Type-Options"], response["Content-Type"]) == ("nosniff", "application/pdf")


@pytest.mark.parametrize(("role", "status"), [("anonymous", 404), ("member", 404), ("lead", 200), ("coordinator", 200)])
def test_a_copy_of_what_is_not_visible_is_not_found(client, cast, role, status):
    memorandum = make.make_memorandum(cast.office, [cast.lead_org], "signing")
    copy = attach(memorandum, cast.coordinator)
    if role != "anonymous":
        client.force_login(cast.user(role))

    response = client.get(address("file", memorandum.slug, copy.pk))
    response.close()

    assert response.status_code == status


def test_a_copy_belongs_to_its_own_memorandum(client, cast, signed):
    hidden = make.make_memorandum(cast.office, [cast.member_org], "signing")
    copy = attach(hidden, cast.coordinator)

    assert client.get(address("file", signed.slug, copy.pk)).status_code == 404


def test_a_copy_whose_bytes_are_gone_is_not_found(client, cast, signed, tmp_path):
    copy = attach(signed, cast.coordinator)
    (tmp_path / copy.file.name).unlink()

    assert client.get(address("file", signed.slug, copy.pk)).status_code == 404


def grow_memoranda(cast):
    days = count()

    def grow(n):
        for _ in range(n):
            day = date(1900, 1, 1) + timedelta(days=next(days))
            parties = [cast.lead_org, cast.member_org]
            make.make_memorandum(cast.office, parties, "in_force", valid_from=day, valid_to=day + timedelta(days=1))

    return grow


def grow_contents(cast, memorandum):
    def grow(n):
        for _ in range(n):
            memorandum.signatories.create(
                organization=make.make_organization(), seko=make.make_seko(), signed_on=date(2014, 11, 20)
            )
            memorandum.obligations.create(side="seko", organization=cast.lead_org, text="Текст")
            memorandum.files.create(file="memoranda/a.pdf", sha256=f"{make.serial():064}")

    return grow


def test_list_and_detail_ask_few_queries(client, cast, signed):
    client.force_login(cast.network)

    assert_flat(client, [address("list"), f"{URL}?page_size=200"], grow_memoranda(cast))
    assert_flat(client, [address("detail", signed.slug), f"{URL}{signed.slug}/"], grow_contents(cast, signed))


# --- API -------------------------------------------------------------------------------------


def test_the_api_tells_parties_obligations_and_copies(client, cast, signed):
    copy = attach(signed, cast.coordinator)

    data = client.get(f"{URL}{signed.slug}/").json()

    assert (data["number"], data["purposes"], data["status"]) == ("1/2014", ["planning", "reporting"], "in_force")
    assert [(s["side"], s["organization"]["slug"], s["seko"] and s["seko"]["code"]) for s in data["signatories"]] == [
        ("office", cast.office.slug, None),
        ("party", cast.lead_org.slug, "energy"),
    ]
    assert [(o["side"], o["fulfilled_on"]) for o in data["obligations"]] == [("office", None), ("seko", "2015-01-02")]
    assert [(f["sha256"], f["validation_result"]) for f in data["files"]] == [(copy.sha256, "unchecked")]
    response = client.get(data["files"][0]["url"])
    assert b"".join(response.streaming_content).startswith(b"%PDF-")


@pytest.mark.parametrize(("script", "title"), [("latn", "Memorandum o saradnji"), ("cyrl", "Меморандум о сарадњи")])
def test_the_api_gives_texts_in_the_script_that_is_asked_for(client, signed, script, title):
    data = client.get(f"{URL}{signed.slug}/", {"script": script}).json()

    assert data["title"] == title
    assert (
        data["signatories"][1]["organization"]["name"]
        == {"latn": "Udruženje Vodeće", "cyrl": "Удружење Водеће"}[script]
    )


def test_the_api_shows_drafts_to_their_parties_only(client, cast):
    draft = make.make_memorandum(cast.office, [cast.lead_org])

    response = client.get(f"{URL}{draft.slug}/")
    assert (response.status_code, response["Content-Type"], response.json()["code"]) == (
        404,
        "application/problem+json",
        "not_found",
    )
    assert client.get(URL).json()["count"] == 0
    client.force_login(cast.lead)
    assert client.get(f"{URL}{draft.slug}/").status_code == 200


def test_the_api_filters_searches_and_orders(client, cast, signed):
    day = date(2000, 1, 1)
    old = make.make_memorandum(cast.office, [cast.member_org], "in_force", title="Стари", valid_from=day)
    Memorandum.objects.filter(pk=old.pk).update(signed_on=day)

    def slugs(**query):
        return [row["slug"] for row in client.get(URL, query).json()["results"]]

    assert slugs() == [signed.slug, old.slug]
    assert slugs(ordering="signed_on") == slugs(ordering="valid_from") == [old.slug, signed.slug]
    assert (
        slugs(search="saradnji")
        == slugs(q="сарадња")
        == slugs(seko="energy")
        == slugs(purpose="planning")
        == [signed.slug]
    )
    assert slugs(organization=cast.member_org.slug) == [old.slug]
    assert len(slugs(page_size=1)) == 1
    assert client.get(URL, {"status": "x"}).status_code == 400
