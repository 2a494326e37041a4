"""Consultations in the admin: drafts are prepared by form, everything later moves by buttons."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.enums import ActionVariant

from consultations.consultation.actions import (
    DATES,
    cancel_consultation,
    change_consultation,
    close_comments,
    create_consultation,
    move_dates,
    open_consultation,
)
from consultations.consultation.forms import CancelForm, CloseCommentsForm, ConsultationForm, MoveDatesForm
from consultations.consultation.models import Consultation, Invitation
from consultations.consultation.permissions import can_change_dates, can_open
from consultations.consultation.templatetags import free_days_of
from consultations.documents.permissions import can_prepare
from consultations.opinions.models import Opinion
from consultations.reports.actions import publish_report
from consultations.reports.forms import PublishForm
from consultations.reports.permissions import can_publish_report
from seko.admin.base import OfficeAdmin, OfficeForm, PartAdmin, ReadOnlyInline
from seko.admin.buttons import action_button, in_status
from seko.admin.forms import ThemedForm, action_form

Status = Consultation.Status


class DraftForm(ThemedForm, ConsultationForm, OfficeForm):
    """A draft, with the SEKOs that will be asked."""

    picks = {"version": Consultation._meta.get_field("version")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["sekos"] = list(self.instance.sekos.values_list("pk", flat=True))
            self.watch(sekos=self.initial["sekos"])


class InvitationInline(ReadOnlyInline):
    model = Invitation
    fields = ("seko",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("seko")


class OpinionInline(ReadOnlyInline):
    """Opinions that the Office has received."""

    model = Opinion
    fields = ("number", "seko", "organization", "submitted_at")

    def get_queryset(self, request):
        received = super().get_queryset(request).visible_to(request.user)
        return received.select_related("seko", "organization", "consultation")


@admin.register(Consultation)
class ConsultationAdmin(OfficeAdmin):
    list_display = ("title", "number", "state", "phase", "opens_at", "comments_close_at", "answer_due_at", "is_demo")
    list_filter = ("status", "phase", "sekos", "is_demo", "opens_at")
    search_fields = ("search", "number")
    date_hierarchy = "opens_at"
    ordering = ("-opens_at", "-pk")
    autocomplete_fields = ("version",)
    readonly_fields = ("slug", "number", "status", "cancel_reason", "is_demo", "created_at", "said")
    add_form = change_form = DraftForm
    inlines = [InvitationInline, OpinionInline]
    keeper = staticmethod(can_prepare)
    draft_fieldsets = (
        (None, {"fields": ("title", "title_en", "version", "phase", "sekos")}),
        (_("Dates"), {"fields": (*DATES, "urgency_reason", "early_end_reason", "late_comments_allowed")}),
        (_("Text"), {"fields": ("summary", "summary_en", "purpose", "contact", "ekonsultacije_url")}),
    )  # fmt: skip
    opened_fieldsets = (
        (
            None,
            {"fields": ("title", "title_en", "number", "status", "cancel_reason", "version", "phase", "said", "slug")},
        ),
        *draft_fieldsets[1:],
        (_("Record"), {"fields": ("is_demo", "created_at")}),
    )
    buttons = (
        action_button(
            _("Open the consultation"), open_consultation, allowed=can_open, ready=in_status(Status.DRAFT),
            variant=ActionVariant.PRIMARY,
        ),
        action_button(
            _("Close comments"), close_comments, allowed=can_change_dates, ready=lambda obj: obj.is_open(),
            form=action_form(CloseCommentsForm),
        ),
        action_button(
            _("Change the deadlines"), move_dates, allowed=can_change_dates,
            form=action_form(MoveDatesForm, arguments=lambda obj: {"consultation": obj}),
            ready=in_status(*Consultation.RUNNING),
        ),
        action_button(
            _("Publish the report"), publish_report, allowed=can_publish_report, ready=in_status(Status.IN_REVIEW),
            form=action_form(PublishForm), variant=ActionVariant.PRIMARY,
        ),
        action_button(
            _("Cancel the consultation"), cancel_consultation, allowed=can_change_dates, form=action_form(CancelForm),
            ready=in_status(*Consultation.RUNNING), variant=ActionVariant.DANGER,
        ),
    )  # fmt: skip

    @admin.display(description=_("standing comments"))
    def said(self, obj):
        """They can be many: how many stand, as every page counts them, with a link to the list of all."""
        address = reverse(f"{self.admin_site.name}:consultations_comment_changelist")
        return format_html(
            '<a href="{}?consultation__id__exact={}">{}</a>', address, obj.pk, obj.comments.active().count()
        )

    def is_changeable(self, obj):
        return obj.status == Status.DRAFT

    def is_disposable(self, obj):
        return obj.status == Status.DRAFT

    def get_fieldsets(self, request, obj=None):
        draft = obj is None or self.has_change_permission(request, obj)
        return self.draft_fieldsets if draft else self.opened_fieldsets

    def get_inlines(self, request, obj):
        """In a draft the SEKOs are a field of the form."""
        return super().get_inlines(request, obj) if obj is not None and obj.status != Status.DRAFT else ()

    def create(self, request, obj, form):
        return _with_warnings(request, create_consultation(by=request.user, **form.cleaned_data))

    def change(self, request, obj, form):
        return _with_warnings(request, change_consultation(obj, by=request.user, **form.cleaned_data))


def _with_warnings(request, consultation):
    """Say which terms end on a day on which nobody works; it stays possible."""
    for warning in free_days_of(consultation):
        messages.warning(request, warning)
    return consultation


@admin.register(Invitation)
class InvitationAdmin(PartAdmin):
    list_display = ("consultation", "seko")
    list_filter = ("seko",)
    list_select_related = ("consultation", "seko")
    search_fields = ("consultation__search", "seko__search")
    keeper = staticmethod(can_prepare)

    def is_changeable(self, obj):
        return False

    def is_disposable(self, obj):
        """Goes with its draft."""
        return obj.consultation.status == Status.DRAFT
