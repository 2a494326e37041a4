"""Memoranda in the admin: parties, obligations, signatures, signed copies."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminFileFieldWidget

from memoranda.actions import (
    add_party,
    agree_memorandum,
    attach_signed_file,
    draft_memorandum,
    fulfil_obligation,
    open_for_signing,
    put_in_force,
    sign,
    terminate_memorandum,
)
from memoranda.models import Memorandum, Obligation, Signatory, SignedFile
from memoranda.permissions import can_manage_memoranda
from organizations.models import Organization
from sectors.models import CooperationPhase, Seko
from seko.admin.base import OfficeAdmin, OfficeForm, OfficeInline, PartAdmin, ReadOnlyInline
from seko.admin.buttons import ActionForm, ReasonForm, action_button, choice_of, date_field, in_status, line_field
from seko.admin.widgets import picker
from seko.web.confirmation import declare_act

Status = Memorandum.Status


def keeps_memoranda(user, obj):
    """The coordinator keeps them all."""
    return can_manage_memoranda(user)


class MemorandumForm(OfficeForm):
    purposes = forms.TypedMultipleChoiceField(
        label=_("Purposes"), choices=CooperationPhase, required=False, widget=forms.CheckboxSelectMultiple
    )


class PartyForm(ActionForm):
    """Who signs, and for which SEKO."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = Signatory._meta.get_field("organization")
        self.fields["organization"] = picker(
            field, self.admin_site, Organization.objects.all(), label=_("Organization")
        )
        self.fields["seko"] = choice_of(Seko.objects.all(), required=False, label=_("For the SEKO"))


class SignForm(ActionForm):
    """Which party has signed, when, by whom."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        unsigned = self.obj.signatories.filter(signed_on__isnull=True).select_related("organization", "memorandum")
        self.fields["signatory"] = choice_of(unsigned, label=_("Party"))
        self.fields["on"] = date_field(label=_("Signed on"), help_text=_("Leave empty for today."))
        self.fields["person_title"] = line_field(
            label=_("Title of the person who signed"), required=False, max_length=150
        )


class InForceForm(ActionForm):
    """From when to when; by default from the day of the last signature."""

    valid_from = date_field(label=_("Valid from"), help_text=_("Leave empty for the day of the last signature."))
    valid_to = date_field(label=_("Valid to"), help_text=_("First day on which it is no longer valid."))


class TerminateForm(ReasonForm):
    on = date_field(label=_("Date"), help_text=_("Leave empty for today."))


class FileForm(ActionForm):
    file = forms.FileField(label=_("Signed PDF"), widget=UnfoldAdminFileFieldWidget)


class FulfilForm(ActionForm):
    """Which obligation, by what, when."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        open_ones = self.obj.obligations.filter(fulfilled_on__isnull=True)
        self.fields["obligation"] = choice_of(open_ones, label=_("Obligation"))
        self.fields["fulfilled_by"] = line_field(label=_("Fulfilled by"), max_length=250)
        self.fields["on"] = date_field(label=_("Date"), help_text=_("Leave empty for today."))


def note_signature(memorandum, *, by, signatory, **more):
    """A party of this memorandum has signed."""
    return sign(signatory, by=by, **more)


declare_act(
    note_signature,
    title=_("A signature"),
    button=_("Note a signature"),
    notes=lambda memorandum: [_("A recorded signature cannot be removed.")],
)


def note_fulfilment(memorandum, *, by, obligation, **more):
    """An obligation of this memorandum was fulfilled."""
    return fulfil_obligation(obligation, by=by, **more)


class SignatoryInline(OfficeInline):
    """Parties; they sign by a button."""

    model = Signatory
    fields = ("side", "organization", "seko", "person_title", "signed_on", "source_note")
    readonly_fields = ("side", "person_title", "signed_on")
    autocomplete_fields = ("organization", "seko")

    def is_changeable(self, memorandum):
        return memorandum.status == Status.DRAFT

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization", "seko")


