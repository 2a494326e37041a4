"""Work in the background in the admin: what was asked for, and what became of it."""

from django.contrib import admin

from seko.admin.base import HistoryAdmin
from seko.jobs.models import Job


@admin.register(Job)
class JobAdmin(HistoryAdmin):
    list_display = ("kind", "user", "state", "done", "total", "attempts", "created_at", "finished_at")
    list_filter = ("status", "kind", "created_at")
    list_select_related = ("user",)
    search_fields = ("kind", "user__full_name", "user__email")
    date_hierarchy = "created_at"
    fields = (
        "kind",
        "user",
        "language",
        "status",
        "message",
        "done",
        "total",
        "file_name",
        "size",
        "attempts",
        "created_at",
        "queued_at",
        "started_at",
        "heartbeat_at",
        "finished_at",
        "expires_at",
    )
