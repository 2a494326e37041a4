"""How much a request may bring. What is more is refused by its head, before any of it is read.

A proxy and a server before the portal keep the same limits (`seko/runtime/reading.py`, `nginx.conf`); here they hold
whatever stands before.
"""

from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from seko.rules.content import MAX_BYTES
from seko.web.error_pages import error_page, refusal

ROUND = 1024 * 1024  # bytes for the fields of a form around its files
MOST_FILES = 5  # that one form takes, see comments
MOST_OF_VISITORS = MAX_BYTES + ROUND
MOST_OF_PERSONS = MOST_FILES * MAX_BYTES + ROUND
TOO_LARGE = "seko.body_too_large"  # in the environment of a request: the server has read no more of its body


class BodyLimit:
    """Middleware, after that which says who asks: 413 for a body that is announced larger than theirs may be."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            announced = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            announced = 0
        cut = TOO_LARGE in request.META
        if cut or (announced > MOST_OF_VISITORS and announced > most_of(request.user)):
            request._post, request._files = QueryDict(), MultiValueDict()  # noqa: SLF001  what draws the page reads nothing
            return too_large(request)
        return self.get_response(request)


def most_of(user) -> int:
    """Bytes that a request of this person may bring."""
    return MOST_OF_PERSONS if user.is_authenticated else MOST_OF_VISITORS


def looks_signed_in(cookies) -> bool:
    """Does this header hold a session? Whose it is, and whether it still lives, is asked when the request is whole."""
    try:
        return bool(SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME))
    except CookieError:
        return False


@refusal(413, "request_too_large", _("More was sent than the portal accepts"))
def too_large(request):
    return error_page(request, 413, "413.html")
