from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import Comment
from organizations.models import Representation
from seko.scripts import localized
from seko.web.stale import SeenForm


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files; what may be sent is for the action to say."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        files = [file for file in (data or []) if file]
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class MandateField(forms.ModelChoiceField):
    """For which of one's organizations one speaks."""

    def label_from_instance(self, obj):
        return localized(obj.organization, "name")


class CommentForm(SeenForm, forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Comment.Kind, initial=Comment.Kind.CHANGE)
    proposed_text = forms.CharField(
        label=_("Proposed text"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=20000,
        help_text=_("For a change or an addition: the text you propose. Not needed for a deletion."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=20000,
        help_text=_("Why, and based on what."),
    )
    attachments = ManyFilesField(
        label=_("Files"),
        required=False,
        help_text=_("At most five, 20 MB each: PDF, DOCX, XLSX, ODT, ODS, PNG or JPG."),
    )
    mandate = MandateField(label=_("On behalf of"), queryset=Representation.objects.none())

    def __init__(self, *args, mandates, with_files=True, is_draft=False, **kwargs):
        super().__init__(*args, **kwargs)
        choose_mandate(self, mandates)
        if not with_files:
            del self.fields["attachments"]
        if is_draft:  # anything may still be missing
            self.fields["reason"].required = False


class HideForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Shown in place of the comment, with the name of your organization."),
    )


def choose_mandate(form, mandates):
    """Ask for the organization only where the person speaks for several."""
    if len(mandates) > 1:
        own = Representation.objects.filter(pk__in=[m.pk for m in mandates]).select_related("organization")
        form.fields["mandate"].queryset = own
    else:
        del form.fields["mandate"]
