"""Files that people send: judged by their content, never by their name."""

import hashlib
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from seko.rules.content import PDF_MARK, PDF_MARK_WITHIN, TOO_LARGE, is_pdf, is_too_large
from seko.rules.errors import field_error

_ZIP = b"PK\x03\x04"
# Ending → how the content of such a file begins.
ACCEPTED = {
    ".pdf": (PDF_MARK,),
    ".docx": (_ZIP,),
    ".xlsx": (_ZIP,),
    ".odt": (_ZIP,),
    ".ods": (_ZIP,),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
}


def check_upload(file, field="attachments") -> None:
    """Raises ValidationError `file_size` or `file_type` beside the field."""
    check_size(file, field)
    if not head_of(file).startswith(ACCEPTED.get(PurePath(file.name).suffix.lower(), ())):
        kinds = ", ".join(sorted(suffix[1:].upper() for suffix in ACCEPTED))
        message = _("“%(name)s” is not of an accepted kind: %(kinds)s.") % {"name": file.name, "kinds": kinds}
        raise field_error(field, message, "file_type")


def short_name(name, longest=200) -> str:
    """The name of a file, cut in the middle where it is too long: how it begins is kept, and its ending."""
    if len(name) <= longest:
        return name
    end = longest // 2
    return f"{name[: longest - end - 1]}…{name[-end:]}"


def check_size(file, field="file") -> None:
    """Raises ValidationError `file_size` beside the field."""
    if is_too_large(file.size):
        raise field_error(field, TOO_LARGE, "file_size")


def check_pdf(file, message, *, strictly=True) -> None:
    """Raises ValidationError `file_size`, or `not_pdf` with the message, beside the field `file`."""
    check_size(file)
    if not is_pdf(head_of(file), strictly=strictly):
        raise field_error("file", message, "not_pdf")


def head_of(file) -> bytes:
    """How the content of an open file begins; rewinds."""
    file.seek(0)
    head = file.read(PDF_MARK_WITHIN)
    file.seek(0)
    return head


def sha256_of(file) -> str:
    """SHA-256 of an open file, in hex; reads in chunks and rewinds."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
