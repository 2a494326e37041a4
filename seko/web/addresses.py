"""Addresses as others know them: absolute, by `SITE_URL` and never by the host that a request claims."""

from django.conf import settings

from seko.web.locale import VARIANTS, in_language, without_language


def absolute(path) -> str:
    """The full address of a path of ours; static files may have one already."""
    return path if path.startswith(("https://", "http://")) else settings.SITE_URL.rstrip("/") + path


def alternates(path) -> list[tuple[str, str]]:
    """[(hreflang, full address)] of a page in each variant.

    `x-default` is the address without a language, which leads to the variant that the visitor's browser asks for."""
    variants = [(hreflang, absolute(in_language(path, code))) for code, (hreflang, label) in VARIANTS.items()]
    return [*variants, ("x-default", absolute(without_language(path)))]
