"""The registry in the admin: organizations, people and their mandates."""

from django import forms
from django.contrib import admin
from django.contrib.auth import update_session_auth_hash
from django.db.models import Exists, OuterRef
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldBooleanWidget

from organizations.actions import (
    PROFILE_FIELDS,
    appoint,
    approve_organization,
    change_account,
    change_email,
    change_profile,
    close_account,
    end_representation,
    leave_organization,
    open_account,
    register_organization,
    reinstate_organization,
    reopen_account,
    revoke_representation,
    suspend_organization,
)
from organizations.mandates import acts_under
from organizations.models import District, Organization, Representation, User
from organizations.permissions import can_end_mandate, can_keep_account, can_leave_mechanism, can_manage_registry
from organizations.twins import require_no_twin
from seko.admin.base import OfficeAdmin, OfficeForm, OfficeInline
from seko.admin.buttons import ActionForm, ReasonForm, action_button, date_field, in_status, not_over
from seko.events.templatetags import event_line

Status = Organization.Status


ACTS_SHOWN = 50  # more than anybody does in the hours until a mistake is seen


def keeps_registry(user, obj):
    """The coordinator and administrators keep every row of the registry."""
    return can_manage_registry(user)


@admin.register(District)
class DistrictAdmin(OfficeAdmin):
    list_display = ("code", "name", "name_en")
    search_fields = ("code", "name", "name_en")
    ordering = ("code",)
    fields = ("code", "name", "name_en", "outline", "source_note")
    readonly_fields = ("code", "outline")  # Source: ISO 3166-2:RS and the file of outlines; loaded, not typed
    keeper = staticmethod(can_manage_registry)
    addable = False


class RepresentationInline(OfficeInline):
    """Mandates are begun here and ended by their own button; none is rewritten."""

    model = Representation
    fields = ("user", "organization", "role", "function", "valid_from", "valid_to")
    autocomplete_fields = ("user", "organization")
    read_only = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "organization")


class OrganizationPeopleInline(RepresentationInline):
    fields = ("user", "role", "function", "valid_from", "valid_to")


class PersonMandatesInline(RepresentationInline):
    fields = ("organization", "role", "function", "valid_from", "valid_to")


class TwinsFilter(admin.SimpleListFilter):
    """Organizations that share their name with another, however it is written."""

    title = _("entered twice")
    parameter_name = "twins"

    def lookups(self, request, model_admin):
        return [("1", _("Another organization has the same name"))]

    def queryset(self, request, queryset):
        if self.value() != "1":
            return queryset
        twin = Organization.objects.filter(name_key=OuterRef("name_key")).exclude(pk=OuterRef("pk"))
        return queryset.exclude(name_key="").filter(Exists(twin))


class DespiteTwinsForm(OfficeForm):
    """Registers, or renames, in spite of another organization of that name."""

    despite_twins = forms.BooleanField(
        label=_("It is another organization of the same name"),
        required=False,
        widget=UnfoldBooleanWidget,
        help_text=_("Needed only where the registry has an organization of this name."),
    )


