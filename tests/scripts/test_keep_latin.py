"""Names of keys, formats and programs stay Latin in the Cyrillic catalogue."""

import re

import polib
import pytest

from seko.scripts.catalogues import catalogue, cyrillic_message
from tests.scripts.places import entries, texts

KEPT = (
    "API", "CSV", "Chromium", "DOCX", "DOC", "Enter", "Esc", "GeoJSON", "HTML", "JSON", "JavaScript", "JPG",
    "Markdown", "ODS", "ODT", "OpenDocument", "PDF", "PNG", "RTF", "SHA-256", "TACSO", "UTF-8", "WCAG", "WGS 84",
    "Word", "XLSX", "XML", "axe-core", "Sida", "DFID",
)  # fmt: skip
WORD = re.compile("|".join(rf"(?<![\w-]){re.escape(name)}(?!\w)" for name in KEPT))
MARKED = re.compile(r"<(kbd|code)\b[^>]*>.*?</\1>")


def cyrillic():
    return {(e.msgctxt, e.msgid): texts(e) for e in polib.pofile(str(catalogue("sr")))}


def test_no_name_of_the_keep_list_turns_cyrillic():
    made = cyrillic()

    for entry in entries():
        for latin, other in zip(texts(entry), made[entry.msgctxt, entry.msgid], strict=True):
            assert WORD.findall(other) == WORD.findall(latin), other


def test_what_stands_in_kbd_and_code_is_the_same_in_both_scripts():
    made, seen = cyrillic(), 0

    for entry in entries():
        for latin, other in zip(texts(entry), made[entry.msgctxt, entry.msgid], strict=True):
            kept = [found.group() for found in MARKED.finditer(latin)]
            assert [found.group() for found in MARKED.finditer(other)] == kept
            seen += len(kept)
    assert seen >= 5


@pytest.mark.parametrize("tag", ["kbd", "code"])
def test_a_tag_of_keys_or_code_keeps_its_content(tag):
    assert cyrillic_message(f"Pritisnite <{tag}>k</{tag}> ili <{tag}>Esc</{tag}>.") == (
        f"Притисните <{tag}>k</{tag}> или <{tag}>Esc</{tag}>."
    )


def test_no_message_names_single_latin_letters_in_a_sentence():
    """„slova od a do f“ would be „слова од а до ф“, which are others."""
    single = re.compile(r"\bod [a-z] do [a-z]\b|\bslov[oaue] [a-z]\b")

    assert [text for entry in entries() for text in texts(entry) if single.search(text)] == []
