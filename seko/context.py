"""What every page needs to know."""

from django.conf import settings


def portal(request):
    """Is this a demo, and the three faces of the page."""
    return {"demo": settings.DEMO}
