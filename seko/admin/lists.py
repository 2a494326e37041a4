"""A list of the admin is narrowed by what it declares, and by nothing else.

Django lets any column of the model be looked up in the address, `password__startswith` among them: whoever may see a
list could read letter by letter what the list does not show.
"""

from django.contrib import messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.db import DataError, transaction
from django.utils.translation import gettext_lazy as _
from unfold.views import ChangeList

CALENDAR = ("year", "month", "day")  # what the links above a list with `date_hierarchy` say


class DeclaredChangeList(ChangeList):
    """Refuses what no filter and no calendar of the list has taken; a value that none of them can read is no error."""

    def get_filters(self, request):
        asked = set(self.get_filters_params())
        try:
            specs, has_filters, left, duplicates, active = super().get_filters(request)
        except (ValueError, OverflowError) as exc:  # a day that no calendar has
            raise IncorrectLookupParameters from exc
        undeclared = asked & set(left) - self._calendar_names(asked)
        if undeclared:
            raise _refusal(undeclared)
        return specs, has_filters, left, duplicates, active

    def get_queryset(self, request, exclude_parameters=None):
        try:
            return super().get_queryset(request, exclude_parameters)
        except OverflowError as exc:
            raise IncorrectLookupParameters from exc

    def get_results(self, request):
        try:
            with transaction.atomic():
                super().get_results(request)
        except (DataError, OverflowError, ValueError) as exc:  # a value that PostgreSQL can not hold
            raise IncorrectLookupParameters from exc

    def _calendar_names(self, asked):
        """Parameters of the calendar, and the bounds that Django makes of a year."""
        day = self.date_hierarchy
        names = {f"{day}__{part}" for part in CALENDAR}
        return names | {f"{day}__gte", f"{day}__lt"} if f"{day}__year" in asked else names


class DeclaredLookupsMixin:
    """A model admin whose list is a `DeclaredChangeList`."""

    def get_changelist(self, request, **kwargs):
        return DeclaredChangeList

    def changelist_view(self, request, extra_context=None):
        if ERROR_FLAG in request.GET:
            messages.warning(request, _("The list cannot be narrowed by this. All rows are shown."))
        return super().changelist_view(request, extra_context)


def _refusal(names):
    return DisallowedModelAdminLookup(f"Not a filter of this list: {', '.join(sorted(names))}")
