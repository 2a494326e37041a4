from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Document
from organizations.models import Organization
from sectors.models import Area


class DocumentForm(forms.Form):
    """A new document; its text comes with the first version."""

    title = forms.CharField(label=_("Title"), max_length=250)
    title_en = forms.CharField(label=_("Title in English"), max_length=250, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Document.Kind)
    language = forms.ChoiceField(label=_("Language"), choices=Document.Language)
    issuer = forms.ModelChoiceField(label=_("Issued by"), queryset=Organization.objects.filter(kind="public_body"))
    areas = forms.ModelMultipleChoiceField(
        label=_("Areas"), queryset=Area.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    summary = forms.CharField(
        label=_("Summary"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=5000
    )
    summary_en = forms.CharField(
        label=_("Summary in English"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=5000
    )


class VersionForm(forms.Form):
    """The text of a version, pasted."""

    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 20}),
        max_length=1_000_000,
        help_text=_(
            "A blank line parts two passages. A line that begins with # is a heading. "
            "A number in front stays the passage's number."
        ),
    )
    note = forms.CharField(
        label=_("What changed"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=5000
    )
