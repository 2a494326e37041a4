"""Public calls and the answers to them in the admin."""

from django.contrib import admin

from sectors.models import (
    Candidacy,
    ConsortiumCall,
    MembershipApplication,
    MembershipCall,
    Score,
)
from sectors.permissions import can_manage_sekos
from seko.admin.base import HistoryAdmin, OfficeAdmin, PartAdmin, ReadOnlyInline


class CallAdmin(OfficeAdmin):
    list_display = ("title", "seko", "opens_at", "closes_at", "decided_on")
    list_filter = ("seko", "opens_at")
    list_select_related = ("seko",)
    search_fields = ("title", "seko__search")
    date_hierarchy = "opens_at"
    fields = ("seko", "title", "text", "criteria", "opens_at", "closes_at", "decided_on")
    keeper = staticmethod(can_manage_sekos)

    def is_changeable(self, obj):
        return obj.decided_on is None


class CandidacyInline(ReadOnlyInline):
    model = Candidacy
    fields = ("lead", "status", "submitted_at")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("lead", "call")


@admin.register(ConsortiumCall)
class ConsortiumCallAdmin(CallAdmin):
    inlines = [CandidacyInline]


class ApplicationInline(ReadOnlyInline):
    model = MembershipApplication
    fields = ("organization", "status", "submitted_at")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization", "call")


@admin.register(MembershipCall)
class MembershipCallAdmin(CallAdmin):
    """The lead's own call; the Office may help with it, as with the network."""

    inlines = [ApplicationInline]


class ScoreInline(ReadOnlyInline):
    model = Score
    fields = ("criterion", "points", "scorer", "note")

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("scorer__user", "scorer__organization", "candidacy__lead", "candidacy__call")
        )


@admin.register(Candidacy)
class CandidacyAdmin(HistoryAdmin):
    list_display = ("lead", "call", "state", "submitted_at")
    list_filter = ("status", "call__seko")
    list_select_related = ("lead", "call")
    search_fields = ("lead__search", "call__title")
    inlines = [ScoreInline]


@admin.register(MembershipApplication)
class MembershipApplicationAdmin(HistoryAdmin):
    list_display = ("organization", "call", "state", "submitted_at")
    list_filter = ("status", "call__seko")
    list_select_related = ("organization", "call")
    search_fields = ("organization__search", "call__title")


@admin.register(Score)
class ScoreAdmin(PartAdmin):
    list_display = ("candidacy", "criterion", "points", "scorer")
    list_select_related = ("candidacy__lead", "candidacy__call", "scorer__user", "scorer__organization")
    search_fields = ("candidacy__lead__search", "criterion")
