"""What the list of memoranda can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from memoranda.models import Memorandum, Signatory
from organizations.filters import NamedChoice
from organizations.models import Organization
from sectors.models import CooperationPhase, Seko
from seko.search.text import FoldedSearch, order_by_name


def _parties(request):
    """Whoever is a party to a memorandum that the visitor may see."""
    visible = Memorandum.objects.visible_to(getattr(request, "user", None))
    signed = Signatory.objects.filter(memorandum__in=visible).order_by()
    return order_by_name(Organization.objects.filter(pk__in=signed.values("organization")))


class MemorandumFilter(django_filters.FilterSet):
    q = FoldedSearch()
    status = django_filters.ChoiceFilter(choices=Memorandum.Status.choices, label=_("Status"))
    seko = NamedChoice(method="signed_for", queryset=Seko.objects.all(), label=_("SEKO"))
    organization = NamedChoice(method="signed_by", to_field_name="slug", queryset=_parties, label=_("Organization"))
    purpose = django_filters.ChoiceFilter(method="for_purpose", choices=CooperationPhase.choices, label=_("Purpose"))

    class Meta:
        model = Memorandum
        fields = ()

    def signed_by(self, queryset, name, organization):
        """Memoranda to which the organization is a party."""
        return queryset.filter(pk__in=organization.signatures.order_by().values("memorandum"))

    def signed_for(self, queryset, name, seko):
        """Memoranda that a party signs for the SEKO."""
        return queryset.filter(pk__in=Signatory.objects.filter(seko=seko).values("memorandum"))

    def for_purpose(self, queryset, name, purpose):
        """Memoranda that name the purpose."""
        return queryset.filter(purposes__contains=[purpose])
