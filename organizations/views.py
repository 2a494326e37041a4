"""Pages about organizations."""

from copy import copy

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from organizations.actions import change_profile
from organizations.filters import OrganizationFilter
from organizations.forms import ProfileForm
from organizations.models import Organization
from organizations.permissions import can_edit_profile, can_manage_registry
from seko.jobs.views import download
from seko.rules.errors import require
from seko.search.text import order_by_name
from seko.web.pages import list_page, process_form


def organization_list(request):
    """Who is who, in the order of the visitor's alphabet."""
    organizations = order_by_name(Organization.objects.visible_to(request.user).with_place())
    filters = OrganizationFilter(request.GET, organizations, request=request)
    return list_page(request, "organizations/list.html", filter=filters)


def organization_export(request, format):
    """The list as a file, narrowed and ordered as on its page."""
    return download(request, "organizations.list", format)


def organization_detail(request, slug):
    """One organization: its data, what it belongs to and what it has signed."""
    organization = get_object_or_404(Organization.objects.visible_to(request.user).with_history(), slug=slug)
    context = {
        "organization": organization,
        "successors": [successor for successor in organization.successors.all() if successor.is_public],
        "can_edit": can_edit_profile(request.user, organization),
        "sees_reason": can_manage_registry(request.user),
    }
    return render(request, "organizations/detail.html", context)


@login_required
def organization_edit(request, slug):
    """An organization's own people, or the registry, keep its contact data."""
    organization = get_object_or_404(Organization.objects.visible_to(request.user), slug=slug)
    require(can_edit_profile(request.user, organization))
    form = ProfileForm(request.POST or None, instance=copy(organization))  # the form writes what was typed into it
    if process_form(
        request, form, lambda **data: change_profile(organization, by=request.user, **data), _("The data were saved.")
    ):
        return redirect(organization)
    return render(request, "organizations/edit.html", {"organization": organization, "form": form})
