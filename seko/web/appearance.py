"""Light or dark: what a visitor chose, kept in a cookie; without one the page follows their device."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from seko.web.locale import YEAR

COOKIE = "theme"
AUTO = "auto"
THEMES = ("light", "dark", AUTO)
# For each choice the `media` of the stylesheets that hold the dark values; `static/js/portal.js` has the same three.
DARK_MEDIA = {"light": "not all", "dark": "screen", AUTO: "screen and (prefers-color-scheme: dark)"}


def theme_of(request) -> str:
    """`light`, `dark` or `auto`, whatever the cookie holds."""
    chosen = request.COOKIES.get(COOKIE)
    return chosen if chosen in THEMES else AUTO


def dark_media(theme) -> str:
    """When the dark stylesheets hold; paper stays light."""
    return DARK_MEDIA[theme]


@require_safe
def appearance(request):
    """Remember `?theme=` and go back to the page `next` of ours.

    A link or a form without a token can do it, so that public pages need no token and stay cacheable; the worst
    that another site can do with it is a dark page. `auto` forgets the choice: such a visitor has no cookie again."""
    wanted = request.GET.get("next", "")
    own = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    response = HttpResponseRedirect(wanted if own else reverse("root"))
    theme = request.GET.get("theme")
    if theme == AUTO:
        response.delete_cookie(COOKIE, samesite="Lax")
    elif theme in THEMES:
        response.set_cookie(COOKIE, theme, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response