@admin.register(Organization)
class OrganizationAdmin(OfficeAdmin):
    list_display = ("name", "kind", "seat", "district", "registry_number", "state", "status_on", "is_demo")
    list_filter = ("status", "kind", "district", TwinsFilter, "is_demo")
    list_select_related = ("district",)
    search_fields = ("search", "registry_number", "pib", "email")
    search_help_text = _("Name, short name, seat, registration number, tax number or e-mail; in any script.")
    ordering = ("azbuka", "pk")
    autocomplete_fields = ("district", "predecessor")
    readonly_fields = ("slug", "status", "status_on", "status_reason", "is_office")
    inlines = [OrganizationPeopleInline]
    keeper = staticmethod(can_manage_registry)
    export_fields = (  # what the register of organizations would hold, no accounts of people
        "name", "name_en", "short_name", "short_name_en", "kind", "registry_number", "pib", "seat", "district__name",
        "website", "email", "phone", "status", "status_on", "valid_from", "valid_to", "is_office", "is_demo",
    )  # fmt: skip
    fieldsets = (
        (None, {"fields": ("kind", ("name", "name_en"), ("short_name", "short_name_en"), "slug")}),
        (_("Status"), {"fields": (("status", "status_on"), "status_reason", "is_office")}),
        (_("Numbers and seat"), {"fields": (("registry_number", "pib"), ("seat", "district"))}),
        (_("Contact"), {"fields": ("website", ("email", "phone"))}),
        (_("Record"), {"fields": ("predecessor", ("valid_from", "valid_to"), "source_note", "is_demo")}),
    )
    add_fieldsets = (
        (None, {"fields": ("kind", ("name", "name_en"), "despite_twins", ("short_name", "short_name_en"))}),
        *fieldsets[2:],
    )
    add_form = change_form = DespiteTwinsForm
    buttons = (
        action_button(
            _("Approve"), approve_organization, allowed=keeps_registry,
            ready=in_status(Status.APPLIED), variant=ActionVariant.PRIMARY,
        ),
        action_button(
            _("Reinstate"), reinstate_organization, allowed=keeps_registry,
            ready=in_status(Status.SUSPENDED), variant=ActionVariant.PRIMARY,
        ),
        action_button(
            _("Suspend"), suspend_organization, allowed=keeps_registry,
            ready=lambda obj: obj.status == Status.ACTIVE and not obj.is_office, form=ReasonForm,
        ),
        action_button(
            _("Note that it left"), leave_organization, allowed=can_leave_mechanism,
            ready=lambda obj: obj.status != Status.LEFT and not obj.is_office, form=ReasonForm,
            variant=ActionVariant.DANGER,
        ),
    )  # fmt: skip

    def get_fieldsets(self, request, obj=None):
        """Whoever may rename an organization may do so in spite of another of that name."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        (title, first), *others = fieldsets
        return ((title, first | {"fields": (*first["fields"], "despite_twins")}), *others)

    def create(self, request, obj, form):
        return register_organization(by=request.user, **form.cleaned_data)

    def change(self, request, obj, form):
        """What the organization says about itself changes by its action; the rest is saved with the row."""
        if "name" in form.changed_data and not form.cleaned_data["despite_twins"]:
            require_no_twin(form.cleaned_data["name"], besides=obj)
        profile = {name: form.cleaned_data[name] for name in form.changed_data if name in PROFILE_FIELDS}
        if profile:
            change_profile(obj, by=request.user, **profile)


@admin.register(User)
class UserAdmin(OfficeAdmin):
    list_display = ("full_name", "email", "language", "is_active", "last_login", "is_demo")
    list_filter = ("is_active", "language", "is_demo")
    search_fields = ("full_name", "email")
    ordering = ("full_name", "pk")
    date_hierarchy = "date_joined"
    fields = ("full_name", "email", "language", "is_active", "is_demo", "date_joined", "last_login")
    readonly_fields = ("is_active", "is_demo", "date_joined", "last_login")
    add_fields = ("full_name", "email", "language")
    inlines = [PersonMandatesInline]
    keeper = staticmethod(can_manage_registry)
    buttons = (
        action_button(
            _("Close the account"), close_account, allowed=can_keep_account,
            ready=lambda obj: obj.is_active, variant=ActionVariant.DANGER,
        ),
        action_button(
            _("Open the account again"), reopen_account, allowed=can_keep_account, ready=lambda obj: not obj.is_active,
        ),
    )  # fmt: skip

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or can_keep_account(request.user, obj))

    def create(self, request, obj, form):
        return open_account(by=request.user, **form.cleaned_data)

    def change(self, request, obj, form):
        words = {name: form.cleaned_data[name] for name in form.changed_data if name != "email"}
        if words:
            change_account(obj, by=request.user, **words)
        if "email" in form.changed_data:
            changed = change_email(obj, by=request.user, email=form.cleaned_data["email"])
            if changed == request.user:
                update_session_auth_hash(request, changed)  # all other sessions of theirs are over
        return True


class EndForm(ActionForm):
    """From which day the person no longer acts."""

    valid_to = date_field(label=_("No longer valid from"), help_text=_("Leave empty for today."))


@admin.register(Representation)
class RepresentationAdmin(OfficeAdmin):
    list_display = ("user", "organization", "role", "function", "valid_from", "valid_to")
    list_filter = ("role", "valid_from", "valid_to")
    list_select_related = ("user", "organization")
    search_fields = ("user__full_name", "user__email", "organization__search")
    date_hierarchy = "valid_from"
    autocomplete_fields = ("user", "organization")
    fields = ("user", "organization", "role", "valid_from", "valid_to", "revoked_reason", "function", "document_note")
    add_fields = ("user", "organization", "role", "valid_from", "valid_to", "function", "document_note")
    keeper = staticmethod(can_manage_registry)
    buttons = (
        action_button(
            _("End the mandate"), end_representation, allowed=can_end_mandate, form=EndForm,
            ready=lambda obj: obj.valid_to is None or obj.is_current(), variant=ActionVariant.DANGER,
        ),
        action_button(
            _("Given by mistake"), revoke_representation, allowed=can_end_mandate, form=ReasonForm, ready=not_over,
            variant=ActionVariant.DANGER,
        ),
    )  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        """A mandate is not rewritten; its note on the document may be completed."""
        return (
            () if obj is None else ("user", "organization", "role", "valid_from", "valid_to", "revoked_reason", "acts")
        )

    def get_fields(self, request, obj=None):
        return super().get_fields(request, obj) if obj is None else (*self.fields, "acts")

    @display(description=_("done under it"))
    def acts(self, obj):
        """The latest of what the person did on behalf of the organization."""
        lines = [(event_line(event) or event.verb,) for event in acts_under(obj)[:ACTS_SHOWN]]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", lines)) if lines else _("Nothing.")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "organization")

    def create(self, request, obj, form):
        return self.run(request, appoint, **form.cleaned_data)
