from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.consultation.models import Consultation
from consultations.documents.models import DocumentVersion
from sectors.models import Seko
from seko.rules.errors import YEARS
from seko.rules.templatetags import free_days_in_words
from seko.scripts import localized
from seko.scripts.fields import NamedChoicesField
from seko.web.fields import reason_field
from seko.web.stale import SeenForm

MOMENT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A day and a time in Belgrade, in the form that browsers give."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        super().__init__(
            widget=widget, input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y. %H:%M", "%Y-%m-%d %H:%M"], **kwargs
        )


class VersionChoice(forms.ModelChoiceField):
    """Versions by document and number."""

    def label_from_instance(self, obj):
        return _("%(document)s, version %(number)s") % {
            "document": localized(obj.document, "title"),
            "number": obj.number,
        }


def entry_field():
    """The address of the entry on the state's portal; which addresses are good is a rule of the model."""
    return forms.URLField(
        label=_("Address on eKonsultacije"),
        required=False,
        assume_scheme="https",
        help_text=_("The entry on the state's portal, https://ekonsultacije.gov.rs/… Everybody sees the address."),
    )


class DatesForm(forms.Form):
    """A form with terms; it warns of those that end on a day on which nobody works, and takes them all the same."""

    term_fields = ("comments_close_at", "opinion_due_at", "answer_due_at")

    def warnings(self):
        """A sentence for each such term, as typed or as first shown."""
        dues = {name: self._value(name) for name in self.term_fields}
        typed = [(self.fields[name].label, due) for name, due in dues.items() if due and due.year in YEARS]
        return free_days_in_words(typed)

    def _value(self, name):
        if self.is_bound:
            return getattr(self, "cleaned_data", {}).get(name)
        return self.get_initial_for_field(self.fields[name], name)


class ConsultationForm(SeenForm, DatesForm):
    """A draft."""

    version = VersionChoice(
        label=_("Document version"),
        queryset=DocumentVersion.objects.standing().select_related("document").order_by("document__title", "-number"),
    )
    title = forms.CharField(label=_("Title"), max_length=250)
    title_en = forms.CharField(label=_("Title in English"), max_length=250, required=False)
    summary = forms.CharField(
        label=_("Summary"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=5000
    )
    summary_en = forms.CharField(
        label=_("Summary in English"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=5000
    )
    purpose = forms.CharField(
        label=_("What we ask"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=5000,
        help_text=_("Describe what kind of comments help."),
    )
    phase = forms.ChoiceField(label=_("Phase"), choices=Consultation.Phase, initial=Consultation.Phase.PROGRAMMING)
    sekos = NamedChoicesField(
        label=_("Sectors invited"), queryset=Seko.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    opens_at = MomentField(label=_("Opens"), help_text=_("A start in the past becomes the moment of opening."))
    comments_close_at = MomentField(label=_("Comments close"))
    opinion_due_at = MomentField(label=_("Opinion due"))
    answer_due_at = MomentField(label=_("Answer due"))
    urgency_reason = reason_field(
        _("Needed when there are fewer than seven days for comments. The reason is published."),
        label=_("Reason for urgency"),
        required=False,
    )
    contact = forms.CharField(label=_("Contact"), max_length=200, required=False)
    ekonsultacije_url = entry_field()
    late_comments_allowed = forms.BooleanField(
        label=_("Accept late comments and mark them as late"), required=False, initial=True
    )


class CloseCommentsForm(forms.Form):
    """Why the window ends before its time."""

    reason = reason_field(_("The reason is published, and everybody invited is notified."))


class MoveDatesForm(SeenForm, DatesForm):
    """The dates as they are, to be changed, and why."""

    comments_close_at = MomentField(label=_("Comments close"))
    opinion_due_at = MomentField(label=_("Opinion due"))
    answer_due_at = MomentField(label=_("Answer due"))
    reason = reason_field(_("The reason is published, and everybody invited is notified."))
    urgency_reason = reason_field(
        _("Needed when comments become open for fewer than seven days. The reason is published."),
        label=_("Reason for urgency"),
        required=False,
    )

    def __init__(self, *args, consultation, **kwargs):
        stored = {name: getattr(consultation, name).replace(second=0, microsecond=0) for name in self.term_fields}
        super().__init__(*args, stored=stored, **kwargs)
        self.consultation = consultation

    def clean(self):
        """Browsers show minutes, the admin seconds; a moment that was left alone stays exactly as it is."""
        told = super().clean()
        for name in self.term_fields:
            kept = getattr(self.consultation, name)
            if told.get(name) in {kept.replace(microsecond=0), kept.replace(second=0, microsecond=0)}:
                told[name] = kept
        return told


class CorrectionForm(SeenForm, forms.Form):
    """Words of a consultation that has opened."""

    title = forms.CharField(label=_("Title"), max_length=250)
    title_en = forms.CharField(label=_("Title in English"), max_length=250, required=False)
    summary = ConsultationForm.base_fields["summary"]
    summary_en = ConsultationForm.base_fields["summary_en"]
    purpose = ConsultationForm.base_fields["purpose"]
    contact = forms.CharField(label=_("Contact"), max_length=200, required=False)


class PublicReasonForm(forms.Form):
    """Why something that is public changes."""

    reason = reason_field(_("The reason is published."))


class ExchangeSekosForm(SeenForm, PublicReasonForm):
    """Which SEKOs are asked."""

    sekos = NamedChoicesField(
        label=_("Sectors invited"), queryset=Seko.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    field_order = ["sekos", "reason"]


class ExchangeVersionForm(SeenForm, PublicReasonForm):
    """Which version is the right one."""

    version = VersionChoice(label=_("Document version"), queryset=ConsultationForm.base_fields["version"].queryset)
    field_order = ["version", "reason"]


class EntryForm(SeenForm, forms.Form):
    """The entry on the state's portal."""

    ekonsultacije_url = entry_field()


class CancelForm(forms.Form):
    """Why; everybody reads it."""

    reason = reason_field()
