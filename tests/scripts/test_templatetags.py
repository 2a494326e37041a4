"""What templates show: the visitor's script, escaped."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from seko.scripts import for_visitor, localized


def render(source, language="sr", **context):
    with override(language):
        return Template("{% load script %}" + source).render(Context(context))


@pytest.mark.parametrize(("language", "text"), [("sr", "Шуме"), ("sr-latn", "Šume"), ("en", "Šume"), (None, "Шуме")])
@pytest.mark.parametrize("typed", ["Šume", "Шуме"])
def test_text_is_shown_in_the_script_of_the_page(language, text, typed):
    with override(language):
        assert for_visitor(typed) == text


@pytest.mark.parametrize(
    ("language", "shown"),
    [("sr", "Животна средина"), ("sr-latn", "Životna sredina"), ("en", "Environment")],
)
def test_an_english_form_is_shown_on_english_pages_only(language, shown):
    area = SimpleNamespace(name="Životna sredina", name_en="Environment")

    with override(language):
        assert localized(area, "name") == shown
    assert render('{{ area|localized:"name" }}', language, area=area) == shown


@pytest.mark.parametrize("area", [SimpleNamespace(name="Енергија", name_en=""), SimpleNamespace(name="Енергија")])
def test_without_an_english_form_english_pages_show_latin(area):
    assert render('{{ area|localized:"name" }}', "en", area=area) == "Energija"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<b>Šume</b>", "&lt;b&gt;Шуме&lt;/b&gt;"),
        (mark_safe("Šume"), "Шуме"),
        (mark_safe("<b>Šume</b>"), "&lt;b&gt;Шуме&lt;/b&gt;"),
        ("a & b", "а &amp; б"),
        (gettext_lazy("Šume"), "Шуме"),
        (None, ""),
        (7, "7"),
    ],
)
def test_the_filter_escapes_markup(value, shown):
    assert render("{{ value|script }}", value=value) == shown


def test_lines_can_be_kept_after_conversion():
    assert render("{{ value|script|linebreaksbr }}", value="Šume\n<i>") == "Шуме<br>&lt;i&gt;"


def test_a_missing_object_is_shown_as_nothing():
    assert render('{{ nobody|localized:"name" }}{{ nobody|script }}') == ""


def test_the_tag_offers_the_three_faces_of_the_page():
    shown = "{{ variant.label }} {{ variant.url }} {{ variant.active }};"
    source = "{% language_links as variants %}{% for variant in variants %}" + shown + "{% endfor %}"
    request = RequestFactory().get("/sr/konsultacije/", {"q": "šume"})

    shown = render(source, request=request)

    assert shown == (
        "Ћирилица /sr/konsultacije/?q=%C5%A1ume True;Latinica /sr-latn/konsultacije/?q=%C5%A1ume False;"
        "English /en/konsultacije/?q=%C5%A1ume False;"
    )
    assert render(source) == ""
