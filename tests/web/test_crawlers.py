"""What search engines are told: robots.txt, and a sitemap of what is public, by the address of the site."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from seko.events.log import record
from seko.portal.sitemaps import SITEMAPS
from seko.web import crawlers
from tests import factories as make
from tests.counting import assert_flat
from tests.world import addresses

SITE = "https://seko.example"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(autouse=True)
def in_production(settings):
    settings.SITE_URL = SITE + "/"
    settings.PRODUCTION = True


def entries(client, section, page=None):
    """{address: (day of change, {hreflang: address})} of a part of the sitemap."""
    answer = client.get(f"/sitemap-{section}.xml", {"p": page} if page else {}, headers={"host": "127.0.0.1"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    return {
        url.findtext("s:loc", namespaces=NAMES): (
            url.findtext("s:lastmod", namespaces=NAMES),
            {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)},
        )
        for url in ElementTree.fromstring(answer.content).findall("s:url", NAMES)
    }


def parts(client):
    tree = ElementTree.fromstring(client.get("/sitemap.xml", headers={"host": "127.0.0.1"}).content)
    return [loc.text for loc in tree.findall("s:sitemap/s:loc", NAMES)]


def test_robots_may_read_all_but_what_is_for_people(client):
    answer = client.get("/robots.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /*/accounts/",
        "Disallow: /*/dashboard/",
        "Disallow: /*/jobs/",
        "Disallow: /*/search/",
        "Disallow: /admin/",
        "Disallow: /appearance/",
        "",
        "Sitemap: https://seko.example/sitemap.xml",
    ]


def test_a_demo_is_left_alone_altogether(client, settings):
    settings.PRODUCTION = False

    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("path", "closed"),
    [
        ("/sr/accounts/login/", True),
        ("/en/dashboard/", True),
        ("/sr-latn/search/", True),
        ("/en/", False),
        ("/en/organizations/", False),
        ("/en/organizations/search/", False),
        ("/", False),
    ],
)
def test_what_is_closed_to_robots_is_known_by_its_address(path, closed):
    assert crawlers.is_closed(path) == closed


def test_the_sitemap_has_every_public_page_and_its_other_variants(client, cast):
    found = entries(client, "organizations")

    path = f"/organizations/{cast.network_org.slug}/"
    changed, variants = found[f"{SITE}/sr-latn{path}"]
    assert variants == {
        "sr-Cyrl": f"{SITE}/sr{path}",
        "sr-Latn": f"{SITE}/sr-latn{path}",
        "en": f"{SITE}/en{path}",
        "x-default": f"{SITE}{path}",
    }
    assert changed is None
    assert {f"{SITE}/sr{path}", f"{SITE}/sr-latn{path}", f"{SITE}/en{path}"} <= set(found)


def test_the_sitemap_lists_what_answers_a_visitor_and_nothing_else(client, world):
    make.make_consultation("draft")
    make.make_training(status="draft")
    make.make_memorandum(status="draft")
    make.make_organization(status="applied", status_on=None)
    make.make_consortium(status="forming")

    found = [address for section in SITEMAPS for address in entries(client, section)]

    assert len(found) == len(set(found))
    assert {client.get(address.removeprefix(SITE)).status_code for address in found} == {200}
    public = addresses(world, "en")
    for name in ("home", "about", "consultations:list", "consultations:detail", "consultations:opinion"):
        assert SITE + public[name] in found
    for name in ("consultations:report", "consultations:training_detail", "memoranda:detail", "sectors:seko_detail"):
        assert SITE + public[name] in found


def test_the_index_names_the_parts_that_have_pages(client, cast):
    found = parts(client)

    assert f"{SITE}/sitemap-pages.xml" in found
    assert f"{SITE}/sitemap-organizations.xml" in found
    assert f"{SITE}/sitemap-reports.xml" not in found


def test_many_pages_are_parted(client, db, monkeypatch):
    monkeypatch.setattr(crawlers.Pages, "limit", 2)
    for _ in range(5):
        make.make_organization()

    assert [part for part in parts(client) if "organizations" in part] == [
        f"{SITE}/sitemap-organizations.xml",
        f"{SITE}/sitemap-organizations.xml?p=2",
        f"{SITE}/sitemap-organizations.xml?p=3",
    ]
    assert [len(entries(client, "organizations", page)) for page in (1, 2, 3)] == [6, 6, 3]
    assert client.get("/sitemap-organizations.xml?p=4").status_code == 404
    assert client.get("/sitemap-organizations.xml?p=x").status_code == 404


def test_the_day_of_change_comes_from_the_events(client, cast):
    at = timezone.now() - timedelta(days=3)
    record("organization.approved", cast.network_org, by=cast.administrator, at=at - timedelta(days=9))
    record("organization.profile_changed", cast.network_org, by=cast.administrator, at=at, fields=["seat"])

    changed, _variants = entries(client, "organizations")[f"{SITE}/en/organizations/{cast.network_org.slug}/"]

    assert changed == f"{timezone.localtime(at):%Y-%m-%d}"


def test_the_sitemap_needs_few_queries(client, db):
    def grow(rows):
        for _ in range(rows):
            make.make_organization()
            make.make_seko()
            make.make_consultation("open")
            make.make_meeting()
            make.make_training()

    sections = ("organizations", "sekos", "areas", "consultations", "meetings", "trainings", "working-groups")
    assert_flat(client, ["/sitemap.xml", *(reverse("sitemap_section", args=[section]) for section in sections)], grow)
