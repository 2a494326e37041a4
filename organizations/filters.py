"""What lists can be narrowed by; one FilterSet for the page and the API."""

import django_filters
from django.apps import apps
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from organizations.models import District, Organization
from organizations.permissions import is_office
from seko.scripts.fields import name_of
from seko.search.text import FoldedSearch
from seko.web.filters import hide_choices


class NamedChoiceField(django_filters.fields.ModelChoiceField):
    """A choice of objects, by their names in the visitor's language and script."""

    def label_from_instance(self, obj):
        return name_of(obj)


@extend_schema_field(str)
class NamedChoice(django_filters.ModelChoiceFilter):
    """Rows that belong to one object, named in the address by its code."""

    field_class = NamedChoiceField

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("to_field_name", "code")
        super().__init__(*args, **kwargs)


# The frame's order of rooms lets this app name those above it only as text.
def _areas(request):
    return apps.get_model("sectors", "Area").objects.all()


def _sekos(request):
    return apps.get_model("sectors", "Seko").objects.all()


class OrganizationFilter(django_filters.FilterSet):
    q = FoldedSearch()
    kind = django_filters.ChoiceFilter(choices=Organization.Kind.choices, label=_("Kind"))
    district = NamedChoice(queryset=District.objects.defer("outline"), label=_("District"))
    area = NamedChoice(field_name="areas_of_work", queryset=_areas, label=_("Area of work"))
    seko = NamedChoice(method="in_network", queryset=_sekos, label=_("Network of"))
    status = django_filters.ChoiceFilter(choices=Organization.Status.choices, label=_("Status"))

    class Meta:
        model = Organization
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_office(getattr(self.request, "user", None)):
            hide_choices(self.filters["status"], *(set(Organization.Status) - set(Organization.PUBLIC)))

    def in_network(self, queryset, name, seko):
        """Organizations that belong to the network of the SEKO today."""
        memberships = apps.get_model("sectors", "NetworkMembership").objects.current().filter(seko=seko)
        return queryset.filter(pk__in=memberships.values("organization"))
