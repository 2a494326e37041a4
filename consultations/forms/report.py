from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.forms.opinion import PassageField
from consultations.models import Passage, Response
from organizations.models import Organization
from seko.script import localized


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Response.Outcome, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=20000,
        help_text=_("Needed for anything but “accepted”. It is public with the report."),
    )
    landed_in = PassageField(
        label=_("Passage where it landed"),
        queryset=Passage.objects.none(),
        required=False,
        empty_label=_("not yet visible in the text"),
        help_text=_("In a later version of the document."),
    )

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        later = Passage.objects.filter(version__document=version.document_id, version__number__gt=version.number)
        self.fields["landed_in"].queryset = later.order_by("-version__number", "position")


class AssignForm(forms.Form):
    institution = forms.ModelChoiceField(
        label=_("Institution"), queryset=Organization.objects.filter(kind="public_body", status="active")
    )
    due_on = forms.DateField(
        label=_("Due on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].label_from_instance = lambda institution: localized(institution, "name")


class PublishForm(forms.Form):
    summary = forms.CharField(
        label=_("Summary"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=20000,
        help_text=_("What the consultation changed, in a few sentences."),
    )
