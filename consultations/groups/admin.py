"""Working groups and their meetings in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.enums import ActionVariant

from consultations.groups.actions import (
    MEETING_FIELDS,
    add_decision,
    cancel_meeting,
    change_meeting,
    complete_decision,
    create_working_group,
    end_seat,
    give_seat,
    hold_meeting,
    record_attendance,
    revoke_seat,
    schedule_meeting,
    write_minutes,
)
from consultations.groups.models import AgendaItem, Attendance, Decision, Meeting, Seat, WorkingGroup
from consultations.groups.permissions import can_manage_groups
from seko.admin.base import OfficeAdmin, OfficeForm, OfficeInline, PartAdmin, ReadOnlyInline
from seko.admin.buttons import ActionForm, DayForm, ReasonForm, action_button, in_status, not_over, text_field
from seko.web.stale import SeenForm

Status = Meeting.Status


def prepares(user, obj):
    """Coordinator and desk officers keep every group and meeting."""
    return can_manage_groups(user)


class SeatInline(ReadOnlyInline):
    model = Seat
    fields = ("organization", "kind", "seko", "mandate", "valid_from", "valid_to")

    def get_queryset(self, request):
        related = ("organization", "seko", "mandate__user", "mandate__organization", "working_group")
        return super().get_queryset(request).select_related(*related)


class MeetingInline(ReadOnlyInline):
    model = Meeting
    fields = ("title", "starts_at", "place", "status")


@admin.register(WorkingGroup)
class WorkingGroupAdmin(OfficeAdmin):
    list_display = ("name", "chair", "valid_from", "valid_to", "is_demo")
    list_filter = ("areas", "is_demo")
    list_select_related = ("chair",)
    search_fields = ("search",)
    autocomplete_fields = ("areas", "chair")
    fields = ("name", "name_en", "slug", "areas", "chair", "purpose", "valid_from", "valid_to", "is_demo")
    readonly_fields = ("slug", "is_demo")
    inlines = [SeatInline, MeetingInline]
    keeper = staticmethod(can_manage_groups)

    def create(self, request, obj, form):
        return create_working_group(by=request.user, **form.cleaned_data)


@admin.register(Seat)
class SeatAdmin(OfficeAdmin):
    list_display = ("organization", "working_group", "kind", "seko", "mandate", "valid_from", "valid_to")
    list_filter = ("kind", "seko")
    list_select_related = ("organization", "working_group", "seko", "mandate__user", "mandate__organization")
    search_fields = ("organization__search", "working_group__search", "mandate__user__full_name")
    autocomplete_fields = ("working_group", "organization", "mandate")
    fields = ("working_group", "organization", "kind", "seko", "mandate", "valid_from", "valid_to")
    keeper = staticmethod(can_manage_groups)
    buttons = (
        action_button(
            _("End the membership in the group"), end_seat, allowed=prepares, form=DayForm, ready=not_over,
            variant=ActionVariant.DANGER,
        ),
        action_button(
            _("Given by mistake"), revoke_seat, allowed=prepares, form=ReasonForm, ready=not_over,
            variant=ActionVariant.DANGER,
        ),
    )  # fmt: skip

    def is_changeable(self, obj):
        return False

    def create(self, request, obj, form):
        return self.run(request, give_seat, **form.cleaned_data)


class AgendaInline(OfficeInline):
    model = AgendaItem
    fields = ("position", "title", "note")

    def is_changeable(self, meeting):
        return meeting.status == Status.PLANNED


class AttendanceInline(OfficeInline):
    model = Attendance
    fields = ("seat", "presence", "substitute_name")
    autocomplete_fields = ("seat",)
    removable = False

    def get_queryset(self, request):
        related = ("seat__organization", "seat__working_group", "meeting")
        return super().get_queryset(request).select_related(*related)


class DecisionInline(OfficeInline):
    """Decisions are noted here and carried out by their own button."""

    model = Decision
    fields = ("text", "responsible", "due_on", "done_on")
    readonly_fields = ("done_on",)
    autocomplete_fields = ("responsible",)
    removable = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("responsible")


class MeetingForm(OfficeForm):
    """A new meeting with its agenda."""

    agenda = text_field(label=_("Agenda"), required=False, help_text=_("One item on each line."))

    def clean_agenda(self):
        return [line.strip() for line in self.cleaned_data["agenda"].splitlines() if line.strip()]


class MinutesForm(SeenForm, ActionForm):
    """The minutes as they stand, to be written anew."""

    minutes = text_field(label=_("Minutes"), required=False)

    def __init__(self, obj, *args, **kwargs):
        super().__init__(obj, *args, stored={"minutes": obj.minutes}, **kwargs)


def save_attendance(request, row, new):
    """As an action, for a new row and for a corrected one."""
    facts = {"presence": row.presence, "substitute_name": row.substitute_name}
    record_attendance(row.meeting, seat=row.seat, by=request.user, **facts)


def save_decision(request, row, new):
    """A new decision is added by its action; the words of one that stands may be corrected."""
    if new:
        add_decision(row.meeting, by=request.user, text=row.text, responsible=row.responsible, due_on=row.due_on)
    else:
        row.save()


@admin.register(Meeting)
class MeetingAdmin(OfficeAdmin):
    list_display = ("title", "working_group", "state", "starts_at", "place")
    list_filter = ("status", "starts_at")
    list_select_related = ("working_group",)
    search_fields = ("search", "working_group__search")
    date_hierarchy = "starts_at"
    autocomplete_fields = ("working_group",)
    fields = ("working_group", "title", "title_en", "starts_at", "ends_at", "place", "status", "minutes")
    add_fieldsets = ((None, {"fields": ("working_group", *MEETING_FIELDS, "agenda")}),)
    add_form = MeetingForm
    inlines = [AgendaInline, AttendanceInline, DecisionInline]
    inline_savers = {Attendance: save_attendance, Decision: save_decision}
    keeper = staticmethod(can_manage_groups)
    buttons = (
        action_button(
            _("Mark as held"), hold_meeting, allowed=prepares, ready=in_status(Status.PLANNED),
            variant=ActionVariant.PRIMARY,
        ),
        action_button(
            _("Write the minutes"), write_minutes, allowed=prepares, form=MinutesForm,
            ready=in_status(*Meeting.WITH_MINUTES),
        ),
        action_button(
            _("Cancel the meeting"), cancel_meeting, allowed=prepares, ready=in_status(Status.PLANNED),
            form=ReasonForm, variant=ActionVariant.DANGER,
        ),
    )  # fmt: skip

    def is_changeable(self, obj):
        return obj.status != Status.CANCELLED

    def get_readonly_fields(self, request, obj=None):
        """A meeting that took place keeps its record open, but no longer moves."""
        if obj is None:
            return ()
        held = MEETING_FIELDS if obj.status != Status.PLANNED else ()
        return ("working_group", "status", "minutes", *held)

    def create(self, request, obj, form):
        return self.run(request, schedule_meeting, **form.cleaned_data)

    def change(self, request, obj, form):
        if obj.status == Status.PLANNED:
            self.run(request, change_meeting, obj, **form.cleaned_data)
        return obj


@admin.register(Decision)
class DecisionAdmin(OfficeAdmin):
    list_display = ("__str__", "meeting", "responsible", "due_on", "done_on")
    list_filter = ("due_on", "done_on")
    list_select_related = ("meeting", "responsible")
    search_fields = ("text", "responsible__search", "meeting__search")
    addable = False
    keeper = staticmethod(can_manage_groups)
    buttons = (
        action_button(
            _("Mark as carried out"), complete_decision, allowed=prepares, form=DayForm,
            ready=lambda obj: obj.done_on is None, variant=ActionVariant.PRIMARY,
        ),
    )  # fmt: skip

    def is_changeable(self, obj):
        return False


@admin.register(AgendaItem)
class AgendaItemAdmin(PartAdmin):
    list_display = ("__str__", "meeting")
    list_select_related = ("meeting",)
    search_fields = ("title", "meeting__search")


@admin.register(Attendance)
class AttendanceAdmin(PartAdmin):
    list_display = ("seat", "meeting", "presence", "substitute_name")
    list_filter = ("presence",)
    list_select_related = ("seat__organization", "seat__working_group", "meeting")
    search_fields = ("seat__organization__search", "meeting__search")
