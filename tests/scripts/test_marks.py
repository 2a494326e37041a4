"""Signs around a text become `lang` where there is room for it, and are gone everywhere else."""

import json

import pytest
from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from seko.scripts import cited, for_visitor
from seko.scripts.marks import say_languages_of_texts


def page(template, language="en", content_type="text/html", **context):
    def view(request):
        text = engines["django"].from_string("{% load i18n script %}" + template).render(context)
        return HttpResponse(text, content_type=content_type)

    with override(language):
        return say_languages_of_texts(view)(RequestFactory().get("/")).content.decode()


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("<p>{{ text|script }}</p>", '<p lang="sr-Latn">Šume &amp; vode</p>'),
        ('<a href="/"> {{ text|script }} </a>', '<a lang="sr-Latn" href="/"> Šume &amp; vode </a>'),
        ("<p>About {{ text|script }}.</p>", '<p>About <span lang="sr-Latn">Šume &amp; vode</span>.</p>'),
        ("<p>{{ text|script }}<br>x</p>", '<p><span lang="sr-Latn">Šume &amp; vode</span><br>x</p>'),
        ('<p lang="sr">{{ text|script }}</p>', '<p lang="sr"><span lang="sr-Latn">Šume &amp; vode</span></p>'),
        ("<option>1. {{ text|script }}</option>", '<option lang="sr-Latn">1. Šume &amp; vode</option>'),
        ("<option>No {{ text|script }}</option>", "<option>No Šume &amp; vode</option>"),
        ("<title>{{ text|script }}</title>", "<title>Šume &amp; vode</title>"),
        ('<i title="{{ text|script }}"></i>', '<i title="Šume &amp; vode"></i>'),
        ("<textarea>{{ text|script }}</textarea>", "<textarea>Šume &amp; vode</textarea>"),
        ("<p>{{ number|script }}</p>", "<p>2026.</p>"),
        ("<p>{{ label|cited }}</p>", '<p lang="sr-Cyrl">Члан 5.</p>'),
        ("{{ lines|paragraphs }}", '<p lang="sr-Latn">Prvo</p>\n\n<p lang="sr-Latn">Drugo &lt;b&gt;</p>'),
        (
            "{% blocktranslate with a=text|script %}<b>{{ a }}</b> of {{ a }}{% endblocktranslate %}",
            '<b lang="sr-Latn">Šume &amp; vode</b> of <span lang="sr-Latn">Šume &amp; vode</span>',
        ),
    ],
)
def test_an_english_page_says_what_is_serbian(template, shown):
    context = {"text": "Шуме & воде", "number": "2026.", "label": "Члан 5.", "lines": "Прво\n\nДруго <b>"}

    assert page(template, **context) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("sr", "<p>Šume</p><p>Члан 5.</p>"),
        ("sr-latn", '<p>Šume</p><p lang="sr-Cyrl">Члан 5.</p>'),
        ("en", '<p lang="sr-Latn">Šume</p><p lang="sr-Cyrl">Члан 5.</p>'),
    ],
)
def test_a_label_is_cited_as_it_stands_and_says_its_script_where_the_page_has_another(language, shown):
    shown = shown.replace("<p>Šume</p>", "<p>Шуме</p>") if language == "sr" else shown

    assert page("<p>{{ text|script }}</p><p>{{ label|cited }}</p>", language, text="Šume", label="Члан 5.") == shown


def test_whoever_types_the_signs_gets_nothing_by_them():
    typed = "\ue010Шуме\ue01f \ue011<b>\ue012"

    assert page("<p>{{ text|script }} {{ text }}</p>", text=typed) == (
        '<p><span lang="sr-Latn">Šume &lt;b&gt;</span> <span lang="sr-Latn">Шуме</span> &lt;b&gt;</p>'
    )


def test_what_is_no_page_has_no_signs():
    assert page("{{ text|script }}", content_type="text/plain", text="Шуме") == "Šume"
    with override("en"):
        answer = say_languages_of_texts(lambda _: JsonResponse({"name": for_visitor("Шуме")}))(
            RequestFactory().get("/")
        )
        assert json.loads(answer.content) == {"name": "Šume"}
        assert str(for_visitor("Шуме")) == "Šume"
        assert f"{cited('Члан 5.'):>8}" == " Члан 5."
        assert engines["django"].from_string("{{ text }}").render({"text": for_visitor("Шуме")}) == "Šume"
