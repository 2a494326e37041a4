"""Front-end files of others: pinned, with their licences, ours to serve; fonts draw every Serbian letter."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from seko.runtime.vendoring.fonts import FONT_FACES

VENDOR = Path(settings.BASE_DIR, "static", "vendor")
AZBUKA = "абвгдђежзијклљмнњопрстћуфхцчџш"
ABECEDA = "abcčćdđefghijklmnoprsštuvzž"
OURS = [
    *Path(settings.BASE_DIR, "templates").rglob("*.html"),
    *Path(settings.BASE_DIR, "static", "css").rglob("*.css"),
    *Path(settings.BASE_DIR, "static", "js").rglob("*.js"),
]
FONTS = {name: VENDOR / f"{origin}-{version}" / f"{name}.woff2" for name, (origin, version, *_) in FONT_FACES.items()}


@pytest.mark.parametrize("folder", sorted(VENDOR.iterdir()), ids=lambda folder: folder.name)
def test_each_vendored_folder_names_its_version_and_holds_its_licence(folder):
    assert re.search(r"-\d+\.\d+\.\d+$", folder.name)
    assert list(folder.glob("LICENSE*"))


def test_pages_styles_and_scripts_load_nothing_from_elsewhere():
    """Addresses in comments, of vocabularies and of links to read are no files that a page loads."""
    loads = re.compile(r"""(?:\bsrc=|@import|url\(|\bimport\b[^;]*from|<link[^>]*href=)\s*["']?(?:https?:)?//""")

    found = {file.name for file in OURS if loads.search(file.read_text(encoding="utf-8"))}

    assert found == set()


def test_templates_hold_no_inline_style_nor_script():
    inline = re.compile(r"""<style|\sstyle=["']|\son[a-z]+=["']|<script(?![^>]*\bsrc=)(?![^>]*application/json)""")
    pages = [file for file in OURS if file.suffix == ".html" and "admin" not in file.parts]

    assert {file.name for file in pages if inline.search(file.read_text(encoding="utf-8"))} == set()


@pytest.mark.parametrize("name", FONTS)
def test_a_font_has_every_letter_of_both_scripts(name):
    letters = TTFont(FONTS[name]).getBestCmap()

    missing = [letter for letter in AZBUKA + AZBUKA.upper() + ABECEDA + ABECEDA.upper() if ord(letter) not in letters]

    assert missing == []


@pytest.mark.parametrize("name", FONTS)
def test_a_font_has_the_serbian_forms_of_cyrillic(name):
    scripts = TTFont(FONTS[name])["GSUB"].table.ScriptList.ScriptRecord
    languages = {record.ScriptTag: [each.LangSysTag for each in record.Script.LangSysRecord] for record in scripts}

    assert "SRB " in languages["cyrl"]


def test_italics_replace_the_letters_that_serbian_writes_otherwise():
    """б, г, д, п, т: with another drawing under `lang="sr"`. Source: Serbian italic of Pravopis."""
    font = TTFont(FONTS["seko-sans-italic"])
    substituted = set()
    gsub = font["GSUB"].table
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "locl":
            for lookup in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[lookup].SubTable:
                    substituted |= set(getattr(getattr(table, "ExtSubTable", table), "mapping", {}))

    letters = font.getBestCmap()
    assert {letters[ord(letter)] for letter in "бгдпт"} <= substituted


@pytest.mark.parametrize("name", FONTS)
def test_a_cut_font_does_not_carry_the_reserved_name(name):
    names = TTFont(FONTS[name])["name"]

    assert all("Source" not in str(names.getName(part, 3, 1, 0x409) or "") for part in (1, 4, 6))
