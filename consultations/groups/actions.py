"""The Office runs working groups: seats, meetings, and the record of what a meeting decided."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.groups.models import AgendaItem, Attendance, Decision, Meeting, Seat, WorkingGroup
from consultations.groups.permissions import can_manage_groups
from organizations.permissions import case_worker_mandate
from seko.events.declarations import name_facts
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, field_error, require, required_reason
from seko.rules.revoking import revoke
from seko.rules.seen import only_changes
from seko.rules.validity import today
from seko.web.slugs import unique_slug

Status, Presence = Meeting.Status, Attendance.Presence
MEETING_FIELDS = ("title", "title_en", "starts_at", "ends_at", "place")


# --- groups and seats ------------------------------------------------------------------------


@transaction.atomic
def create_working_group(*, by, name, areas, valid_from=None, **fields) -> WorkingGroup:
    """Note a working group for one or more areas, from a day (default: today).

    Raises PermissionDenied; ValidationError `areas_missing`, `validity_backwards`."""
    require(can_manage_groups(by))
    if not areas:
        raise field_error("areas", _("Choose at least one area."), "areas_missing")
    group = WorkingGroup(name=name, slug=unique_slug(WorkingGroup, name), valid_from=valid_from or today(), **fields)
    with database_refusals(WorkingGroup):
        check_fields(group)
        group.save(force_insert=True)
        group.areas.set(areas)
    record("working_group.created", group, by=by, mandate=case_worker_mandate(by))
    return group


@transaction.atomic
def give_seat(
    working_group, *, by, organization, kind=Seat.Kind.MEMBER, seko=None, mandate=None, valid_from=None, valid_to=None
) -> Seat:
    """Give an organization a seat, for a SEKO or for itself, and name the mandate of the person who holds it.

    Raises PermissionDenied; ValidationError `group_over`, `not_active`, `mandate_ended`, `mandate_of_other`,
    `seat_twice`, `validity_backwards`."""
    group = _lock_group(working_group)
    require(can_manage_groups(by))
    _require_running(group)
    if organization.status != organization.Status.ACTIVE:
        raise field_error("organization", _("Only an active organization can take a seat."), "not_active")
    valid_from = valid_from or today()
    if mandate and mandate.valid_to and mandate.valid_to <= valid_from:
        raise field_error("mandate", _("This mandate ends before that day. Choose another one."), "mandate_ended")
    seat = Seat(
        working_group=group,
        organization=organization,
        seko=seko,
        mandate=mandate,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    if (
        mandate and _held_by(mandate.user_id, seat).exists()
    ):  # by another mandate of theirs; the database knows the same
        message = _("This person already holds a seat in this group at that time.")
        raise field_error("mandate", message, "seat_twice")
    with database_refusals(Seat):
        check_fields(seat)
        seat.save(force_insert=True)
    record("working_group.seat_given", group, by=by, mandate=case_worker_mandate(by), **seat.event_facts())
    return seat


def _held_by(user_id, seat) -> QuerySet[Seat]:
    """Seats of a person in the group at the time of this one."""
    own = Seat.objects.filter(working_group=seat.working_group, mandate__user=user_id)
    own = own.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=seat.valid_from)).held()
    return own.filter(valid_from__lt=seat.valid_to) if seat.valid_to else own


@transaction.atomic
def end_seat(seat, *, by, on=None) -> Seat:
    """End a seat on a day (default: today), which is the first on which it is no longer held.

    Raises PermissionDenied; ValidationError `already_ended`, `validity_backwards`."""
    group = _lock_group(seat.working_group)
    seat = Seat.objects.select_for_update(of=("self",)).select_related("organization", "seko").get(pk=seat.pk)
    require(can_manage_groups(by))
    if seat.valid_to and seat.valid_to <= today():
        raise ValidationError(_("This membership in the group has already ended."), code="already_ended")
    seat.valid_to = on or today()
    with database_refusals(Seat):
        check_fields(seat)
        seat.save(update_fields=["valid_to"])
    mandate = case_worker_mandate(by)
    record("working_group.seat_ended", group, by=by, mandate=mandate, valid_to=seat.valid_to, **seat.event_facts())
    return seat


@transaction.atomic
def revoke_seat(seat, *, by, reason) -> Seat:
    """Take back a seat that was given by mistake: it ends at once.

    Raises PermissionDenied; ValidationError `already_ended`, `reason_missing`."""
    group = _lock_group(seat.working_group)
    seat = Seat.objects.select_for_update(of=("self",)).select_related("organization", "seko").get(pk=seat.pk)
    require(can_manage_groups(by))
    revoke(seat, reason)
    facts = seat.event_facts() | {"reason": seat.revoked_reason}
    record("working_group.seat_revoked", group, by=by, mandate=case_worker_mandate(by), **facts)
    return seat


# --- the road of a meeting -------------------------------------------------------------------


@transaction.atomic
def schedule_meeting(
    working_group, *, by, title, starts_at, ends_at, place="", title_en="", agenda=(), at=None
) -> Meeting:
    """Call a meeting for a moment to come. `agenda` holds titles, or pairs of a title and a note, in order.

    Raises PermissionDenied; ValidationError `group_over`, `date_in_past`, `meeting_backwards`."""
    at = at or timezone.now()
    group = _lock_group(working_group)
    require(can_manage_groups(by))
    _require_running(group)
    _refuse_past(starts_at, at)
    meeting = Meeting(
        working_group=group, title=title, title_en=title_en, starts_at=starts_at, ends_at=ends_at, place=place
    )
    with database_refusals(Meeting, AgendaItem):
        check_fields(meeting)
        meeting.save(force_insert=True)
        _set_agenda(meeting, agenda)
    record("meeting.scheduled", meeting, by=by, mandate=case_worker_mandate(by), at=at)
    return meeting


@transaction.atomic
def change_meeting(meeting, *, by, agenda=None, at=None, **changes) -> Meeting:
    """Change a planned meeting: title, place, time, and the agenda if one is given.

    A new start lies in the future. Where nothing changes, nothing is recorded.
    Raises PermissionDenied; ValidationError `not_planned`, `date_in_past`, `meeting_backwards`."""
    at = at or timezone.now()
    if unknown := changes.keys() - set(MEETING_FIELDS):
        raise TypeError(f"A meeting has no such field to change: {', '.join(sorted(unknown))}.")
    meeting = _lock_meeting(meeting)
    require(can_manage_groups(by))
    _require_planned(meeting)
    before = {name: getattr(meeting, name) for name in changes}
    changed = [name for name in changes if changes[name] != before[name]]
    for name in changed:
        setattr(meeting, name, changes[name])
    if "starts_at" in changed:
        _refuse_past(meeting.starts_at, at)
    with database_refusals(Meeting, AgendaItem):
        check_fields(meeting)
        meeting.save(update_fields=changed)
        if agenda is not None:
            meeting.agenda.all().delete()
            _set_agenda(meeting, agenda)
    if changed or agenda is not None:
        moved = {name: before[name] for name in changed}
        record(
            "meeting.changed", meeting, by=by, mandate=case_worker_mandate(by), at=at,
            before=moved, agenda=agenda is not None,
        )  # fmt: skip
    return meeting


@transaction.atomic
def hold_meeting(meeting, *, by, at=None) -> Meeting:
    """Note that a meeting which has begun took place.

    Raises PermissionDenied; ValidationError `not_planned`, `not_begun`."""
    at = at or timezone.now()
    meeting = _lock_meeting(meeting)
    require(can_manage_groups(by))
    _require_planned(meeting)
    _require_begun(meeting, at)
    return _move(meeting, Status.HELD, "meeting.held", by, at)


@transaction.atomic
def cancel_meeting(meeting, *, by, reason, at=None) -> Meeting:
    """Call a planned meeting off, with a public reason.

    Raises PermissionDenied; ValidationError `not_planned`, `reason_missing`."""
    meeting = _lock_meeting(meeting)
    require(can_manage_groups(by))
    _require_planned(meeting)
    reason = required_reason(reason)
    return _move(meeting, Status.CANCELLED, "meeting.cancelled", by, at, reason=reason)


# --- the record of a meeting -----------------------------------------------------------------


@transaction.atomic
def record_attendance(meeting, *, seat, presence, by, substitute_name="", at=None) -> Attendance:
    """Note whether a seat was present; a second time corrects the first. An excuse may come before the meeting.

    Raises PermissionDenied; ValidationError `meeting_cancelled`, `not_begun`, `seat_of_other_group`,
    `seat_not_valid`, `substitute_unexpected`, or the code of a broken constraint."""
    at = at or timezone.now()
    meeting = _lock_meeting(meeting)
    require(can_manage_groups(by))
    _require_not_cancelled(meeting)
    if presence != Presence.EXCUSED:
        _require_begun(meeting, at)
    if seat.working_group_id == meeting.working_group_id and not seat.is_current(timezone.localdate(meeting.starts_at)):
        raise field_error("seat", _("This seat was not held on the day of the meeting."), "seat_not_valid")
    if substitute_name.strip() and presence != Presence.SUBSTITUTE:
        message = _("Name a substitute only if a substitute attended.")
        raise field_error("substitute_name", message, "substitute_unexpected")
    attendance = Attendance.objects.filter(meeting=meeting, seat=seat).first() or Attendance(meeting=meeting, seat=seat)
    attendance.presence, attendance.substitute_name = presence, substitute_name.strip()
    with database_refusals(Attendance):
        check_fields(attendance)
        attendance.save()
    seated = name_facts("organization", seat.organization)
    record(
        "meeting.attendance_recorded", meeting, by=by, mandate=case_worker_mandate(by), at=at,
        presence=presence, **seated,
    )  # fmt: skip
    return attendance


@transaction.atomic
def write_minutes(meeting, *, by, minutes, at=None, seen=None) -> Meeting:
    """Write the public minutes of a meeting that has begun, or write them anew. `seen` is what the person had before
    them.

    Raises PermissionDenied; ValidationError `changed_meanwhile`, `meeting_cancelled`, `not_begun`,
    `minutes_missing`."""
    at = at or timezone.now()
    meeting = _lock_meeting(meeting)
    require(can_manage_groups(by))
    _require_not_cancelled(meeting)
    _require_begun(meeting, at)
    if not minutes.strip():
        raise field_error("minutes", _("Write the minutes."), "minutes_missing")
    now = {"minutes": meeting.minutes}
    meeting.minutes = (now | only_changes(seen, {"minutes": minutes}, now, of=meeting))["minutes"]
    with database_refusals(Meeting):
        check_fields(meeting)
        meeting.save(update_fields=["minutes"])
    record("meeting.minutes_written", meeting, by=by, mandate=case_worker_mandate(by), at=at)
    return meeting


@transaction.atomic
def add_decision(meeting, *, by, text, responsible=None, due_on=None, at=None) -> Decision:
    """Note what a meeting that has begun decided, who does it and by when.

    Raises PermissionDenied; ValidationError `meeting_cancelled`, `not_begun`, `due_before_meeting`."""
    at = at or timezone.now()
    meeting = _lock_meeting(meeting)
    require(can_manage_groups(by))
    _require_not_cancelled(meeting)
    _require_begun(meeting, at)
    if due_on and due_on < timezone.localdate(meeting.starts_at):
        raise field_error("due_on", _("Choose the day of the meeting or a later one."), "due_before_meeting")
    decision = Decision(meeting=meeting, text=text.strip(), responsible=responsible, due_on=due_on)
    with database_refusals(Decision):
        check_fields(decision)
        decision.save(force_insert=True)
    facts = {
        "decision": decision.text,
        "responsible": responsible.name if responsible else "",
        "responsible_id": responsible.pk if responsible else None,
        "due_on": due_on,
    }
    record("meeting.decision_added", meeting, by=by, mandate=case_worker_mandate(by), at=at, **facts)
    return decision


@transaction.atomic
def complete_decision(decision, *, by, on=None) -> Decision:
    """Note that a decision was carried out on a day, today (the default) or earlier.

    Raises PermissionDenied; ValidationError `already_done`, `done_before_meeting`, `day_in_future`."""
    meeting = _lock_meeting(decision.meeting)
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    require(can_manage_groups(by))
    if decision.done_on:
        raise ValidationError(_("This decision has already been carried out."), code="already_done")
    on = on or today()
    if on > today():
        raise field_error("done_on", _("Choose today or an earlier day."), "day_in_future")
    if on < timezone.localdate(meeting.starts_at):
        raise field_error("done_on", _("Choose the day of the meeting or a later one."), "done_before_meeting")
    decision.done_on = on
    with database_refusals(Decision):
        check_fields(decision)
        decision.save(update_fields=["done_on"])
    record("meeting.decision_done", meeting, by=by, mandate=case_worker_mandate(by), decision=decision.text, done_on=on)
    return decision


# --- parts -----------------------------------------------------------------------------------


def _lock_group(group) -> WorkingGroup:
    return WorkingGroup.objects.select_for_update().get(pk=group.pk)


def _lock_meeting(meeting) -> Meeting:
    """The meeting as it is now, kept still until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).with_group().get(pk=meeting.pk)


