"""Opinions in the admin: those the Office has received. A draft is seen by its consortium alone."""

from django import forms
from django.contrib import admin
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.enums import ActionVariant

from consultations.opinions.models import (
    Approval,
    ItemComment,
    MinorityComment,
    MinorityPosition,
    Objection,
    Opinion,
    OpinionItem,
    Retraction,
    SetAside,
)
from consultations.responses.actions.responses import (
    approve_response,
    assign_item,
    respond_to_item,
    return_response,
    takes_responses,
)
from consultations.responses.forms import AssignForm, ResponseForm, ReturnForm
from consultations.responses.models import Assignment, Response
from consultations.responses.permissions import can_assign, can_respond, can_review
from seko.admin.base import HistoryAdmin, PartAdmin, ReadOnlyInline
from seko.admin.buttons import ActionForm, action_button
from seko.admin.forms import ThemedForm


def is_answerable(item):
    """Its report is not out yet."""
    return item.opinion.is_submitted and takes_responses(item.opinion.consultation)


def is_in_review(item):
    """An institution has answered, and the Office has to approve."""
    return is_answerable(item) and hasattr(item, "response") and item.response.status == Response.Status.IN_REVIEW


class ReceivedMixin:
    """Rows of opinions that this person may see; `opinion_path` leads from the row to its opinion."""

    opinion_path = "opinion"

    def get_queryset(self, request):
        seen = Opinion.objects.visible_to(request.user)
        return super().get_queryset(request).filter(**{f"{self.opinion_path}__in": seen})


class ItemInline(ReadOnlyInline):
    model = OpinionItem
    fields = ("position", "title", "text", "proposed_text", "passage")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("passage")


class MinorityInline(ReadOnlyInline):
    model = MinorityPosition
    fields = ("organization", "item", "text")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization", "item")


class SetAsideInline(ReadOnlyInline):
    model = SetAside
    fields = ("comment", "reason")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("comment__organization")


class ApprovalInline(ReadOnlyInline):
    model = Approval
    fields = ("organization", "given_at")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization", "opinion__seko", "opinion__consultation")


@admin.register(Opinion)
class OpinionAdmin(HistoryAdmin):
    list_display = ("number", "seko", "consultation", "organization", "state", "submitted_at")
    list_filter = ("seko", "submitted_at")
    list_select_related = ("seko", "consultation", "organization")
    search_fields = ("number", "consultation__search", "seko__search", "organization__search")
    date_hierarchy = "submitted_at"
    inlines = [ItemInline, MinorityInline, SetAsideInline, ApprovalInline]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)


class SendForm(ThemedForm, ActionForm, AssignForm):
    picks = {"institution": Assignment._meta.get_field("institution")}


