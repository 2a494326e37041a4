"""What the list of trainings can be narrowed by; one FilterSet for the page and the API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from consultations.groups.filters import WHEN, by_time
from consultations.trainings.models import Training
from organizations.filters import NamedChoice
from organizations.permissions import is_office
from sectors.models import Seko
from seko.search.text import FoldedSearch
from seko.web.filters import hide_choices


class TrainingFilter(django_filters.FilterSet):
    q = FoldedSearch()
    seko = NamedChoice(field_name="sekos", queryset=Seko.objects.all(), label=_("SEKO"))
    when = django_filters.ChoiceFilter(choices=WHEN, method="in_time", label=_("When"))
    status = django_filters.ChoiceFilter(choices=Training.Status.choices, label=_("Status"))

    class Meta:
        model = Training
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_office(getattr(self.request, "user", None)):
            hide_choices(self.filters["status"], Training.Status.DRAFT)

    def in_time(self, queryset, name, value):
        """Trainings to come, soonest first, or those that are over or were cancelled."""
        return by_time(queryset, value)
