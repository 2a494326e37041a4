"""Consortia and networks in the admin."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.enums import ActionVariant

from organizations.models import Organization
from sectors.actions import (
    activate_consortium,
    add_member,
    change_lead,
    end_consortium,
    end_membership,
    form_consortium,
    join_network,
    leave_network,
    revoke_membership,
    revoke_network_membership,
)
from sectors.admin.rights import keeps_sekos
from sectors.models import (
    Consortium,
    ConsortiumMembership,
    NetworkMembership,
)
from sectors.permissions import can_end_network_membership, can_manage_sekos
from seko.admin.base import HistoryAdmin, OfficeAdmin, OfficeForm, OfficeInline
from seko.admin.buttons import ActionForm, DayForm, ReasonForm, action_button, date_field, in_status, not_over
from seko.admin.widgets import picker, pickers

Status, Role = Consortium.Status, ConsortiumMembership.Role


class MembershipInline(OfficeInline):
    model = ConsortiumMembership
    fields = ("organization", "role", "valid_from", "valid_to", "source_note")
    autocomplete_fields = ("organization",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization")


class FormConsortium(OfficeForm):
    """A new consortium with its lead and members."""

    lead = forms.ModelChoiceField(Organization.objects.none())
    members = forms.ModelMultipleChoiceField(Organization.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        organizations = Organization.objects.active().in_civil_society()
        field = ConsortiumMembership._meta.get_field("organization")
        self.fields["lead"] = picker(field, self.admin_site, organizations, label=_("Lead organization"))
        self.fields["members"] = pickers(field, self.admin_site, organizations, label=_("Other members"))


class MemberForm(ActionForm):
    """Who joins, and from which day."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = ConsortiumMembership._meta.get_field("organization")
        organizations = Organization.objects.active().in_civil_society()
        self.fields["organization"] = picker(field, self.admin_site, organizations, label=_("Organization"))
        self.fields["valid_from"] = date_field(label=_("From date"), help_text=_("Leave empty for today."))


class LeadForm(ActionForm):
    """Who leads from a day on, and whether the old lead stays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = ConsortiumMembership._meta.get_field("organization")
        organizations = Organization.objects.active().in_civil_society()
        self.fields["organization"] = picker(field, self.admin_site, organizations, label=_("New lead organization"))
        self.fields["on"] = date_field(label=_("From date"), help_text=_("Leave empty for today."))
        self.fields["stays"] = forms.BooleanField(
            label=_("The former lead stays as a member"), required=False, initial=True
        )


def save_member(request, row, new):
    """A member typed into the form joins as one added by the button does."""
    if new and row.role == Role.MEMBER:
        dates = {"valid_from": row.valid_from, "valid_to": row.valid_to}
        add_member(row.consortium, row.organization, by=request.user, source_note=row.source_note, **dates)
    else:
        row.save()


@admin.register(Consortium)
class ConsortiumAdmin(OfficeAdmin):
    list_display = ("seko", "state", "valid_from", "valid_to", "is_demo")
    list_filter = ("status", "seko", "is_demo")
    list_select_related = ("seko",)
    search_fields = ("seko__search",)
    date_hierarchy = "valid_from"
    fields = ("seko", "status", "valid_from", "valid_to", "source_note", "is_demo")
    add_fieldsets = ((None, {"fields": ("seko", "lead", "members", "valid_from", "valid_to", "source_note")}),)
    add_form = FormConsortium
    also_written = (ConsortiumMembership,)
    inline_savers = {ConsortiumMembership: save_member}
    inlines = [MembershipInline]
    keeper = staticmethod(can_manage_sekos)
    buttons = (
        action_button(
            _("Activate"), activate_consortium, allowed=keeps_sekos, ready=in_status(Status.FORMING),
            variant=ActionVariant.PRIMARY,
        ),
        action_button(
            _("Add a member"), add_member, allowed=keeps_sekos, form=MemberForm,
            ready=in_status(*Consortium.NOT_ENDED),
        ),
        action_button(
            _("Change the lead"), change_lead, allowed=keeps_sekos, ready=in_status(Status.ACTIVE), form=LeadForm,
        ),
        action_button(
            _("End the term"), end_consortium, allowed=keeps_sekos, ready=in_status(Status.ACTIVE), form=DayForm,
            variant=ActionVariant.DANGER,
        ),
    )  # fmt: skip

    def is_changeable(self, obj):
        return obj.status != Status.ENDED

    def get_readonly_fields(self, request, obj=None):
        return ("status",) if obj is None else ("seko", "status", "is_demo")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("seko")

    def create(self, request, obj, form):
        return form_consortium(by=request.user, **form.cleaned_data)


def can_leave(membership):
    """A member that has not left yet; a lead is replaced, and what has ended stays as it is."""
    is_member = membership.role == Role.MEMBER and not_over(membership)
    return is_member and membership.consortium.status != Status.ENDED


@admin.register(ConsortiumMembership)
class ConsortiumMembershipAdmin(HistoryAdmin):
    list_display = ("organization", "consortium", "role", "valid_from", "valid_to")
    list_filter = ("role", "consortium__seko", "consortium__status")
    list_select_related = ("organization", "consortium__seko")
    search_fields = ("organization__search", "consortium__seko__search")
    buttons = (
        action_button(
            _("End the membership"), end_membership, allowed=keeps_sekos, form=DayForm, variant=ActionVariant.DANGER,
            ready=can_leave,
        ),
        action_button(
            _("Entered by mistake"), revoke_membership, allowed=keeps_sekos, form=ReasonForm, ready=can_leave,
            variant=ActionVariant.DANGER,
        ),
    )  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization", "consortium__seko")


@admin.register(NetworkMembership)
class NetworkMembershipAdmin(OfficeAdmin):
    list_display = ("organization", "seko", "valid_from", "valid_to")
    list_filter = ("seko", "valid_from")
    list_select_related = ("organization", "seko")
    search_fields = ("organization__search",)
    date_hierarchy = "valid_from"
    autocomplete_fields = ("organization",)
    fields = add_fields = ("seko", "organization", "valid_from", "valid_to", "source_note")
    keeper = staticmethod(can_manage_sekos)
    buttons = (
        action_button(
            _("Note that it left"), leave_network, allowed=can_end_network_membership, ready=not_over, form=DayForm,
            variant=ActionVariant.DANGER,
        ),
        action_button(
            _("Entered by mistake"), revoke_network_membership, allowed=keeps_sekos, ready=not_over, form=ReasonForm,
            variant=ActionVariant.DANGER,
        ),
    )  # fmt: skip

    def is_changeable(self, obj):
        return False

    def create(self, request, obj, form):
        return join_network(by=request.user, **form.cleaned_data)
