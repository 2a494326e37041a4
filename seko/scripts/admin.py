"""The list of acronyms in the admin."""

from django.contrib import admin

from seko.admin.base import OfficeAdmin
from seko.scripts.actions import can_keep_acronyms, change_acronym, list_acronym
from seko.scripts.models import Acronym


@admin.register(Acronym)
class AcronymAdmin(OfficeAdmin):
    list_display = ("latin", "cyrillic")
    search_fields = ("latin", "cyrillic")
    ordering = ("latin",)
    fields = ("latin", "cyrillic")
    keeper = staticmethod(can_keep_acronyms)

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else ("latin",)

    def create(self, request, obj, form):
        return list_acronym(by=request.user, **form.cleaned_data)

    def change(self, request, obj, form):
        return change_acronym(obj, by=request.user, cyrillic=form.cleaned_data.get("cyrillic", obj.cyrillic))
