"""The three variants of the portal: which one a visitor gets at `/`, and how they change to another."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

VARIANTS = {  # language: (hreflang, name of the language in itself)
    "sr": ("sr-Cyrl", "Ћирилица"),
    "sr-latn": ("sr-Latn", "Latinica"),
    "en": ("en", "English"),
}
# Languages whose readers read Serbian in Latin letters.
NEIGHBOURS = {"hr", "bs", "cnr", "me", "sh"}
YEAR = 365 * 24 * 3600  # seconds


class LanguageVariant(NamedTuple):
    """One form of a page, for the switch in the head of the page and for `<link rel="alternate">`."""

    code: str
    hreflang: str
    label: str
    url: str
    active: bool
    form_url: str  # where a half-filled form of the page is sent to come back in this variant


def root(request):
    """Send a visitor of `/` to the variant that they chose before, else to the one that their browser asks for."""
    code = chosen_by(request)
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponseRedirect(f"/{code}/?{query}" if query else f"/{code}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


class LanguageVariantMiddleware(LocaleMiddleware):
    """The variant that the address names; without one in it, the variant that the visitor would get at `/`.

    The parent leads from an address that lacks only the language to the one that has it."""

    def process_request(self, request) -> None:
        translation.activate(variant_for(request))
        request.LANGUAGE_CODE = get_language()


def variant_for(request) -> str:
    """The variant of an answer: by the address, else by what the visitor chose or their browser asks for."""
    return _parted(request.path_info)[0] or chosen_by(request)


def chosen_by(request) -> str:
    """The variant that a visitor chose before, else the one that their browser asks for."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in VARIANTS else asked_for(request.headers.get("Accept-Language", ""))


def asked_for(accept_language) -> str:
    """The variant that fits an Accept-Language header best; Cyrillic if it names no language of ours."""
    for tag, weight in parse_accept_lang_header(accept_language):
        if weight > 0 and (code := variant_of(tag)):
            return code
    return settings.LANGUAGE_CODE


def variant_of(tag) -> str | None:
    """The variant for one language tag such as `sr-latn-rs`, or None for a language that the portal does not speak."""
    language, *subtags = tag.lower().split("-")
    if language == "en":
        return "en"
    if language == "sr":
        return "sr-latn" if "latn" in subtags else "sr"
    if language in NEIGHBOURS:
        return "sr" if "cyrl" in subtags else "sr-latn"
    return None


def in_language(path, code) -> str:
    """The same address with another language in front; the front page if the address has no language."""
    front, rest = _parted(path)
    return f"/{code}{rest}" if front else f"/{code}/"


def without_language(path) -> str:
    """The same address with no language in front, which leads to the visitor's variant."""
    return _parted(path)[1] or "/"


def language_links(request) -> list[LanguageVariant]:
    """The three variants of the page that a request is for, with the same path and query."""
    path, _, query = request.get_full_path().partition("?")
    here, typed = _parted(path)[0], getattr(request, "keeps_typed", False)

    def asked(code):
        return _query_in(query, code) if here else ""

    return [
        LanguageVariant(
            code,
            hreflang,
            label,
            url=f"{in_language(path, code)}{asked(code)}",
            active=code == (here or get_language()),
            form_url=in_language(typed, code) if isinstance(typed, str) else f"{in_language(path, code)}{asked(code)}",
        )
        for code, (hreflang, label) in VARIANTS.items()
    ]


def remember_language(get_response) -> Callable:
    """Middleware: remember the variant that a visitor changed to, for their next visit at `/`.

    A change shows in the page they came from, so ordinary pages set no cookie and stay cacheable.
    """

    def middleware(request):
        response = get_response(request)
        code = _parted(request.path)[0]
        came_from = request.headers.get("Referer", "")
        own = f"{request.scheme}://{request.headers.get('Host', '')}/"
        if code and came_from.startswith(own) and _parted(came_from[len(own) - 1 :])[0] not in {"", code}:
            keep_language(request, response, code)
        return response

    return middleware


def keep_language(request, response, code) -> None:
    """Remember the variant that a visitor chose."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=request.is_secure(),
    )


def _parted(path) -> tuple[str, str]:
    """The language in front of a path, or an empty text, and what follows it."""
    front, slash, rest = path[1:].partition("/")
    return (front, slash + rest) if front in VARIANTS and path.startswith("/") else ("", path)


def _query_in(query, code) -> str:
    if not query:
        return ""
    if "next=" not in query:
        return f"?{query}"
    pairs = parse_qsl(query, keep_blank_values=True)
    return "?" + urlencode([(k, in_language(v, code) if k == "next" and _parted(v)[0] else v) for k, v in pairs])
