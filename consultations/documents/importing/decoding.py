"""The letters of a text file: Unicode, or one of the two old Windows pages in which Serbian was written."""

import re

from consultations.documents.importing.messages import ImportRefused

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SIGNS = "„”“’‘«»–—…•°§€×%‰©®"
_LATIN = re.compile(rf"[čćšžđČĆŠŽĐ{_SIGNS}\u00a0]")
_CYRILLIC = re.compile(rf"[а-шА-ШђјљњћџЂЈЉЊЋЏ№{_SIGNS}\u00a0]")
_HIGH = re.compile(r"[^\x00-\x7f]")
_BOTH_SCRIPTS = re.compile(r"[a-z][а-шђјљњћџ]|[а-шђјљњћџ][a-z]", re.IGNORECASE)
_SURE = 0.97  # of the letters beyond ASCII that must be Serbian ones


def decode(data) -> str:
    """The text of a file. Raises ImportRefused `encoding_unknown`, `not_document`."""
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return _without_nul(_strict(data, encoding))
    try:
        return _without_nul(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        raise ImportRefused("not_document")
    for encoding, letters in (("windows-1251", _CYRILLIC), ("windows-1250", _LATIN)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        high = len(_HIGH.findall(text))
        mixed = len(_BOTH_SCRIPTS.findall(text))
        if len(letters.findall(text)) >= _SURE * high and mixed <= 0.02 * high:
            return text
    raise ImportRefused("encoding_unknown")


def _strict(data, encoding) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise ImportRefused("encoding_unknown") from exc


def _without_nul(text) -> str:
    if "\x00" in text:
        raise ImportRefused("not_document")
    return text
