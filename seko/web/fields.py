"""Fields that forms of several concepts ask alike."""

from django import forms
from django.utils.translation import gettext_lazy as _

REASON = _("Reason")


def reason_field(help_text="", *, label=REASON, **more) -> forms.CharField:
    """Why somebody does something, in a few lines; `help_text` says who reads it."""
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, widget=widget, max_length=5000, help_text=help_text, **more)
