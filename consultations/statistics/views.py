"""Who of a network has not commented."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404

from consultations.statistics import formulas as statistics
from organizations.permissions import is_office
from sectors.models import Seko
from sectors.permissions import is_consortium_member
from seko.rules.errors import require
from seko.search.text import order_by_name
from seko.web.pages import list_page


@login_required
def silent_members(request, code):
    """Who of a SEKO's network has never commented: for its consortium, which may ask them why, and for the Office."""
    seko = get_object_or_404(Seko, code=code)
    require(is_consortium_member(request.user, seko.pk) or is_office(request.user))
    silent = order_by_name(statistics.silent_members(seko).with_place())
    return list_page(request, "portal/dashboard/silent.html", silent, seko=seko)
