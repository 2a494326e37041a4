"""Files as downloads: offered for saving, and never shown by the portal itself under its own address."""

import re
from pathlib import PurePath
from urllib.parse import quote

from django.http import FileResponse, Http404
from django.utils.cache import get_conditional_response

from seko.rules.uploads import short_name
from seko.web.slugs import slug_of

MOST_BYTES = 200  # of a name; disks take 255, and the browser may number it
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f"*/:<>?\\|\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+')
ANYTHING = "application/octet-stream"  # what people have sent is saved, whatever it says of itself


def offered_file(content, name, content_type=ANYTHING):
    """An open file as a download, which closes it; `content_type=None` goes by the ending of its name."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
    response["Content-Disposition"] = attachment_header(name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def attachment_header(name) -> str:
    """Content-Disposition of a download of this name, whatever its length and script. Source: RFC 6266, 4.3.

    Too long a name is cut in the middle, so that its ending still tells what it is; who knows no UTF-8 in headers gets
    it in plain letters."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", name).split()).strip(".") or "x"
    longest = MOST_BYTES
    while len(name.encode()) > MOST_BYTES:
        longest -= 10
        name = short_name(name, longest)
    ending = PurePath(name).suffix
    plain = slug_of(name.removesuffix(ending)) + (ending if ending.isascii() else "")
    if plain == name:
        return f'attachment; filename="{name}"'
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def stored_file(request, file, name, content_type=ANYTHING, *, sha256=""):
    """A stored file as a download; 404 where the disk has lost it.

    Of a file with a fingerprint, a reader who has it already gets 304."""

    def make():
        try:
            content = file.open("rb")
        except FileNotFoundError as exc:
            raise Http404 from exc
        return offered_file(content, name, content_type)

    return known_or_made(request, sha256, make) if sha256 else make()


def known_or_made(request, digest, make):
    """304 for a reader who has the content of this digest already, else what `make()` answers."""
    etag = f'"{digest}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = make()
    response["ETag"] = etag
    return response
