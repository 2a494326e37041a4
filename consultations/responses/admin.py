"""Responses, assignments and what was noted of them, to read."""

from django.contrib import admin

from consultations.responses.models import Assignment, Landing, Response, ResponseCorrection
from seko.admin.base import HistoryAdmin, PartAdmin


@admin.register(Assignment)
class AssignmentAdmin(HistoryAdmin):
    list_display = ("item", "institution", "due_on", "assigned_at")
    list_filter = ("due_on", "assigned_at")
    list_select_related = ("item", "institution")
    search_fields = ("item__title", "institution__search")
    date_hierarchy = "assigned_at"


@admin.register(Response)
class ResponseAdmin(HistoryAdmin):
    list_display = ("item", "outcome", "state", "organization", "answered_at")
    list_filter = ("outcome", "status", "answered_at")
    list_select_related = ("item", "organization")
    search_fields = ("item__title", "organization__search", "reason")
    date_hierarchy = "answered_at"

    def get_queryset(self, request):
        return super().get_queryset(request).readable_by(request.user)


@admin.register(Landing)
class LandingAdmin(PartAdmin):
    list_display = ("response", "passage", "noted_at")
    list_select_related = ("response__item", "passage")
    search_fields = ("response__item__title",)


@admin.register(ResponseCorrection)
class ResponseCorrectionAdmin(HistoryAdmin):
    list_display = ("consultation", "number", "response", "outcome", "corrected_at")
    list_filter = ("outcome", "corrected_at")
    list_select_related = ("consultation", "response__item")
    search_fields = ("consultation__search", "why", "reason")
    date_hierarchy = "corrected_at"