class SeenForm(ActionForm):
    """Which form of the answer the page has shown, so that nobody overwrites or judges what they have not seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"revision": self.obj.response.revision if hasattr(self.obj, "response") else 0}


class SeenReturnForm(ThemedForm, SeenForm, ReturnForm):
    pass


class SeenResponseForm(ThemedForm, SeenForm, ResponseForm):
    picks = {"landed_in": Response._meta.get_field("landed_in")}

    def __init__(self, obj, *args, **kwargs):
        super().__init__(obj, *args, version=obj.opinion.consultation.version, **kwargs)
        given = getattr(obj, "response", None)
        if given:
            self.initial |= {name: getattr(given, name) for name in ("outcome", "reason", "forwarded_to")}
            self.initial["landed_in"] = given.landed_in_id


class MergedInline(ReadOnlyInline):
    model = ItemComment
    fields = ("comment",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("comment__organization", "item")


class AssignmentInline(ReadOnlyInline):
    model = Assignment
    fields = ("institution", "due_on", "assigned_at")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("institution", "item")


class ResponseInline(ReadOnlyInline):
    model = Response
    fields = ("outcome", "reason", "forwarded_to", "status", "review_note", "landed_in", "organization", "answered_at")

    def get_queryset(self, request):
        rows = super().get_queryset(request).as_read_by(request.user)
        return rows.select_related("organization", "landed_in", "item")


@admin.register(OpinionItem)
class OpinionItemAdmin(ReceivedMixin, HistoryAdmin):
    list_display = ("__str__", "opinion", "institution", "outcome")
    list_filter = ("opinion__seko", "response__status")
    list_select_related = ("opinion__seko", "opinion__consultation", "assignment__institution")
    search_fields = ("title", "text", "opinion__number", "opinion__consultation__search")
    inlines = [MergedInline, AssignmentInline, ResponseInline]
    exclude = ("note",)  # of the consortium to itself
    buttons = (
        action_button(
            _("Send to an institution"), assign_item, form=SendForm, ready=is_answerable,
            allowed=lambda user, item: can_assign(user, item.opinion.consultation),
        ),
        action_button(
            pgettext_lazy("button", "Answer"), respond_to_item, allowed=can_respond, ready=is_answerable,
            form=SeenResponseForm, variant=ActionVariant.PRIMARY,
        ),
        action_button(
            _("Approve the answer"), approve_response, form=SeenForm, ready=is_in_review,
            allowed=lambda user, item: can_review(user, item.opinion.consultation),
        ),
        action_button(
            _("Return the answer"), return_response, form=SeenReturnForm, ready=is_in_review,
            allowed=lambda user, item: can_review(user, item.opinion.consultation),
        ),
    )  # fmt: skip

    def get_queryset(self, request):
        answers = Prefetch("response", Response.objects.as_read_by(request.user).select_related("landed_in"))
        return super().get_queryset(request).select_related(*self.list_select_related).prefetch_related(answers)

    @admin.display(description=_("institution"), ordering="assignment__institution__azbuka")
    def institution(self, obj):
        return obj.assignment.institution if hasattr(obj, "assignment") else None

    @admin.display(description=_("outcome"))
    def outcome(self, obj):
        return obj.response.get_outcome_display() if hasattr(obj, "response") else None


@admin.register(ItemComment)
class ItemCommentAdmin(ReceivedMixin, PartAdmin):
    opinion_path = "item__opinion"
    list_display = ("comment", "item")
    list_select_related = ("comment__organization", "item")
    search_fields = ("item__title", "comment__organization__search")


@admin.register(MinorityPosition)
class MinorityPositionAdmin(ReceivedMixin, PartAdmin):
    list_display = ("organization", "opinion", "item")
    list_select_related = ("organization", "opinion__seko", "opinion__consultation", "item")
    search_fields = ("organization__search", "text")


@admin.register(SetAside)
class SetAsideAdmin(ReceivedMixin, PartAdmin):
    list_display = ("comment", "opinion", "reason")
    list_select_related = ("comment__organization", "opinion__seko", "opinion__consultation")
    search_fields = ("comment__organization__search", "reason")


@admin.register(Approval)
class ApprovalAdmin(ReceivedMixin, PartAdmin):
    list_display = ("organization", "opinion", "given_at")
    list_select_related = ("organization", "opinion__seko", "opinion__consultation")
    search_fields = ("organization__search",)


@admin.register(MinorityComment)
class MinorityCommentAdmin(ReceivedMixin, PartAdmin):
    opinion_path = "position__opinion"
    list_display = ("comment", "position")
    list_select_related = ("comment__organization", "position__organization")
    search_fields = ("comment__organization__search",)


@admin.register(Objection)
class ObjectionAdmin(ReceivedMixin, PartAdmin):
    list_display = ("organization", "opinion", "given_at")
    list_select_related = ("organization", "opinion__seko", "opinion__consultation")
    search_fields = ("organization__search", "reason")


@admin.register(Retraction)
class RetractionAdmin(HistoryAdmin):
    """What had been submitted before an opinion was taken back."""

    list_display = ("number", "opinion", "submitted_at", "retracted_at")
    list_filter = ("retracted_at",)
    list_select_related = ("opinion__seko", "opinion__consultation")
    search_fields = ("number", "content_hash", "reason")
    date_hierarchy = "retracted_at"
    exclude = ("content",)
