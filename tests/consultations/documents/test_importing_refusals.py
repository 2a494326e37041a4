"""What must not be read, told by its content and never by its name."""

import zipfile
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import Workbook

from consultations.documents.importing import MESSAGES, ImportRefused, read
from consultations.documents.importing import validation as judging
from seko.rules.content import MAX_BYTES
from tests.consultations.documents.word_files import with_parts, word_file


def refusal(data, name=""):
    with pytest.raises(ImportRefused) as told:
        read(data, name)
    assert told.value.code in MESSAGES
    return told.value.code


def old_word(stream=b""):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream


def spreadsheet():
    file = BytesIO()
    Workbook().save(file)
    return file.getvalue()


def packed(**parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return file.getvalue()


MACROS = {"[Content_Types].xml": lambda part: part.replace(b"document.main+xml", b"document.macroEnabled.main+xml")}
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><w>&b;</w>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "file_empty"),
        (lambda: b" \n ", "file_empty"),
        (lambda: b"%PDF-1.7 ...", "pdf"),
        (old_word, "old_word"),
        (lambda: old_word("EncryptedPackage".encode("utf-16-le")), "encrypted"),
        (lambda: rb"{\rtf1\ansi Text}", "rtf"),
        (lambda: b"\xef\xbb\xbf<!DOCTYPE html><p>Text", "html"),
        (lambda: b"Text with \x00 in it", "not_document"),
        (lambda: b"\x89PNG\r\n\x1a\n\x00\x00", "not_document"),
        (spreadsheet, "spreadsheet"),
        (lambda: packed(mimetype="application/vnd.oasis.opendocument.text", content_xml="<a/>"), "open_document"),
        (lambda: packed(readme="a"), "not_document"),
        (lambda: with_parts(word_file("Text"), {"word/vbaProject.bin": b"x"}), "macros"),
        (lambda: with_parts(word_file("Text"), MACROS), "macros"),
        (lambda: word_file("Text")[:-200], "broken_file"),
        (lambda: with_parts(word_file("Text"), {"word/document.xml": b"<w:p"}), "broken_file"),
        (lambda: with_parts(word_file("Text"), drop={"word/document.xml"}), "broken_file"),
        (lambda: with_parts(word_file("Text"), {"word/document.xml": ENTITIES}), "unsafe_xml"),
        (lambda: with_parts(word_file("Text"), {"word/styles.xml": OUTSIDE}), "unsafe_xml"),
        (lambda: with_parts(word_file("Text"), {"word/document.xml": b"<a>" * 999 + b"</a>" * 999}), "unsafe_xml"),
        (lambda: word_file(""), "text_missing"),
        (lambda: with_parts(word_file("Text"), {"word/media/a.bmp": bytes(20 * 2**20)}), "zip_bomb"),
        (lambda: with_parts(word_file("Text"), {f"word/x{n}": b"" for n in range(5001)}), "zip_bomb"),
    ],
)
def test_what_cannot_or_must_not_be_read_is_refused(make, code):
    assert refusal(make(), "nacrt.docx") == code


def test_a_file_over_20_mb_is_refused_before_it_is_opened():
    assert refusal(b"a" * (MAX_BYTES + 1)) == "file_size"


def test_a_package_that_lies_about_its_size_is_not_unpacked_further():
    data = bytearray(with_parts(word_file("Text"), {"word/media/a.xml": b"a" * 10_000}))
    for header in (b"PK\x01\x02", b"PK\x03\x04"):
        at = data.rindex(header)
        size_at = at + (22 if header == b"PK\x03\x04" else 24)
        data[size_at : size_at + 4] = (10).to_bytes(4, "little")

    package = judging.open_archive(bytes(data))
    with pytest.raises(ImportRefused, match="broken_file"):
        judging.unpack(package, "word/media/a.xml")


def test_a_part_that_is_too_long_is_given_up_while_it_is_read(monkeypatch):
    monkeypatch.setattr(judging, "MOST_XML", 1000)

    assert refusal(with_parts(word_file("Text"), {"word/document.xml": b"a" * 300_000})) == "zip_bomb"


def test_a_packed_file_with_a_password_is_refused():
    data = bytearray(word_file("Text"))
    at = data.index(b"PK\x01\x02") + 8
    data[at] |= 1

    assert refusal(bytes(data)) == "encrypted"


def test_pdf_is_refused_with_the_reason():
    with translation.override("en"):
        assert "attach the PDF" in str(MESSAGES["pdf"])
