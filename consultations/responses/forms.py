from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from consultations.documents.models import Passage
from consultations.opinions.forms import PassageField
from consultations.responses.models import Response
from consultations.responses.queries import later_passages
from organizations.models import Organization, Representation
from organizations.roles import RepresentationRole
from seko.scripts import localized, serbian
from seko.scripts.fields import NamedChoiceField
from seko.search.text import order_by_name
from seko.web.stale import SeenForm


class LaterPassageField(PassageField):
    """Passages of later versions, the newest first; which version is told where there are several."""

    def __init__(self, **kwargs):
        defaults = {
            "label": _("Passage where it was implemented"),
            "queryset": Passage.objects.none(),
            "required": False,
            "empty_label": _("not yet visible in the text"),
            "help_text": _("In a later version of the document."),
        }
        super().__init__(**defaults | kwargs)

    def label_from_instance(self, obj):
        words = super().label_from_instance(obj)
        return serbian(_("version %(number)s: %(passage)s") % {"number": obj.version.number, "passage": words})


class BulkResponseForm(forms.Form):
    """One answer for many items."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Response.Outcome, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=20000,
        help_text=_("Needed for anything but “accepted”. The reason is published with the report."),
    )
    forwarded_to = forms.CharField(
        label=_("Forwarded to"),
        required=False,
        max_length=250,
        help_text=_("The competent body, by its name; only for “forwarded to a competent body”."),
    )


class CorrectResponseForm(BulkResponseForm):
    """The right answer in the place of a published one, and what was wrong."""

    why = forms.CharField(
        label=_("Mistake"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        help_text=_("It is published with the correction; everybody who commented is notified."),
    )


class ResponseForm(BulkResponseForm):
    """The answer to one item."""

    landed_in = LaterPassageField()

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["landed_in"].queryset = later_passages(version)


class ApproveForm(forms.Form):
    """Nothing more is asked than the button."""


class ReturnForm(forms.Form):
    note = forms.CharField(
        label=_("What should be changed"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        help_text=_("The institution sees it; it is not published."),
    )


class AssignForm(forms.Form):
    institution = NamedChoiceField(
        label=_("Institution"), queryset=Organization.objects.active().filter(kind=Organization.Kind.PUBLIC_BODY)
    )
    due_on = forms.DateField(
        label=_("Due on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["institution"]
        contacts = Representation.objects.current().filter(role=RepresentationRole.INSTITUTION_CONTACT)
        contacts = contacts.filter(organization=OuterRef("pk"))
        field.queryset = order_by_name(field.queryset.annotate(has_contact=Exists(contacts)))
        field.label_from_instance = self.name_of

    @staticmethod
    def name_of(institution):
        """Who sends an item should know when nobody there will be told."""
        name = localized(institution, "name")
        return (
            name if institution.has_contact else _("%(institution)s – without a contact person") % {"institution": name}
        )


class ImportForm(forms.Form):
    """A filled table, and what happens with its answers."""

    file = forms.FileField(
        label=_("The completed table (XLSX or ODS)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods"}),
        help_text=_("You are shown what would change before anything is saved."),
    )
    then = forms.ChoiceField(label=_("What to do with the answers"), widget=forms.RadioSelect, initial="keep")

    def __init__(self, *args, office, **kwargs):
        super().__init__(*args, **kwargs)
        send = (
            _("they are approved at once")
            if office
            else _("they go to the Ministry of European Integration for review")
        )
        self.fields["then"].choices = [("keep", _("they stay drafts")), ("send", send)]


class ImplementationForm(SeenForm, forms.Form):
    passage = LaterPassageField(required=True, empty_label="", help_text=_("In a later version of the document."))

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passage"].queryset = later_passages(version)
