"""What a file is, by its content and never by its name; and whether it is safe to open."""

import re

from consultations.documents.importing.decoding import is_utf16
from consultations.documents.importing.messages import ImportRefused
from seko.files import archives
from seko.rules.content import is_pdf, is_too_large

DOCX, MARKDOWN, TEXT = "docx", "markdown", "text"
MOST_UNPACKED = 200 * 1024 * 1024
MOST_XML = 64 * 1024 * 1024  # what is read of it; 300 pages have some five
MOST_TYPES = 4 * 1024 * 1024  # of the list of parts, which is read while the person waits
HEAD = 4096  # bytes by which a text is told from what is none

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MARKDOWN_NAME = re.compile(r"\.(?:md|markdown|mkd)$", re.IGNORECASE)


def validate_upload(data, name="") -> str:
    """DOCX, MARKDOWN or TEXT; cheap, so that the person who sends a wrong file hears it at once.

    Only Markdown, which is text like any other, is told by its name. Raises ImportRefused."""
    if is_too_large(len(data)):
        raise ImportRefused("file_size")
    if not data.strip(b"\x00 \t\r\n"):
        raise ImportRefused("file_empty")
    if is_pdf(data, strictly=False):
        raise ImportRefused("pdf")
    if data.startswith(_OLE):
        raise ImportRefused("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old_word")
    if data.startswith(b"PK"):
        _validate_zip(data)
        return DOCX
    if data.lstrip().startswith(b"{\\rtf"):
        raise ImportRefused("rtf")
    if _is_html(data[:HEAD].removeprefix(b"\xef\xbb\xbf")):
        raise ImportRefused("html")
    if b"\x00" in data and not is_utf16(data[:HEAD]):
        raise ImportRefused("not_document")
    return MARKDOWN if _MARKDOWN_NAME.search(name) else TEXT


def _is_html(head) -> bool:
    """Does a text begin as a web page does, after its comments and the line that says it is XML?"""
    at = 0
    while True:
        while head[at : at + 1].isspace():
            at += 1
        opening, closing = (b"<!--", b"-->") if head.startswith(b"<!--", at) else (b"<?", b"?>")
        if not head.startswith(opening, at):
            return bool(_HTML.match(head, at))
        end = head.find(closing, at + len(opening))
        if end < 0:
            return False
        at = end + len(closing)


def open_archive(data):
    """The packed file, when its directory holds no danger. Raises ImportRefused."""
    try:
        return archives.open_archive(data, most_unpacked=MOST_UNPACKED)
    except archives.ArchiveRefused as refusal:
        raise ImportRefused(refusal.code) from refusal


def _validate_zip(data) -> None:
    package = open_archive(data)
    names = {name.lower() for name in package.namelist()}
    if archives.holds_macros(package):
        raise ImportRefused("macros")
    if "[content_types].xml" not in names:
        odf = "mimetype" in names and "content.xml" in names
        raise ImportRefused("open_document" if odf else "not_document")
    part = unpack(package, "[Content_Types].xml", most=MOST_TYPES) or b""
    types = part.decode("utf-16" if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    if "macroEnabled" in types or "vbaProject" in types:
        raise ImportRefused("macros")
    if "wordprocessingml.document.main+xml" in types or "wordprocessingml.template.main+xml" in types:
        return
    for kind, code in (("spreadsheetml", "spreadsheet"), ("presentationml", "presentation")):
        if kind in types:
            raise ImportRefused(code)
    raise ImportRefused("not_document")


def unpack(package, name, most=None) -> bytes | None:
    """The bytes of an entry, counted while they are read; None where there is no such entry.

    Raises ImportRefused `zip_bomb`, `broken_file`."""
    try:
        return b"".join(archives.chunks_of(package, name, most=most or MOST_XML))
    except KeyError:
        return None
    except archives.ArchiveRefused as refusal:
        raise ImportRefused(refusal.code) from refusal