class ObligationInline(OfficeInline):
    model = Obligation
    fields = ("side", "organization", "text", "due_rule", "due_on", "fulfilled_on", "fulfilled_by", "is_illustrative")
    readonly_fields = ("fulfilled_on", "fulfilled_by")
    autocomplete_fields = ("organization",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization")


class SignedFileInline(ReadOnlyInline):
    model = SignedFile
    fields = ("file", "sha256", "validation_result", "validation_note", "uploaded_at")


def save_party(request, row, new):
    """A party typed into the form joins as one added by the button does."""
    if new:
        add_party(row.memorandum, row.organization, by=request.user, seko=row.seko, source_note=row.source_note)
    else:
        row.save()


@admin.register(Memorandum)
class MemorandumAdmin(OfficeAdmin):
    list_display = ("title", "number", "state", "signed_on", "valid_from", "valid_to", "is_demo")
    list_filter = ("status", "is_demo", "signed_on")
    search_fields = ("search", "number")
    date_hierarchy = "signed_on"
    fields = (
        "title", "title_en", "slug", "number", "status", "purposes", "text", "signed_on", "signed_on_note",
        "valid_from", "valid_to", "source_note", "is_demo",
    )  # fmt: skip
    add_fields = ("title", "title_en", "number", "purposes", "text", "source_note")
    form = MemorandumForm
    inline_savers = {Signatory: save_party}
    inlines = [SignatoryInline, ObligationInline, SignedFileInline]
    keeper = staticmethod(can_manage_memoranda)
    buttons = (
        action_button(
            _("Add a party"), add_party, allowed=keeps_memoranda, ready=in_status(Status.DRAFT), form=PartyForm,
        ),
        action_button(
            _("Mark the text as agreed"), agree_memorandum, allowed=keeps_memoranda, ready=in_status(Status.DRAFT),
            variant=ActionVariant.PRIMARY,
        ),
        action_button(
            _("Open for signing"), open_for_signing, allowed=keeps_memoranda, ready=in_status(Status.AGREED),
            variant=ActionVariant.PRIMARY,
        ),
        action_button(
            _("Note a signature"), note_signature, allowed=keeps_memoranda, ready=in_status(Status.SIGNING),
            form=SignForm,
        ),
        action_button(
            _("Put in force"), put_in_force, allowed=keeps_memoranda, ready=in_status(Status.SIGNING), form=InForceForm,
            variant=ActionVariant.PRIMARY,
        ),
        action_button(
            _("Attach a signed copy"), attach_signed_file, allowed=keeps_memoranda, form=FileForm,
            ready=in_status(Status.SIGNING, *Memorandum.PUBLIC),
        ),
        action_button(
            _("Note a fulfilment"), note_fulfilment, allowed=keeps_memoranda, ready=in_status(*Memorandum.PUBLIC),
            form=FulfilForm,
        ),
        action_button(
            _("Terminate"), terminate_memorandum, allowed=keeps_memoranda, ready=in_status(Status.IN_FORCE),
            form=TerminateForm, variant=ActionVariant.DANGER,
        ),
    )  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        """What the parties have agreed on no longer changes."""
        agreed = ("title", "title_en", "purposes", "text") if obj and obj.status != Status.DRAFT else ()
        return ("slug", "status", "signed_on", "valid_from", "valid_to", "is_demo", "for_what", *agreed)

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        fixed = obj is not None and not (obj.status == Status.DRAFT and self.has_change_permission(request, obj))
        return ["for_what" if fixed and name == "purposes" else name for name in fields]

    @admin.display(description=_("purposes"))
    def for_what(self, obj):
        return ", ".join(str(CooperationPhase(purpose).label) for purpose in obj.purposes)

    def is_changeable(self, obj):
        return obj.status in Memorandum.IN_THE_MAKING

    def is_disposable(self, obj):
        return obj.status == Status.DRAFT

    def create(self, request, obj, form):
        return draft_memorandum(by=request.user, **form.cleaned_data)


class MemorandumPartAdmin(PartAdmin):
    """Disposable with its draft."""

    keeper = staticmethod(can_manage_memoranda)

    def is_changeable(self, obj):
        return False

    def is_disposable(self, obj):
        return obj.memorandum.status == Status.DRAFT


@admin.register(Signatory)
class SignatoryAdmin(MemorandumPartAdmin):
    list_display = ("organization", "side", "seko", "memorandum", "signed_on")
    list_filter = ("side", "seko")
    list_select_related = ("organization", "seko", "memorandum")
    search_fields = ("organization__search", "memorandum__search")


@admin.register(Obligation)
class ObligationAdmin(MemorandumPartAdmin):
    listed = True
    list_display = ("__str__", "memorandum", "side", "organization", "due_on", "fulfilled_on", "is_illustrative")
    list_filter = ("side", "is_illustrative", "due_on", "fulfilled_on")
    list_select_related = ("memorandum", "organization")
    search_fields = ("text", "memorandum__search", "organization__search")


@admin.register(SignedFile)
class SignedFileAdmin(PartAdmin):
    list_display = ("memorandum", "file", "validation_result", "uploaded_at")
    list_filter = ("validation_result",)
    list_select_related = ("memorandum",)
    search_fields = ("memorandum__search", "sha256")
