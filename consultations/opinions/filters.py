"""What opinions can be narrowed by; for the API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from consultations.opinions.models import Opinion
from organizations.filters import NamedChoice
from sectors.models import Seko


class OpinionFilter(django_filters.FilterSet):
    seko = NamedChoice(queryset=Seko.objects.all(), label=_("SEKO"))

    class Meta:
        model = Opinion
        fields = ()
