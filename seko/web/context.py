"""What every page needs to know."""

from django.conf import settings

from seko.web.appearance import dark_media, theme_of

STYLESHEETS = [f"css/{name}.css" for name in ("tokens", "base", "layout", "components", "pages", "plots")]


def portal(request):
    """Is this a demo, did the visitor choose a light or a dark page, and what is the page dressed in?"""
    theme = theme_of(request)
    return {
        "demo": settings.DEMO,
        "theme": theme,
        "dark_media": dark_media(theme),
        "stylesheets": STYLESHEETS,
    }
