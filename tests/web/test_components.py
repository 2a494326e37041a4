"""The living page of the design shows every component; pages are made of them."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from seko.web.templatetags.icons import drawings, icon
from tests.counting import assert_flat

COMPONENTS = Path(settings.BASE_DIR, "templates", "components")
# Parts of the frame around every page: they are on the living page because it is a page.
FRAME = {"_languages.html", "_menu.html", "_menu_item.html", "_messages.html", "_meta.html", "_styles.html"}
# Shown elsewhere in all their states: a POST needs an address, an error page an error, a list its rows.
ELSEWHERE = {"_crumbs.html", "_csrf_button.html", "_downloads.html", "_filters.html", "_ways_on.html"}
ELSEWHERE |= {"_confirmation.html", "_csv_separator.html", "_discarded_link.html", "_typed_values.html"}
# Drawn inside another component.
INSIDE = {"_field.html", "_field_notes.html", "_theirs.html", "_typed_note.html"}
BY_TAG = {"_deadline.html"}


def components_page(client, language="en"):
    with translation.override(language):
        return client.get(reverse("components"))


def test_the_living_page_includes_every_component():
    page = Path(settings.BASE_DIR, "templates", "web", "components.html").read_text(encoding="utf-8")
    shown = {file.name for file in COMPONENTS.glob("*.html") if f"components/{file.name}" in page}

    assert shown == {file.name for file in COMPONENTS.glob("*.html")} - FRAME - ELSEWHERE - INSIDE - BY_TAG


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_the_living_page_answers_in_every_variant(client, language):
    assert components_page(client, language).status_code == 200


@pytest.mark.django_db
def test_the_living_page_shows_a_form_with_errors_beside_their_fields(client):
    text = components_page(client).content.decode()

    assert "Something is missing or not right" in text
    assert 'id="id_wrong-name_error"' in text
    assert 'href="#id_wrong-name"' in text


def test_the_living_page_asks_the_database_nothing_of_its_own(client, db):
    with translation.override("en"):
        assert_flat(client, reverse("components"), lambda rows: None)


def test_an_icon_is_hidden_from_assistive_technology():
    assert 'aria-hidden="true"' in icon("clock")


def test_an_icon_that_is_not_vendored_is_an_error():
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_every_icon_has_a_drawing():
    assert all("<path" in drawing or "<circle" in drawing for drawing in drawings().values())
