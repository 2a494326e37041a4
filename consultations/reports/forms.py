import re
from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from seko.rules.content import TOO_LARGE, is_too_large
from seko.rules.uploads import sha256_of

TABLES = {".csv", ".xlsx", ".ods"}
FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class VerificationForm(forms.Form):
    """A file whose fingerprint is taken, or the fingerprint itself. The file is kept nowhere."""

    file = forms.FileField(
        label=_("File"), required=False, help_text=_("At most 20 MB. It is not kept: only its fingerprint is taken.")
    )
    sha256 = forms.CharField(
        label=_("Or its fingerprint"),
        required=False,
        max_length=200,
        help_text=_("SHA-256: 64 characters. Copy it whole from the document."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and is_too_large(file.size):
            raise ValidationError(TOO_LARGE, code="file_size")
        return file

    def clean_sha256(self):
        typed = re.sub(r"[\s:]", "", self.cleaned_data["sha256"]).lower().removeprefix("sha-256").removeprefix("sha256")
        if typed and not FINGERPRINT.fullmatch(typed):
            message = _("A fingerprint has 64 characters. Copy it whole.")
            raise ValidationError(message, code="not_a_fingerprint")
        return typed

    def clean(self):
        told = super().clean()
        if not self.errors and not told.get("file") and not told.get("sha256"):
            raise ValidationError(_("Choose a file or paste a fingerprint."), code="nothing_to_check")
        return told

    @property
    def is_table(self):
        """A spreadsheet was chosen: most of those that the portal gives out are lists, which nobody can check."""
        file = self.cleaned_data.get("file")
        return bool(file) and PurePath(file.name).suffix.lower() in TABLES

    @property
    def fingerprint(self):
        """The fingerprint of the file, else the one that was typed."""
        file = self.cleaned_data.get("file")
        return sha256_of(file) if file else self.cleaned_data["sha256"]


class PublishForm(forms.Form):
    summary = forms.CharField(
        label=_("Summary"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=20000,
        help_text=_("What the consultation changed, in a few sentences."),
    )
