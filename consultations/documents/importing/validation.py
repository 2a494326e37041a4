"""What a file is, by its content and never by its name; and whether it is safe to open."""

import re
import zipfile
from io import BytesIO

from consultations.documents.importing.decoding import is_utf16
from consultations.documents.importing.messages import ImportRefused
from seko.rules.content import is_pdf, is_too_large

DOCX, MARKDOWN, TEXT = "docx", "markdown", "text"
MOST_ENTRIES = 5_000
MOST_DIRECTORY = 2 * 1024 * 1024  # bytes of the list of entries
MOST_UNPACKED = 200 * 1024 * 1024
MOST_XML = 64 * 1024 * 1024  # what is read of it; 300 pages have some five
MOST_RATIO, RATIO_FROM = 200, 8 * 1024 * 1024  # what is packed tighter than this and large is no document
MOST_TYPES = 4 * 1024 * 1024  # of the list of parts, which is read while the person waits
CHUNK = 256 * 1024
HEAD = 4096  # bytes by which a text is told from what is none

_END_OF_ARCHIVE = b"PK\x05\x06"
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
    """The packed file, when its table of contents holds no danger. Raises ImportRefused."""
    end = data.rfind(_END_OF_ARCHIVE)
    if end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") > MOST_DIRECTORY:
        raise ImportRefused("zip_bomb")  # before a million entries are listed
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as exc:
        raise ImportRefused("broken_file") from exc
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise ImportRefused("zip_bomb")
    for entry in entries:
        if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise ImportRefused("zip_bomb")
        if entry.flag_bits & 0x1:
            raise ImportRefused("encrypted")
    return package


def _validate_zip(data) -> None:
    package = open_archive(data)
    names = {name.lower() for name in package.namelist()}
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
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
        with package.open(name) as entry:
            read, size = [], 0
            while chunk := entry.read(CHUNK):
                size += len(chunk)
                if size > (most or MOST_XML):
                    raise ImportRefused("zip_bomb")
                read.append(chunk)
    except KeyError:
        return None
    except ImportRefused:
        raise
    except Exception as exc:  # each way of packing breaks in its own way
        raise ImportRefused("broken_file") from exc
    return b"".join(read)
