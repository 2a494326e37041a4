"""What the statistics can be narrowed to."""

from django import forms
from django.conf import settings
from django.db.models import Min
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from consultations.consultation.models import Consultation
from organizations.filters import NamedChoiceField
from organizations.models import Organization
from sectors.models import Seko
from seko.rules.validity import today


class StatisticsForm(forms.Form):
    seko = NamedChoiceField(
        Seko.objects.all(),
        to_field_name="code",
        required=False,
        label=_("SEKO"),
        empty_label=settings.FILTERS_EMPTY_CHOICE_LABEL,
    )
    year = forms.TypedChoiceField(coerce=int, empty_value=None, required=False, label=_("Year"))
    # For the file of an organization's history, which has no choice on the page.
    organization = forms.ModelChoiceField(
        Organization.objects.none(), to_field_name="slug", required=False, widget=forms.HiddenInput
    )

    def __init__(self, data, user):
        super().__init__(data)
        self.fields["organization"].queryset = Organization.objects.visible_to(user)
        first = Consultation.objects.visible_to(None).aggregate(first=Min("opens_at"))["first"]
        last = today().year
        years = [(year, year) for year in range(last, (localdate(first).year if first else last) - 1, -1)]
        self.fields["year"].choices = [("", settings.FILTERS_EMPTY_CHOICE_LABEL), *years]
