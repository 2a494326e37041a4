"""Pages that explain: how the mechanism and the portal work, and who can use it."""

from datetime import date

from django.shortcuts import render

from organizations.models import Organization
from sectors.models import Seko

ACCESSIBILITY_CHECKED_ON = date(2026, 11, 23)


def office():
    """The body that is the Office today, for its contact data."""
    return Organization.objects.active().filter(is_office=True).order_by("-valid_from").first()


def about(request):
    """What SEKO is, who is who, and how one consultation goes."""
    context = {"sekos": Seko.objects.with_areas().with_leads(), "office": office()}
    return render(request, "portal/about.html", context)


def accessibility(request):
    """What the portal promises to people with disabilities, how that was checked, and where it falls short."""
    context = {"office": office(), "checked_on": ACCESSIBILITY_CHECKED_ON}
    return render(request, "portal/accessibility.html", context)
