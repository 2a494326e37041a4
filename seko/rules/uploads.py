"""Files that people send: judged by their content, never by their name."""

import hashlib
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from seko.rules.errors import field_error

MAX_BYTES = 20 * 1024 * 1024
_ZIP = b"PK\x03\x04"
# Ending → how the content of such a file begins.
ACCEPTED = {
    ".pdf": (b"%PDF-",),
    ".docx": (_ZIP,),
    ".xlsx": (_ZIP,),
    ".odt": (_ZIP,),
    ".ods": (_ZIP,),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
}


def check_upload(file, field="attachments"):
    """Raises ValidationError `file_size` or `file_type` beside the field."""
    if file.size > MAX_BYTES:
        raise field_error(field, _("A file may have at most 20 MB."), "file_size")
    head = file.read(8)
    file.seek(0)
    if not head.startswith(ACCEPTED.get(PurePath(file.name).suffix.lower(), ())):
        kinds = ", ".join(sorted(suffix[1:].upper() for suffix in ACCEPTED))
        message = _("“%(name)s” is not of an accepted kind: %(kinds)s.") % {"name": file.name, "kinds": kinds}
        raise field_error(field, message, "file_type")


def sha256_of(file):
    """SHA-256 of an open file, in hex; reads in chunks and rewinds."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
