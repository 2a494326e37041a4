from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.documents.models import Document, DocumentVersion, Passage
from organizations.models import Organization
from sectors.models import Area
from seko.scripts.fields import NamedChoiceField, NamedChoicesField
from seko.web.fields import reason_field


class DocumentForm(forms.Form):
    """A new document; its text comes with the first version."""

    title = forms.CharField(label=_("Title"), max_length=250)
    title_en = forms.CharField(label=_("Title in English"), max_length=250, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Document.Kind)
    language = forms.ChoiceField(label=_("Language"), choices=Document.Language)
    issuer = NamedChoiceField(label=_("Issued by"), queryset=Organization.objects.filter(kind="public_body"))
    areas = NamedChoicesField(
        label=_("Areas"), queryset=Area.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    summary = forms.CharField(
        label=_("Summary"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=5000
    )
    summary_en = forms.CharField(
        label=_("Summary in English"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=5000
    )


PASTED_HELP = _(
    "A blank line separates two passages. A line that begins with # is a heading. A number in front stays the "
    "passage's number."
)


class VersionForm(forms.Form):
    """The text of a version, pasted and issued in one act."""

    text = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 20}), max_length=1_000_000, help_text=PASTED_HELP
    )
    note = forms.CharField(
        label=_("What changed"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=5000
    )


class IssueForm(forms.Form):
    """What is said about a version when it is issued."""

    issued_on = forms.DateField(
        label=_("Issued on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(
        label=_("What changed"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=5000
    )


class ImportForm(IssueForm):
    """A file, or a pasted text, for the next version."""

    field_order = ("file", "text", "issued_on", "note")

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_(
            "A Word document (DOCX), Markdown or plain text, up to 20 MB. A PDF cannot be split into passages: attach "
            "it to the document instead."
        ),
    )
    text = forms.CharField(
        label=_("Or a pasted text"),
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
        max_length=1_000_000,
        help_text=PASTED_HELP,
    )


class PassageForm(forms.Form):
    """A passage that is looked over."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Passage.Kind)
    level = forms.IntegerField(
        label=_("Level"),
        min_value=0,
        max_value=9,
        required=False,
        help_text=_("Heading: 1 to 6. List item: its depth. Anything else: 0."),
    )
    number = forms.CharField(label=_("Number"), max_length=20, required=False)
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=1_000_000,
        strip=False,
        help_text=_("Put a blank line where the passage should be split. In a table, a tab separates two cells."),
    )

    def clean_level(self):
        return self.cleaned_data["level"] or 0


class VersionField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return _("Version %(number)s") % {"number": obj.number}


class WithdrawForm(forms.Form):
    """Why a version is withdrawn."""

    reason = reason_field(_("The reason is published with the version."))


class FileForm(forms.Form):
    """A PDF beside a document."""

    file = forms.FileField(
        label=_("PDF file"), help_text=_("Up to 20 MB. For download; its text is not split into passages.")
    )
    version = VersionField(
        label=_("Version"),
        queryset=DocumentVersion.objects.none(),
        required=False,
        help_text=_("Leave it empty for a file that belongs to the document as a whole."),
    )

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = document.versions.standing().order_by("-number")
