"""The registry of organizations as a file."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.filters import OrganizationFilter
from organizations.models import Organization
from seko.jobs.exports import ExportColumn, Table, register_export
from seko.search.text import order_by_name


@register_export("organizations.list", gettext_lazy("Organizations"))
def organization_table(reader):
    """What the list of organizations shows, narrowed and ordered in the same way."""
    rows = order_by_name(Organization.objects.visible_to(reader.user).with_place())
    rows = rows.only(
        *("name", "name_en", "short_name", "short_name_en", "kind", "status", "registry_number", "pib", "seat"),
        *("website", "email", "phone", "district__name", "district__name_en"),
    )
    found = OrganizationFilter(reader.query, rows, request=reader)
    columns = [
        ExportColumn(_("Name"), 50),
        ExportColumn(_("Short name")),
        ExportColumn(_("Kind")),
        ExportColumn(_("Status"), 12),
        ExportColumn(_("Registration number")),
        ExportColumn(_("Tax number (PIB)")),
        ExportColumn(_("Seat")),
        ExportColumn(_("District"), 24),
        ExportColumn(_("Areas of work"), 50),
        ExportColumn(_("Website"), 30),
        ExportColumn(_("E-mail"), 30),
        ExportColumn(_("Phone")),
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
