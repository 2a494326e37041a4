"""What consortia planned and reported, in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from sectors.models import (
    AnnualPlan,
    AnnualReport,
    PlanActivity,
)
from seko.admin.base import HistoryAdmin, PartAdmin, ReadOnlyInline


class ActivityInline(ReadOnlyInline):
    model = PlanActivity
    fields = ("kind", "title", "due_on", "done_on", "outcome")


class YearAdmin(HistoryAdmin):
    list_select_related = ("consortium__seko",)
    search_fields = ("consortium__seko__search", "year")


@admin.register(AnnualPlan)
class AnnualPlanAdmin(YearAdmin):
    list_display = ("seko", "year", "state")
    list_filter = ("year", "status", "consortium__seko")
    inlines = [ActivityInline]

    @display(description=_("SEKO"), ordering="consortium__seko__order")
    def seko(self, obj):
        return obj.consortium.seko


@admin.register(AnnualReport)
class AnnualReportAdmin(YearAdmin):
    list_display = ("consortium", "year", "published_on")
    list_filter = ("year", "consortium__seko")


@admin.register(PlanActivity)
class PlanActivityAdmin(PartAdmin):
    list_display = ("title", "kind", "plan", "due_on", "done_on")
    list_filter = ("kind",)
    list_select_related = ("plan__consortium__seko",)
    search_fields = ("title",)
