"""Addresses as others know them: absolute, by `SITE_URL` and never by the host that a request claims."""

from django.conf import settings

from seko.web.locale import FACES, in_language, without_language


def absolute(path):
    """The full address of a path of ours; static files may have one already."""
    return path if path.startswith(("https://", "http://")) else settings.SITE_URL.rstrip("/") + path


def alternates(path):
    """[(hreflang, full address)] of a page in each face.

    `x-default` is the address without a language, which leads to the face that the visitor's browser asks for."""
    faces = [(hreflang, absolute(in_language(path, code))) for code, (hreflang, label) in FACES.items()]
    return [*faces, ("x-default", absolute(without_language(path)))]
