"""What lists of areas, SEKOs and consortia can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from organizations.filters import NamedChoice
from organizations.permissions import is_office
from sectors.models import Area, Consortium, Seko
from seko.search.text import FoldedSearch
from seko.web.filters import ValidToday, hide_choices


class AreaFilter(django_filters.FilterSet):
    q = FoldedSearch()
    kind = django_filters.ChoiceFilter(choices=Area.Kind.choices, label=_("Kind"))
    current = ValidToday(method="valid_today")

    class Meta:
        model = Area
        fields = ()

    def valid_today(self, queryset, name, value):
        """Areas of today, or those that no longer are or not yet."""
        today = Area.objects.current().values("pk")
        return queryset.filter(pk__in=today) if value else queryset.exclude(pk__in=today)


class SekoFilter(django_filters.FilterSet):
    q = FoldedSearch()
    area = NamedChoice(method="looks_after", queryset=Area.objects.all(), label=_("Area"))

    class Meta:
        model = Seko
        fields = ()

    def looks_after(self, queryset, name, area):
        """SEKOs that look after the area today."""
        return queryset.filter(pk__in=area.seko_areas.current().values("seko"))


class ConsortiumFilter(django_filters.FilterSet):
    seko = NamedChoice(queryset=Seko.objects.all(), label=_("SEKO"))
    status = django_filters.ChoiceFilter(choices=Consortium.Status.choices, label=_("Status"))

    class Meta:
        model = Consortium
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_office(getattr(self.request, "user", None)):
            hide_choices(self.filters["status"], Consortium.Status.FORMING)
