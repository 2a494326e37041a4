"""Plural forms: form 1 also serves 21, 31 and 101, so it carries its number and speaks of no single thing."""

import re

import polib
import pytest

from seko.scripts.catalogues import catalogue
from tests.scripts.places import entries, texts

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def placeholders(text):
    return sorted(found.group() for found in PLACEHOLDER.finditer(text.replace("%%", "")))


@pytest.mark.parametrize("language", ["sr_Latn", "sr"])
def test_a_translation_has_the_placeholders_of_its_message(language):
    for entry in polib.pofile(str(catalogue(language))):
        if not entry.msgid_plural:
            assert set(placeholders(entry.msgstr)) == set(placeholders(entry.msgid)), entry.msgid


@pytest.mark.parametrize("language", ["sr_Latn", "sr"])
def test_every_form_carries_the_number_and_all_else_that_the_message_has(language):
    for entry in (entry for entry in polib.pofile(str(catalogue(language))) if entry.msgid_plural):
        assert len(entry.msgstr_plural) == 3
        for form in entry.msgstr_plural.values():
            assert placeholders(form) == placeholders(entry.msgid_plural), form
        assert placeholders(entry.msgid) == placeholders(entry.msgid_plural), entry.msgid


def test_form_one_has_no_pronoun_for_a_single_thing():
    pronoun = re.compile(r"(?<!uz )\b(?:ga|nju|njega|njoj|njemu|taj)\b", re.IGNORECASE)
    counted = [texts(entry)[0] for entry in entries() if entry.msgid_plural]

    assert [form for form in counted if pronoun.search(form)] == []
