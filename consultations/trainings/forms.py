"""What people type when they register for a training."""

from django import forms
from django.utils.translation import gettext_lazy as _

from seko.scripts import localized


class RegistrationForm(forms.Form):
    """For which organization a person takes part; asked only of those who speak for several."""

    mandate = forms.ChoiceField(label=_("For the organization"))

    def __init__(self, data=None, *, mandates):
        super().__init__(data)
        self.mandates = {str(mandate.pk): mandate for mandate in mandates}
        if len(mandates) > 1:
            names = [(pk, localized(mandate.organization, "name")) for pk, mandate in self.mandates.items()]
            self.fields["mandate"].choices = [("", _("Choose")), *names]
        else:
            del self.fields["mandate"]

    def clean_mandate(self):
        return self.mandates[self.cleaned_data["mandate"]]

    @property
    def chosen(self):
        """The mandate chosen in a valid form, or None where there was nothing to choose."""
        return self.cleaned_data.get("mandate")
