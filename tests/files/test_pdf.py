"""How a document is set: the same each time, open to every reader, and blind to what typed words might command."""

import json
import re

import pytest
from django.utils import translation

from seko.files import pdf
from seko.files.typesetter import STANDARDS
from tests.consultations.reports.print.conftest import read

HOSTILE = [
    '#import "@preview/cetz:0.3.0": *',
    '#read("/etc/passwd")',
    "#panic(1) $x^2/0$ `raw` \\ \\u{41} ~ @ref <label> *bold* _italic_",
    "= Heading",
    "- item + item / term: x",
    "// comment /* comment */",
    '"], [#sys.inputs.data',
    "#let words = none; #set page(fill: black)",
    "<script>alert(1)</script> {{ x }} {% y %}",
]


def paper(**more):
    """The data of an opinion with one item."""
    item = {
        "title": "1. Мере", "passage": None, "text": "Тражимо јасне мере.", "proposed": "", "merged": "1 коментар",
        "comments": [], "minority": [], "answer": None,
    }  # fmt: skip
    words = ["proposed", "minority", "kept", "set_aside", "aside_reason", "check", "attached"]
    return {
        "portal": "Портал СЕКО", "title": "Мишљење", "subject": "Одрживи развој", "number": "К-1/Е", "author": "Водећа",
        "date": {"year": 2026, "month": 5, "day": 3, "hour": 10, "minute": 20, "second": 30},
        "facts": [["Број", "К-1/Е"]], "words": {word: word for word in words}, "said_script": "cyrl",
        "hash": "0" * 64, "check": [], "attachment": "", "url": "https://seko.example/",
        "opinion": {"introduction": "", "items": [item], "minority": [], "set_aside": []},
    } | more  # fmt: skip


def set_with(text, language="sr"):
    """A document whose introduction is this text."""
    data = paper()
    data["opinion"]["introduction"] = text
    return pdf.render("opinion.typ", data, language=language)


# --- form ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "lang"), [("sr", "sr"), ("sr-latn", "sr"), ("en", "en")])
def test_a_document_says_what_it_is_and_is_fit_for_archives_and_screen_readers(language, lang):
    found = read(pdf.render("opinion.typ", paper(), language=language))

    assert found.catalog["/Lang"] == lang
    assert found.catalog["/MarkInfo"]["/Marked"]
    assert found.reader.metadata.title == "Мишљење К-1/Е: Одрживи развој"
    assert found.reader.metadata.author == "Водећа"
    assert found.reader.metadata.creation_date.isoformat() == "2026-05-03T10:20:30+00:00"
    xmp = found.catalog["/Metadata"].get_data().decode()
    assert re.findall(r"<pdf(?:aid|uaid):(\w+)>(\w+)<", xmp) == [("part", "3"), ("conformance", "A"), ("part", "1")]
    assert STANDARDS == ["a-3a", "ua-1"]


def test_each_page_has_its_number_the_fingerprint_and_from_the_second_on_the_number_of_the_document():
    found = read(set_with("Дуг увод.\n\n" * 200))

    pages = [page.extract_text() for page in found.reader.pages]
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in text
        assert f"SHA-256 {'0' * 64}" in text
        assert "К-1/Е" in text


def test_the_same_data_give_the_same_bytes():
    first, again, other = set_with("Увод."), set_with("Увод."), set_with("Други увод.")

    assert first == again
    assert first != other


# --- words of people -------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_typed_is_shown_as_typed(text):
    data = paper(title=text, subject=text, author=text, facts=[[text, text]])
    said = {"who": text, "reason": text, "proposed": text, "aside": text}
    item = data["opinion"]["items"][0] | {
        "title": text, "text": text, "proposed": text, "passage": {"label": text, "text": text}, "comments": [said],
        "minority": [{"who": text, "text": text, "comments": [said]}], "merged": text,
        "answer": {"colour": "#724500", "outcome": text, "who": text, "reason": text, "note": text,
                   "landed": {"label": text, "text": text}},
    }  # fmt: skip
    data["opinion"] = {"introduction": text, "items": [item], "minority": [], "set_aside": [said]}

    found = read(pdf.render("opinion.typ", data, language="sr"))

    assert re.sub(r"\s", "", found.text).count(re.sub(r"\s", "", text)) >= 23
    assert len(found.reader.pages) <= 3
    assert "/OpenAction" not in found.catalog


