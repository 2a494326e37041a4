"""What lists of working groups and meetings can be narrowed by; one FilterSet for the page and the API."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.groups.models import Meeting, WorkingGroup
from organizations.filters import NamedChoice
from sectors.models import Area
from seko.search.text import FoldedSearch, order_by_name, with_alphabets
from seko.web.filters import ValidToday, day

WHEN = [("coming", _("Coming")), ("past", _("Past or cancelled"))]


def by_time(queryset, value):
    """Rows to come, soonest first, or the others."""
    now = timezone.now()
    return queryset.upcoming(now) if value == "coming" else queryset.past(now)


class DayRangeForm(forms.Form):
    """A range of days that runs forward."""

    def clean(self):
        data = super().clean()
        start, end = data.get("day_from"), data.get("day_to")
        if start and end and end < start:
            backwards = forms.ValidationError(
                _("The last day cannot be before the first one. Change one of them."), code="dates_backwards"
            )
            self.add_error("day_to", backwards)
        return data


class WorkingGroupFilter(django_filters.FilterSet):
    q = FoldedSearch()
    area = NamedChoice(field_name="areas", queryset=Area.objects.all(), label=_("Area"))
    current = ValidToday(method="valid_today")

    class Meta:
        model = WorkingGroup
        fields = ()

    def valid_today(self, queryset, name, value):
        """Groups of today, or those that no longer are or not yet."""
        today = WorkingGroup.objects.current().values("pk")
        return queryset.filter(pk__in=today) if value else queryset.exclude(pk__in=today)


def _groups(request):
    return order_by_name(with_alphabets(WorkingGroup.objects.all()))


class MeetingFilter(django_filters.FilterSet):
    q = FoldedSearch()
    group = NamedChoice(field_name="working_group", to_field_name="slug", queryset=_groups, label=_("Working group"))
    status = django_filters.ChoiceFilter(choices=Meeting.Status.choices, label=_("Status"))
    when = django_filters.ChoiceFilter(choices=WHEN, method="in_time", label=_("When"))
    day_from = day(field_name="starts_at", lookup_expr="date__gte", label=_("From date"))
    day_to = day(field_name="starts_at", lookup_expr="date__lte", label=_("To date"))

    class Meta:
        model = Meeting
        fields = ()
        form = DayRangeForm

    def in_time(self, queryset, name, value):
        """Meetings to come, soonest first, or all others."""
        return by_time(queryset, value)
