"""Pages that explain the mechanism and the portal, in all three variants."""

import pytest

from tests import factories as make
from tests.counting import assert_flat

LANGUAGES = ["sr", "sr-latn", "en"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sr", ["Како теку консултације", "у марту 2011. године", "Sida", "418 организација", "Службени гласник РС"]),
        (
            "sr-latn",
            ["Kako teku konsultacije", "u martu 2011. godine", "Sida", "418 organizacija", "Službeni glasnik RS"],
        ),
        ("en", ["How consultations work", "in March 2011", "Sida", "418 organizations", "Official Gazette of RS"]),
    ],
)
def test_how_it_works_is_told_with_its_sources(client, cast, language, words):
    page = client.get(f"/{language}/about/").content.decode()

    for word in [*words, "seio.gov.rs", "sekomehanizam.org"]:
        assert word in page
    assert page.count('<li class="now">') == 5
    assert f'href="/{language}/sekos/{cast.seko.code}/"' in page


def test_each_seko_stands_with_its_lead(client, cast):
    assert "Lead organization: Association Lead" in client.get("/en/about/").content.decode()


@pytest.mark.parametrize("address", ["/en/about/", "/en/accessibility/"])
def test_the_office_of_today_can_be_reached(client, db, address):
    unknown = "The Ministry of European Integration has not entered its contact data yet."
    assert unknown in client.get(address).content.decode()
    make.make_office(name="Ранија канцеларија", status="left", status_reason="Укинута.", email="ranije@seko.example")
    make.make_office(name="Данашња канцеларија", email="sada@seko.example", phone="011 123 456")

    page = client.get(address).content.decode()

    assert "Današnja kancelarija" in page
    assert 'href="mailto:sada@seko.example"' in page
    assert "011 123 456" in page
    assert "ranije@seko.example" not in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("sr", "WCAG) 2.2, ниво AA"), ("sr-latn", "WCAG) 2.2, nivo AA"), ("en", "(WCAG) 2.2 at level AA")],
)
def test_the_accessibility_statement_names_standard_checks_and_limits(client, db, language, words):
    page = client.get(f"/{language}/accessibility/").content.decode()

    assert words in page
    assert "axe-core" in page
    assert "API" in page
    assert "2026" in page


def test_how_it_works_needs_few_queries(client, db):
    def grow(rows):
        for _ in range(rows):
            make.make_consortium()

    assert_flat(client, ["/en/about/", "/en/accessibility/"], grow)
