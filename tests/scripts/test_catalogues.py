"""Catalogues: Cyrillic is made from Latin, .mo from .po, and no message is without a translation."""

import gettext
import os

import polib
import pytest
from django.core.management import CommandError, call_command

from seko.scripts.catalogues import catalogue, compile_all, cyrillic_message

LATIN = r"""
msgid ""
msgstr ""
"Language: sr_Latn\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

#: seko/a.py
#, python-format
msgid "Hello %(name)s"
msgstr "Zdravo, %(name)s"

msgctxt "month"
msgid "May"
msgstr "maj"

#, python-format
msgid "%(count)s comment"
msgid_plural "%(count)s comments"
msgstr[0] "%(count)s komentar"
msgstr[1] "%(count)s komentara"
msgstr[2] "%(count)s komentara"

msgid "Not translated"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Nestalo"
"""


@pytest.fixture
def locale(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    catalogue("sr_Latn").parent.mkdir(parents=True)
    catalogue("sr_Latn").write_text(LATIN, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Zdravo, %(name)s!", "Здраво, %(name)s!"),
        ("%(count)d od %(total).1f", "%(count)d од %(total).1f"),
        ("%s i %d, 5%%", "%s и %d, 5%%"),
        ("{name} i {0:.1f}, {{doslovno}}", "{name} и {0:.1f}, {{дословно}}"),
        ('<a href="%(url)s" class="link">Šume</a>', '<a href="%(url)s" class="link">Шуме</a>'),
        ("<strong>Rok</strong>:&nbsp;%(date)s &amp; &#8211;", "<strong>Рок</strong>:&nbsp;%(date)s &amp; &#8211;"),
        ("Pišite na a@seko.rs ili https://seko.rs/konj", "Пишите на a@seko.rs или https://seko.rs/konj"),
        ("Pokrenite `make run` i <code>git</code>", "Покрените `make run` и <code>git</code>"),
        ("PDF do %(size)s MB", "PDF до %(size)s MB"),
        ("", ""),
    ],
)
def test_a_message_keeps_its_placeholders_tags_and_code(latin, cyrillic):
    assert cyrillic_message(latin) == cyrillic


def test_the_cyrillic_catalogue_has_every_live_message(locale):
    call_command("cyrillize_catalogue")

    made = polib.pofile(str(catalogue("sr")))
    assert [(entry.msgctxt, entry.msgid, entry.msgstr, entry.msgstr_plural) for entry in made] == [
        (None, "Hello %(name)s", "Здраво, %(name)s", {}),
        ("month", "May", "мај", {}),
        (
            None,
            "%(count)s comment",
            "",
            {0: "%(count)s коментар", 1: "%(count)s коментара", 2: "%(count)s коментара"},
        ),
        (None, "Not translated", "", {}),
    ]
    assert made.metadata["Plural-Forms"].startswith("nplurals=3;")


def test_a_stale_cyrillic_catalogue_is_noticed(locale):
    with pytest.raises(CommandError, match="stale"):
        call_command("cyrillize_catalogue", check=True)
    assert not catalogue("sr").exists()

    call_command("cyrillize_catalogue")
    call_command("cyrillize_catalogue", check=True)

    catalogue("sr_Latn").write_text(LATIN.replace("Zdravo", "Dobar dan"), encoding="utf-8")
    with pytest.raises(CommandError, match="stale"):
        call_command("cyrillize_catalogue", check=True)


def test_compiled_messages_are_those_of_the_source(locale):
    call_command("cyrillize_catalogue")

    made = compile_all()

    assert [path.parent.parent.name for path in made] == ["sr", "sr_Latn"]
    with catalogue("sr").with_suffix(".mo").open("rb") as file:
        messages = gettext.GNUTranslations(file)
    assert messages.gettext("Hello %(name)s") == "Здраво, %(name)s"
    assert messages.pgettext("month", "May") == "мај"
    assert messages.ngettext("%(count)s comment", "%(count)s comments", 5) == "%(count)s коментара"
    assert messages.gettext("Not translated") == "Not translated"


def test_only_changed_catalogues_are_compiled(locale):
    compile_all()
    assert compile_all() == []

    source = catalogue("sr_Latn")
    os.utime(source, ns=(1, 1))  # an older file, as after a checkout of an older state

    assert compile_all() == [source.with_suffix(".mo")]
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]


def test_the_shipped_cyrillic_catalogue_is_fresh():
    call_command("cyrillize_catalogue", check=True)


def test_every_message_of_the_portal_is_translated():
    call_command("extract_messages", check=True)
