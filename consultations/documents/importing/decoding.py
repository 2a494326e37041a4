"""The letters of a text file: Unicode, or one of the old pages of letters in which Serbian was written."""

import re

from consultations.documents.importing.messages import ImportRefused

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SIGNS = "„”“’‘‚«»–—…•°§€×%‰©®\u00a0\u00ad"
_LATIN = re.compile(rf"[čćšžđČĆŠŽĐ{_SIGNS}]")
_CYRILLIC = re.compile(rf"[а-шА-ШђјљњћџЂЈЉЊЋЏ№{_SIGNS}]")
_HIGH = re.compile(r"[^\x00-\x7f]")
_BOTH_SCRIPTS = re.compile(r"[a-z][а-шђјљњћџ]|[а-шђјљњћџ][a-z]", re.IGNORECASE)
_PLAIN = re.compile(r"[a-zA-Z]")
_SURE = 0.97  # of the letters beyond ASCII that must be Serbian ones
# The page that Windows had comes first: the others differ from it in a few letters.
_LATIN_PAGES = (("windows-1250", _LATIN), ("iso-8859-2", _LATIN))
_CYRILLIC_PAGES = (("windows-1251", _CYRILLIC), ("iso-8859-5", _CYRILLIC))
_UTF16 = ("utf-16-le", "utf-16-be")


def decode(data) -> str:
    """The text of a file. Raises ImportRefused `encoding_unknown`, `not_document`."""
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return _without_nul(_strict(data, encoding))
    if encoding := _utf16_of(data):
        return _without_nul(_strict(data, encoding))
    try:
        return _without_nul(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        raise ImportRefused("not_document")
    for encoding, letters in _pages(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        high = len(_HIGH.findall(text))
        mixed = len(_BOTH_SCRIPTS.findall(text))
        if len(letters.findall(text)) >= _SURE * high and mixed <= 0.02 * high:
            return text
    raise ImportRefused("encoding_unknown")


def _pages(data):
    """Pages of letters, the likelier first: Cyrillic has hardly a letter in ASCII, Latin few beyond it."""
    plain = len(_PLAIN.findall(data.decode("ascii", "ignore")))
    if 2 * plain > sum(byte > 0x7F for byte in data):
        return *_LATIN_PAGES, *_CYRILLIC_PAGES
    return *_CYRILLIC_PAGES, *_LATIN_PAGES


def is_utf16(head) -> bool:
    """Does a file begin like text of two bytes a letter, with or without the mark that says so?"""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or bool(_utf16_of(head))


def _utf16_of(data) -> str | None:
    """Without a mark: nearly each second byte says Latin, Cyrillic or punctuation."""
    head = data[: min(4096, len(data) // 2 * 2)]
    if len(head) < 4 or b"\x00" not in head:
        return None
    for encoding, which in zip(_UTF16, (1, 0), strict=True):
        pages = head[which::2]
        if sum(byte in (0, 1, 4, 0x20) for byte in pages) >= _SURE * len(pages) and b"\x00" not in head[1 - which :: 2]:
            return encoding
    return None


def _strict(data, encoding) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise ImportRefused("encoding_unknown") from exc


def _without_nul(text) -> str:
    if "\x00" in text:
        raise ImportRefused("not_document")
    return text
