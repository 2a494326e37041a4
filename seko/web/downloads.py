"""Files as downloads: offered for saving, and never shown by the portal itself under its own address."""

from django.http import FileResponse, Http404
from django.utils.cache import get_conditional_response

ANYTHING = "application/octet-stream"  # what people have sent is saved, whatever it says of itself


def offered_file(content, name, content_type=ANYTHING):
    """An open file as a download, which closes it; `content_type=None` goes by the ending of its name."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


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
