"""What every page needs to know."""

from django.conf import settings


def portal(request):
    """Is this a demo?"""
    return {"demo": settings.DEMO}
