"""What search engines and social networks read in the head of a page."""

import re
import struct
from html import unescape

import pytest
from django.conf import settings as portal

from tests import factories as make
from tests.portal.test_every_address import answer
from tests.sometimes import the_first_of
from tests.world import addresses

SITE = "https://seko.example"
LANGUAGES = ["sr", "sr-latn", "en"]


@pytest.fixture(autouse=True)
def in_production(settings):
    settings.SITE_URL = SITE
    settings.PRODUCTION = True


def head(client, address, **headers):
    """{name or property: content, or rel: address} of the head of a page; the variants under their hreflang."""
    page = client.get(address, headers=headers).content.decode().partition("</head>")[0]
    found = {}
    for tag in re.findall(r"<(?:meta|link) [^>]*>", page):
        facts = {key: unescape(value) for key, value in re.findall(r'([\w:-]+)="([^"]*)"', tag)}
        key = facts.get("hreflang") or facts.get("name") or facts.get("property") or facts.get("rel")
        if key:
            found.setdefault(key, facts.get("content") or facts.get("href"))
    return found


@pytest.mark.parametrize(
    ("code", "locale", "site", "others"),
    [
        ("sr", "sr_RS", "Портал СЕКО", "sr_RS@latin"),
        ("sr-latn", "sr_RS@latin", "Portal SEKO", "sr_RS"),
        ("en", "en_GB", "SEKO portal", "sr_RS"),
    ],
)
def test_a_page_tells_its_address_its_faces_and_its_preview(client, cast, code, locale, site, others):
    rest = f"/organizations/{cast.network_org.slug}/"

    said = head(client, f"/{code}{rest}", host="127.0.0.1")

    assert said["canonical"] == said["og:url"] == f"{SITE}/{code}{rest}"
    assert (said["sr-Cyrl"], said["sr-Latn"]) == (f"{SITE}/sr{rest}", f"{SITE}/sr-latn{rest}")
    assert (said["en"], said["x-default"]) == (f"{SITE}/en{rest}", f"{SITE}{rest}")
    assert (said["og:type"], said["og:site_name"], said["og:locale"]) == ("website", site, locale)
    assert said["og:locale:alternate"] == others
    assert said["og:image"] == f"{SITE}/static/img/social-{code}.png"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["twitter:card"] == "summary_large_image"
    assert 0 < len(said["description"]) <= 200
    assert said["description"] == said["og:description"]
    assert "robots" not in said


def test_the_preview_has_the_title_of_the_page(client, cast):
    cast.network_org.name_en = 'Association "R&D" <Niš>'
    cast.network_org.save()

    assert head(client, f"/en/organizations/{cast.network_org.slug}/")["og:title"] == 'Association "R&D" <Niš>'


def test_the_description_is_plain_text_of_one_line(client, cast):
    summary = "Прва <b>реч</b> & друга.\n\nНови ред. " + "Дуга реченица о енергији. " * 20
    consultation = make.make_consultation("open", [cast.seko], summary=summary)

    said = head(client, f"/sr-latn/consultations/{consultation.slug}/")["description"]

    assert said.startswith("Prva <b>reč</b> & druga. Novi red. Duga rečenica")
    assert len(said) == 200
    assert said.endswith(("…", "..."))


def test_a_page_without_a_description_has_that_of_the_portal(client, cast):
    assert head(client, "/en/")["description"].startswith("The Ministry of European Integration publishes a document")


@pytest.mark.parametrize(
    ("query", "own", "noindex"),
    [
        ("", "", False),
        ("?page=1", "", False),
        ("?page=2", "?page=2", False),
        ("?q=a", "", True),
        ("?q=a&page=2", "", True),
        ("?page=x", "", False),
        ("?utm_source=mail", "", True),
        ("?page=2&page=3", "?page=3", False),
        ("?page=%22%3E%3Cb%3E", "", False),
    ],
)
def test_of_the_query_only_the_number_of_the_page_counts(client, db, query, own, noindex):
    for _ in range(60):
        make.make_organization()

    said = head(client, f"/en/organizations/{query}")

    assert said["canonical"] == f"{SITE}/en/organizations/{own}"
    assert said["sr-Cyrl"] == f"{SITE}/sr/organizations/{own}"
    assert (said.get("robots") == "noindex") == noindex


@pytest.mark.parametrize("address", ["/en/accounts/login/", "/sr/accounts/password/reset/", "/en/nema-ga/"])
def test_forms_and_errors_stay_out_of_search_engines(client, db, address):
    assert head(client, address)["robots"] == "noindex"


def test_an_error_has_no_address_of_its_own(client, db):
    said = head(client, "/en/nema-ga/")

    assert {"canonical", "og:url", "og:image", "en"}.isdisjoint(said)


def test_a_demo_stays_out_of_search_engines(client, db, settings):
    settings.PRODUCTION = False

    assert head(client, "/en/")["robots"] == "noindex"


@pytest.mark.parametrize("language", the_first_of(LANGUAGES))
def test_every_public_page_has_a_title_and_a_preview_of_its_own(client, world, language):
    titles = {}
    for name, address in addresses(world, language).items():
        page = answer(client, address)
        if page.status_code == 200 and not page.streaming and address.startswith(f"/{language}/"):
            if not page["Content-Type"].startswith("text/html"):
                continue
            said = head(client, address)
            assert said["canonical"] == SITE + address, name
            titles[name] = said["og:title"]

    assert all(titles.values()), titles
    assert "{" not in "".join(titles.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_preview_image_has_the_size_it_claims_and_is_light(language):
    data = (portal.BASE_DIR / "static" / "img" / f"social-{language}.png").read_bytes()

    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (1200, 630)
    assert len(data) < 60_000
