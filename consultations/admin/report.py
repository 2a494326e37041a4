"""Assignments, answers and reports in the admin: made by buttons elsewhere, read here."""

from django.contrib import admin

from consultations.models import Assignment, ConsultationReport, Landing, ReportFile, Response
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


@admin.register(ConsultationReport)
class ConsultationReportAdmin(HistoryAdmin):
    list_display = ("number", "consultation", "organization", "published_at")
    list_filter = ("published_at",)
    list_select_related = ("consultation", "organization")
    search_fields = ("number", "consultation__search")
    date_hierarchy = "published_at"
    fields = ("consultation", "number", "summary", "organization", "mandate", "published_at", "content_hash", "content")


@admin.register(Landing)
class LandingAdmin(PartAdmin):
    list_display = ("response", "passage", "noted_at")
    list_select_related = ("response__item", "passage")
    search_fields = ("response__item__title",)


@admin.register(ReportFile)
class ReportFileAdmin(PartAdmin):
    list_display = ("report", "form", "face", "size", "made_at")
    list_filter = ("form", "face")
    list_select_related = ("report__consultation",)
    search_fields = ("report__number", "sha256")
