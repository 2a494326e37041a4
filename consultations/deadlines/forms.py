"""What the clock can be narrowed to."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class YearForm(forms.Form):
    """A year in which a term ends."""

    year = forms.TypedChoiceField(coerce=int, empty_value=None, required=False, label=_("Year"))

    def __init__(self, data, years):
        super().__init__(data)
        self.fields["year"].choices = [("", settings.FILTERS_EMPTY_CHOICE_LABEL), *((year, year) for year in years)]

    @property
    def chosen(self):
        """The year that was chosen, or None for all of them."""
        return self.cleaned_data["year"] if self.is_valid() else None
