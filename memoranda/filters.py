"""What the list of memoranda can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from memoranda.models import Memorandum, Signatory
from organizations.filters import NamedChoice
from sectors.models import CooperationPhase, Seko
from seko.search import FoldedSearch


class MemorandumFilters(django_filters.FilterSet):
    q = FoldedSearch()
    status = django_filters.ChoiceFilter(choices=Memorandum.Status.choices, label=_("Status"))
    seko = NamedChoice(method="signed_for", queryset=Seko.objects.all(), label=_("SEKO"))
    organization = django_filters.CharFilter(method="signed_by", label=_("Organization (last part of its address)"))
    purpose = django_filters.ChoiceFilter(method="for_purpose", choices=CooperationPhase.choices, label=_("Purpose"))

    class Meta:
        model = Memorandum
        fields = ()

    def signed_by(self, queryset, name, slug):
        """Memoranda to which the organization is a party."""
        return queryset.filter(pk__in=Signatory.objects.filter(organization__slug=slug).values("memorandum"))

    def signed_for(self, queryset, name, seko):
        """Memoranda that a party signs for the SEKO."""
        return queryset.filter(pk__in=Signatory.objects.filter(seko=seko).values("memorandum"))

    def for_purpose(self, queryset, name, purpose):
        """Memoranda that name the purpose."""
        return queryset.filter(purposes__contains=[purpose])
