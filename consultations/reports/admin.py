"""Assignments, answers and reports in the admin: made by buttons elsewhere, read here."""

from django.contrib import admin

from consultations.reports.models import ConsultationReport, ReportFile
from seko.admin.base import HistoryAdmin, PartAdmin


@admin.register(ConsultationReport)
class ConsultationReportAdmin(HistoryAdmin):
    list_display = ("number", "consultation", "organization", "published_at")
    list_filter = ("published_at",)
    list_select_related = ("consultation", "organization")
    search_fields = ("number", "consultation__search")
    date_hierarchy = "published_at"
    fields = ("consultation", "number", "summary", "organization", "mandate", "published_at", "content_hash", "content")


@admin.register(ReportFile)
class ReportFileAdmin(PartAdmin):
    list_display = ("report", "form", "face", "size", "made_at")
    list_filter = ("form", "face")
    list_select_related = ("report__consultation",)
    search_fields = ("report__number", "sha256")
