"""Areas, SEKOs, and which looks after which, in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.enums import ActionVariant

from sectors.actions import (
    assign_area,
    end_area,
)
from sectors.admin.rights import keeps_sekos
from sectors.models import (
    Area,
    Consortium,
    Seko,
    SekoArea,
)
from sectors.permissions import can_manage_sekos
from seko.admin.base import OfficeAdmin, ReadOnlyInline
from seko.admin.buttons import DayForm, action_button, not_over


class SekoAreaInline(ReadOnlyInline):
    model = SekoArea

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("seko", "area")


class SekosOfArea(SekoAreaInline):
    fields = ("seko", "valid_from", "valid_to")


class AreasOfSeko(SekoAreaInline):
    fields = ("area", "valid_from", "valid_to")


@admin.register(Area)
class AreaAdmin(OfficeAdmin):
    list_display = ("name", "code", "kind", "order", "valid_from", "valid_to")
    list_filter = ("kind",)
    search_fields = ("search", "code")
    ordering = ("order", "pk")
    autocomplete_fields = ("predecessors", "organizations")
    fields = (
        "code", "kind", "name", "name_en", "synonyms", "order", "valid_from", "valid_to", "predecessors",
        "organizations", "source_note",
    )  # fmt: skip
    inlines = [SekosOfArea]
    keeper = staticmethod(can_manage_sekos)

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else ("code",)  # it is part of addresses


class ConsortiaOfSeko(ReadOnlyInline):
    model = Consortium
    fields = ("valid_from", "valid_to", "status")


@admin.register(Seko)
class SekoAdmin(OfficeAdmin):
    list_display = ("name", "code", "approval_rule", "order")
    search_fields = ("search", "code")
    ordering = ("order", "pk")
    fields = ("code", "name", "name_en", "order", "approval_rule", "source_note")
    inlines = [AreasOfSeko, ConsortiaOfSeko]
    keeper = staticmethod(can_manage_sekos)

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else ("code",)


@admin.register(SekoArea)
class SekoAreaAdmin(OfficeAdmin):
    list_display = ("area", "seko", "valid_from", "valid_to")
    list_filter = ("seko",)
    list_select_related = ("area", "seko")
    search_fields = ("area__search", "seko__search")
    fields = add_fields = ("seko", "area", "valid_from", "valid_to")
    keeper = staticmethod(can_manage_sekos)
    buttons = (
        action_button(
            _("End"), end_area, allowed=keeps_sekos, ready=not_over, form=DayForm, variant=ActionVariant.DANGER
        ),
    )

    def is_changeable(self, obj):
        return False

    def create(self, request, obj, form):
        return assign_area(by=request.user, **form.cleaned_data)
