"""The admin in the language that was chosen: its words, and what is stored in Cyrillic."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import reverse

from consultations.models import Passage
from organizations.models import Organization
from tests import factories as make
from tests.admin.test_pages import OWN, page
from tests.scripts.walk import CyrillicOnPage

IN_ITSELF = "Ћирилица"


def cyrillic(response):
    """Words in Cyrillic, but for labels that are cited and the name of a variant."""
    return [found for found in CyrillicOnPage(response.content.decode()).found if found[1] != "sr-Cyrl"]


def choose(browser, language):
    browser.post(reverse("admin:language"), {"language": language}, headers={"referer": "http://testserver/admin/"})


@pytest.mark.parametrize("language", ["sr-latn", "en"])
def test_what_is_stored_in_cyrillic_is_read_in_latin_letters(one_of_each, at, language):
    browser = at("coordinator")
    choose(browser, language)

    for model in (model for model in OWN if admin.site.is_registered(model)):
        assert cyrillic(browser.get(page(model, "changelist"))) == [], model
        if row := model._base_manager.first():
            assert cyrillic(browser.get(page(model, "change", row.pk))) == [], model


def test_an_english_page_of_the_admin_says_what_is_serbian(one_of_each, at):
    browser = at("coordinator")
    choose(browser, "en")

    html = browser.get(page(Organization, "changelist")).content.decode()

    assert 'lang="sr-Latn"' in html


def test_a_label_is_cited_in_every_script(cast, at):
    version = make.make_consultation("draft", [cast.seko]).version
    Passage.objects.bulk_create([Passage(version=version, position=99, number="Члан 5.", text="Текст")])
    browser = at("coordinator")
    choose(browser, "sr-latn")

    assert "Члан 5. Tekst" in browser.get(page(Passage, "changelist")).content.decode()


def test_what_is_typed_stays_as_it_is(cast, at):
    browser = at("administrator")
    choose(browser, "sr-latn")

    html = browser.get(page(Organization, "change", cast.lead_org.pk)).content.decode()

    assert f'value="{cast.lead_org.name}"' in html


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_the_language_of_the_page_one_comes_from_is_kept(cast, at, language):
    browser = at("coordinator")

    browser.get("/admin/", headers={"referer": f"http://testserver/{language}/consultations/"})
    response = browser.get("/admin/")

    assert response.headers["Content-Language"] == language
    assert IN_ITSELF in response.content.decode()


def test_the_switch_is_kept_for_the_pages_of_the_portal_too(cast, at):
    browser = at("coordinator")

    choose(browser, "en")

    assert browser.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert browser.get("/").url == "/en/"
    assert browser.get(reverse("admin:language")).status_code == 405


def test_what_a_field_offers_is_in_the_script_of_the_page(cast, at):
    browser = at("coordinator")
    choose(browser, "sr-latn")

    answer = browser.get(
        reverse("admin:autocomplete"),
        {"app_label": "organizations", "model_name": "representation", "field_name": "organization", "term": ""},
    )

    texts = [row["text"] for row in answer.json()["results"]]
    assert texts and not any("\u0400" <= letter <= "\u04ff" for text in texts for letter in text)
