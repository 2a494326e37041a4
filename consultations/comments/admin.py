"""Comments in the admin: they belong to those who made them."""

from django.contrib import admin

from consultations.comments.models import Attachment, Comment, CommentRevision, Support
from seko.admin.base import HistoryAdmin, PartAdmin, ReadOnlyInline


class AttachmentInline(ReadOnlyInline):
    model = Attachment
    fields = ("name", "file", "size", "sha256")


class SupportInline(ReadOnlyInline):
    model = Support
    fields = ("organization", "given_at", "lapsed_at")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization", "comment__organization")


class RevisionInline(ReadOnlyInline):
    model = CommentRevision
    fields = ("number", "kind", "proposed_text", "reason", "since", "replaced_at", "replaced_by", "same_meaning")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("replaced_by__user", "replaced_by__organization")


@admin.register(Comment)
class CommentAdmin(HistoryAdmin):
    list_display = (
        "number",
        "consultation",
        "organization",
        "kind",
        "submitted_at",
        "is_late",
        "withdrawn_at",
        "hidden_at",
    )
    list_filter = ("kind", "is_late", "submitted_at", "hidden_at")
    list_select_related = ("consultation", "organization")
    search_fields = ("consultation__search", "organization__search", "reason", "proposed_text")
    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at", "-pk")
    fields = (
        "consultation", "number", "passage", "organization", "mandate", "kind", "proposed_text", "reason",
        "submitted_at", "is_late", "withdrawn_at", "hidden_at", "hidden_reason", "hidden_mandate",
    )  # fmt: skip
    inlines = [AttachmentInline, SupportInline, RevisionInline]


@admin.register(Attachment)
class AttachmentAdmin(PartAdmin):
    list_display = ("name", "comment", "size")
    list_select_related = ("comment__organization",)
    search_fields = ("name", "sha256")


@admin.register(Support)
class SupportAdmin(PartAdmin):
    list_display = ("organization", "comment", "given_at", "lapsed_at")
    list_select_related = ("organization", "comment__organization")
    search_fields = ("organization__search",)


@admin.register(CommentRevision)
class CommentRevisionAdmin(PartAdmin):
    list_display = ("comment", "number", "since", "replaced_at", "same_meaning")
    list_filter = ("same_meaning",)
    list_select_related = ("comment__organization",)
    search_fields = ("comment__organization__search", "reason")