@pytest.mark.parametrize("language", ["sr", "en"])
def test_what_no_font_has_is_told_by_its_name_and_noted_at_the_beginning(caplog, language):
    text = "а😀б漢в\ue000г﷽ е👩\u200d👧ж አz x\u0301\u1abf \U0001f1f7\U0001f1f8"

    data = paper(title="Наслов 😀", facts=[["Број", "К-😀"]])
    data["opinion"]["introduction"] = text
    with translation.override(language):
        said = read(pdf.render("opinion.typ", data, language=language)).text

    assert "а[U+1F600 grinning face]б[U+6F22 Chinese character]в[U+E000]г[U+FDFD arabic ligature bismillah" in said
    assert "Наслов [U+1F600 grinning face]" in said
    assert "е[U+1F469 woman, U+1F467 girl]ж" in said
    assert "К-[U+1F600 grinning face]" in said
    assert "□" not in said
    note = "in square brackets" if language == "en" else "у угластим заградама"
    assert said.index(note) < said.index("а[U+1F600 grinning face]б")
    assert caplog.messages == []  # for archives and for screen readers: typst found a letter for each


def test_a_document_whose_letters_are_all_there_has_no_note():
    assert "square brackets" not in read(set_with("Обичан текст.", "en")).text


def test_what_has_no_shape_is_left_out(caplog):
    found = read(set_with("г \x00д\x1bђ\ufeffе\u202eж\U000e0041з \uffffи\tј\r\nк"))

    assert "г дђежз и ј к" in found.text
    assert caplog.messages == []


def test_a_letter_that_is_still_missing_costs_the_claim_not_the_document(caplog, monkeypatch):
    monkeypatch.setattr(pdf.letters, "readable", lambda text, replaced: text)

    found = read(set_with("Амхарски: አማርኛ"))

    assert "Амхарски:" in found.text
    assert "pdfaid" not in found.catalog["/Metadata"].get_data().decode()
    assert "is no PDF/A and PDF/UA" in caplog.text


@pytest.mark.parametrize("length", [30, 31, 200, 5000])
def test_a_long_word_stays_on_the_page(length):
    found = read(set_with("ш" * length))

    lines = [line for page in found.reader.pages for line in page.extract_text().splitlines() if "шш" in line]
    assert "".join(lines).replace("\u200b", "").strip() == "ш" * length
    assert max(len(line) for line in lines) < 70


def test_lines_and_paragraphs_stay_apart():
    text = read(set_with("Прва\nдруга\r\n\r\nтрећа")).reader.pages[0].extract_text()

    assert re.search(r"Прва\s*\nдруга\s*\n+трећа", text)


# --- mistakes and walls ----------------------------------------------------------------------


def test_a_mistake_in_a_template_is_told(tmp_path, monkeypatch):
    (tmp_path / "bad.typ").write_text("#nothing-of-that-name")
    monkeypatch.setattr(pdf, "TEMPLATES", tmp_path)

    with pytest.raises(pdf.PdfError, match="nothing-of-that-name"):
        pdf.render("bad.typ", {}, language="sr")


@pytest.mark.parametrize("path", ["/etc/hostname", "../outside.txt"])
def test_a_template_reads_nothing_outside_its_folder(tmp_path, monkeypatch, path):
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "outside.txt").write_text("x")
    (folder / "peeping.typ").write_text(f"#read({json.dumps(path)})")
    monkeypatch.setattr(pdf, "TEMPLATES", folder)

    with pytest.raises(pdf.PdfError):
        pdf.render("peeping.typ", {}, language="sr")


def test_templates_fetch_nothing():
    for template in pdf.TEMPLATES.glob("*.typ"):
        imports = re.findall(r'#import "([^"]+)"|include "([^"]+)"', template.read_text())
        assert {name for found in imports for name in found if name} <= {"seko.typ"}
