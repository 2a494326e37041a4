"""The registry of organizations as a file."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.filters import OrganizationFilters
from organizations.models import Organization
from seko.jobs.exports import Column, Table, exported
from seko.search.text import order_by_name


@exported("organizations.list", gettext_lazy("Organizations"))
def organization_table(reader):
    """What the list of organizations shows, narrowed and ordered in the same way."""
    rows = order_by_name(Organization.objects.visible_to(reader.user).with_place())
    rows = rows.only(
        *("name", "name_en", "short_name", "short_name_en", "kind", "status", "registry_number", "pib", "seat"),
        *("website", "email", "phone", "district__name", "district__name_en"),
    )
    found = OrganizationFilters(reader.query, rows, request=reader)
    columns = [
        Column(_("Name"), 50),
        Column(_("Short name")),
        Column(_("Kind")),
        Column(_("Status"), 12),
        Column(_("Registration number")),
        Column(_("Tax number (PIB)")),
        Column(_("Seat")),
        Column(_("District"), 24),
        Column(_("Areas of work"), 50),
        Column(_("Website"), 30),
        Column(_("E-mail"), 30),
        Column(_("Phone")),
    ]
    return Table(_("organizations"), columns, found.qs, lambda chunk: (_cells(reader, each) for each in chunk))


def _cells(reader, organization):
    return [
        reader.name(organization),
        reader.name(organization, "short_name"),
        organization.get_kind_display(),
        organization.get_status_display(),
        organization.registry_number,
        organization.pib,
        reader.text(organization.seat),
        reader.name(organization.district),
        ", ".join(reader.name(area) for area in organization.areas_of_work.all()),
        organization.website,
        organization.email,
        organization.phone,
    ]
