from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    summary = forms.CharField(
        label=_("Summary"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=20000,
        help_text=_("What the consultation changed, in a few sentences."),
    )
