"""What the table of answers can be narrowed by, and its order."""

import django_filters
from django.utils.translation import gettext_lazy as _

from consultations.opinions.models import OpinionItem
from consultations.responses.models import Response
from consultations.responses.queries import NO_ANSWER, READING, SORTS, STATES, WAITING, overdue, waits_for
from organizations.filters import NamedChoice
from organizations.models import Organization
from sectors.models import Seko
from seko.search.text import FoldedSearch, order_by_name
from seko.web.filters import YesNo

ORDERS = {
    "item": _("as in the opinions"),
    "due": _("most urgent first"),
    "-due": _("least urgent first"),
    "institution": _("by institution"),
    "state": _("by status"),
    "outcome": _("by outcome"),
    "comments": _("most comments first"),
}


class ItemFilter(django_filters.FilterSet):
    """Rows of `items_of` in one consultation."""

    q = FoldedSearch(label=_("Search text"))
    seko = NamedChoice(field_name="opinion__seko", queryset=Seko.objects.none(), label=_("SEKO"))
    institution = NamedChoice(
        field_name="assignment__institution",
        to_field_name="slug",
        queryset=Organization.objects.none(),
        null_label=_("not sent"),
        label=_("Institution"),
    )
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state", label=_("Status"))
    outcome = django_filters.ChoiceFilter(
        field_name="told_outcome", choices=Response.Outcome.choices, label=_("Outcome")
    )
    overdue = YesNo(method="is_overdue", label=_("Overdue"))
    mine = YesNo(method="waits_for_me", label=_("Waiting for me"))
    sort = django_filters.ChoiceFilter(choices=list(ORDERS.items()), method="in_order", label=_("Order"))

    class Meta:
        model = OpinionItem
        fields = ()

    def __init__(self, *args, consultation, **kwargs):
        super().__init__(*args, **kwargs)
        asked = Organization.objects.filter(assignments__item__opinion__consultation=consultation).distinct()
        self.filters["seko"].queryset = Seko.objects.filter(invitations__consultation=consultation)
        self.filters["institution"].queryset = order_by_name(asked)

    def in_state(self, queryset, name, value):
        """How far the answer has come."""
        if value == WAITING:
            return queryset.exclude(response__status=Response.Status.APPROVED)
        if value == NO_ANSWER:
            return queryset.filter(response__isnull=True)
        return queryset.filter(response__status=value)

    def is_overdue(self, queryset, name, value):
        """The day is over and nothing was handed on, or the others."""
        return queryset.filter(overdue()) if value else queryset.exclude(overdue())

    def waits_for_me(self, queryset, name, value):
        """What the person has to do, or the others."""
        waits = waits_for(self.request.user)
        return queryset.filter(waits) if value else queryset.exclude(waits)

    def in_order(self, queryset, name, value):
        return queryset.order_by(*SORTS[value], *READING)


class ResponseFilter(django_filters.FilterSet):
    seko = NamedChoice(field_name="item__opinion__seko", queryset=Seko.objects.all(), label=_("SEKO"))
    outcome = django_filters.ChoiceFilter(choices=Response.Outcome.choices, label=_("Outcome"))

    class Meta:
        model = Response
        fields = ()
