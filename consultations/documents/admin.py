"""Documents, their versions and passages in the admin."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from consultations.documents.actions.versions import add_version, create_document
from consultations.documents.forms import VersionForm
from consultations.documents.models import (
    Document,
    DocumentFile,
    DocumentImport,
    DocumentVersion,
    Passage,
    PassageOrigin,
)
from consultations.documents.permissions import can_prepare
from seko.admin.base import HistoryAdmin, OfficeAdmin, OfficeForm, PartAdmin, ReadOnlyInline
from seko.admin.forms import ThemedForm
from seko.scripts import cited, cited_words


class VersionInline(ReadOnlyInline):
    model = DocumentVersion
    fields = ("number", "issued_on", "note")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("document")


@admin.register(Document)
class DocumentAdmin(OfficeAdmin):
    list_display = ("title", "kind", "issuer", "language", "is_demo")
    list_filter = ("kind", "language", "areas", "is_demo")
    list_select_related = ("issuer",)
    search_fields = ("title", "title_en", "issuer__search")
    autocomplete_fields = ("issuer", "areas")
    fields = ("kind", "title", "title_en", "slug", "summary", "summary_en", "language", "issuer", "areas", "is_demo")
    readonly_fields = ("slug", "is_demo")
    inlines = [VersionInline]
    keeper = staticmethod(can_prepare)

    def create(self, request, obj, form):
        return create_document(by=request.user, **form.cleaned_data)


class NewVersionForm(ThemedForm, VersionForm, OfficeForm):
    """A new version comes with its text."""


class PassageInline(ReadOnlyInline):
    model = Passage
    fields = ("position", "label", "kind", "text")

    @display(description=_("number"))
    def label(self, obj):
        return format_html("{}", cited(obj.number))


@admin.register(DocumentVersion)
class DocumentVersionAdmin(OfficeAdmin):
    list_display = ("document", "number", "issued_on")
    list_filter = ("issued_on",)
    list_select_related = ("document",)
    search_fields = ("document__title", "document__title_en", "number")
    ordering = ("document__title", "-number")
    date_hierarchy = "issued_on"
    autocomplete_fields = ("document",)
    fields = ("document", "number", "issued_on", "note")
    add_fieldsets = ((None, {"fields": ("document", "issued_on", "note", "text")}),)
    add_form = NewVersionForm
    also_written = (Passage,)
    inlines = [PassageInline]
    keeper = staticmethod(can_prepare)

    def get_readonly_fields(self, request, obj=None):
        return ("number",) if obj is None else ("document", "number")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("document")

    def create(self, request, obj, form):
        typed = dict(form.cleaned_data)
        return self.run(request, add_version, typed.pop("document"), **typed)


@admin.register(Passage)
class PassageAdmin(PartAdmin):
    list_display = ("label", "version", "position", "kind")
    list_filter = ("kind",)
    list_select_related = ("version__document",)
    search_fields = ("text", "number", "version__document__title")

    @display(description=_("passage"))
    def label(self, obj):
        return format_html("{}", cited_words(obj.number, Truncator(obj.text).chars(60)) or str(obj))

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("version__document")


@admin.register(PassageOrigin)
class PassageOriginAdmin(PartAdmin):
    list_display = ("passage", "forerunner", "way")
    list_filter = ("way",)
    list_select_related = ("passage", "forerunner")
    search_fields = ("passage__version__document__title",)


@admin.register(DocumentImport)
class DocumentImportAdmin(HistoryAdmin):
    list_display = ("document", "source", "file_name", "state", "created_at")
    list_filter = ("source", "created_at")
    list_select_related = ("document",)
    search_fields = ("document__title", "file_name")
    fields = (
        "document",
        "source",
        "file_name",
        "sha256",
        "status",
        "message",
        "note",
        "version",
        "mandate",
        "created_at",
    )


@admin.register(DocumentFile)
class DocumentFileAdmin(PartAdmin):
    list_display = ("name", "document", "size", "added_at")
    list_select_related = ("document",)
    search_fields = ("name", "sha256", "document__title")