def _require_running(group) -> None:
    """Groups that have not begun yet may be filled; those that are over may not."""
    if group.valid_to and group.valid_to <= today():
        raise ValidationError(_("This working group no longer exists."), code="group_over")


def _require_planned(meeting) -> None:
    if meeting.status != Status.PLANNED:
        raise ValidationError(_("You can change, mark as held or cancel only a planned meeting."), code="not_planned")


def _require_not_cancelled(meeting) -> None:
    if meeting.status == Status.CANCELLED:
        raise ValidationError(_("This meeting was cancelled."), code="meeting_cancelled")


def _require_begun(meeting, at) -> None:
    if at < meeting.starts_at:
        raise ValidationError(_("The meeting has not begun yet."), code="not_begun")


def _refuse_past(starts_at, at) -> None:
    if starts_at is not None and starts_at < at:
        raise field_error("starts_at", _("Choose a date and time in the future."), "date_in_past")


def _set_agenda(meeting, agenda) -> None:
    for position, entry in enumerate(agenda, start=1):
        title, note = (entry, "") if isinstance(entry, str) else entry
        item = AgendaItem(meeting=meeting, position=position, title=title, note=note)
        try:
            check_fields(item)
        except ValidationError as refusal:
            raise ValidationError({"agenda": refusal.messages}) from refusal
        item.save(force_insert=True)


def _move(meeting, status, verb, by, at, **facts) -> Meeting:
    meeting.status = status
    with database_refusals(Meeting):
        check_fields(meeting)
        meeting.save(update_fields=["status"])
    record(verb, meeting, by=by, mandate=case_worker_mandate(by), at=at, **facts)
    return meeting
