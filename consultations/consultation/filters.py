"""What the list of consultations can be narrowed by; the API adds to what the page offers."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.consultation.models import Consultation
from organizations.filters import NamedChoice
from organizations.permissions import is_office
from sectors.models import Seko
from seko.search.text import FoldedSearch
from seko.web.filters import YesNo, day, hide_choices

ANNOUNCED = "announced"


# The states as pages name them: one that is announced is not open yet.
STATES = [
    Consultation.Status.choices[0],
    (ANNOUNCED, pgettext_lazy("consultation", "announced")),
    *Consultation.Status.choices[1:],
]


class ConsultationFilter(django_filters.FilterSet):
    q = FoldedSearch()
    status = django_filters.ChoiceFilter(choices=STATES, method="in_state", label=_("Status"))
    phase = django_filters.ChoiceFilter(choices=Consultation.Phase.choices, label=_("Phase"))
    seko = NamedChoice(method="invited", queryset=Seko.objects.all(), label=_("SEKO"))

    class Meta:
        model = Consultation
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_office(getattr(self.request, "user", None)):
            hide_choices(self.filters["status"], Consultation.Status.DRAFT)

    def in_state(self, queryset, name, state):
        """By the moment, as the badge of each: the clock may note a little later that a window has begun or ended."""
        now, rows = timezone.now(), Consultation.objects
        found = {
            ANNOUNCED: rows.upcoming(now),
            Consultation.Status.OPEN: rows.open(now),
            Consultation.Status.CONSOLIDATION: rows.filter(status=state) | rows.window_over(now),
        }.get(state, rows.filter(status=state))
        return queryset.filter(pk__in=found.order_by().values("pk"))

    def invited(self, queryset, name, seko):
        """Consultations in which the SEKO is asked; without a join, so that counts stay right."""
        return queryset.filter(pk__in=seko.invitations.values("consultation"))


class ConsultationDetailedFilter(ConsultationFilter):
    """For other systems: also by dates, and those that take comments in time right now."""

    open = YesNo(method="open_now", label=_("Open for comments now"))
    opens_from = day(field_name="opens_at", lookup_expr="date__gte", label=_("Opens from"))
    opens_to = day(field_name="opens_at", lookup_expr="date__lte", label=_("Opens until"))
    closes_from = day(field_name="comments_close_at", lookup_expr="date__gte", label=_("Comments close from"))
    closes_to = day(field_name="comments_close_at", lookup_expr="date__lte", label=_("Comments close until"))

    def open_now(self, queryset, name, value):
        """Inside the comment window, or all others."""
        open_now = Consultation.objects.open(timezone.now()).values("pk")
        return queryset.filter(pk__in=open_now) if value else queryset.exclude(pk__in=open_now)
