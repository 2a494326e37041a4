"""Groups, and the road and record of a meeting; seats are in `test_seats.py`."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from consultations.groups.actions import (
    add_decision,
    cancel_meeting,
    change_meeting,
    complete_decision,
    create_working_group,
    end_seat,
    give_seat,
    hold_meeting,
    record_attendance,
    schedule_meeting,
    write_minutes,
)
from consultations.models import Attendance, Decision, Meeting, WorkingGroup
from seko.events.models import Event
from seko.rules.validity import today
from tests import factories as make
from tests.cast import Cast
from tests.refusals import refused

CASE_WORKERS = {"coordinator", "desk_officer"}
OTHERS = [role for role in Cast.roles() if role not in CASE_WORKERS]
DAY = timedelta(days=1)


@pytest.fixture
def planned(group):
    return make.make_meeting(group)


@pytest.fixture
def begun(group):
    """A meeting that began an hour ago."""
    return make.make_meeting(group, starts_at=timezone.now() - timedelta(hours=1))


@pytest.fixture
def cancelled(group):
    return make.make_meeting(group, starts_at=timezone.now() - timedelta(hours=1), status="cancelled")


def last_event():
    return Event.objects.order_by("pk").last()


def in_days(days):
    return timezone.now() + days * DAY


def test_a_group_is_noted_with_its_areas_and_tells_the_seko_of_the_area(cast):
    area = cast.seko.areas.get()

    group = create_working_group(
        by=cast.coordinator, name="Радна група за енергетику", areas=[area], chair=cast.ministry
    )

    group.refresh_from_db()
    assert (group.slug, group.valid_from, group.chair) == ("radna-grupa-za-energetiku", today(), cast.ministry)
    assert list(group.areas.all()) == [area]
    event = last_event()
    assert (event.verb, event.actor, event.organization, event.public) == (
        "working_group.created",
        cast.coordinator,
        cast.office,
        True,
    )
    assert event.topics == [f"working_group:{group.pk}", f"seko:{cast.seko.pk}"]


def test_a_group_has_an_area_and_a_name_and_is_valid_forward(cast):
    area = cast.seko.areas.get()

    with refused("areas_missing"):
        create_working_group(by=cast.coordinator, name="Група", areas=[])
    with refused("blank"):
        create_working_group(by=cast.coordinator, name="", areas=[area])
    with refused("validity_backwards"):
        create_working_group(by=cast.coordinator, name="Група", areas=[area], valid_to=today())
    assert not WorkingGroup.objects.exists()


def test_a_meeting_is_called_with_its_agenda(cast, group):
    starts = in_days(3)

    meeting = schedule_meeting(
        group,
        by=cast.desk_officer,
        title="Трећи састанак",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        place="Београд",
        agenda=["Отварање", ("Акциони документ", "Прилог је на порталу.")],
    )

    assert [(i.position, i.title, i.note) for i in meeting.agenda.all()] == [
        (1, "Отварање", ""),
        (2, "Акциони документ", "Прилог је на порталу."),
    ]
    event = last_event()
    assert (event.verb, event.public, event.facts["place"]) == ("meeting.scheduled", True, "Београд")
    assert event.topics == [f"meeting:{meeting.pk}", f"working_group:{group.pk}", f"seko:{cast.seko.pk}"]


def test_a_meeting_is_called_for_a_time_to_come_in_a_running_group(cast, group):
    over = make.make_working_group(valid_to=today())
    call = {"by": cast.coordinator, "title": "Састанак"}

    with refused("date_in_past"):
        schedule_meeting(group, starts_at=in_days(-1), ends_at=in_days(1), **call)
    with refused("meeting_backwards"):
        schedule_meeting(group, starts_at=in_days(2), ends_at=in_days(1), **call)
    with refused("group_over"):
        schedule_meeting(over, starts_at=in_days(1), ends_at=in_days(2), **call)
    with pytest.raises(Exception, match="agenda"):
        schedule_meeting(group, starts_at=in_days(1), ends_at=in_days(2), agenda=["x" * 251], **call)
    assert not Meeting.objects.exists()


def test_a_planned_meeting_changes_and_the_event_keeps_what_was(cast, planned):
    before = planned.starts_at

    change_meeting(
        planned, by=cast.coordinator, starts_at=before + DAY, ends_at=planned.ends_at + DAY, agenda=["Једина тачка"]
    )

    planned.refresh_from_db()
    assert planned.starts_at == before + DAY
    assert [item.title for item in planned.agenda.all()] == ["Једина тачка"]
    event = last_event()
    assert event.verb == "meeting.changed"
    assert set(event.facts["before"]) == {"starts_at", "ends_at"}


def test_a_change_that_changes_nothing_is_not_recorded(cast, planned):
    change_meeting(planned, by=cast.coordinator, title=planned.title)

    assert not Event.objects.exists()


def test_a_meeting_is_not_moved_into_the_past_nor_changed_once_it_was_held(cast, planned, group):
    held = make.make_meeting(group, starts_at=in_days(-3), status="held")

    with refused("date_in_past"):
        change_meeting(planned, by=cast.coordinator, starts_at=in_days(-1))
    with refused("meeting_backwards"):
        change_meeting(planned, by=cast.coordinator, ends_at=planned.starts_at)
    with refused("not_planned"):
        change_meeting(held, by=cast.coordinator, title="Други наслов")
    with pytest.raises(TypeError):
        change_meeting(planned, by=cast.coordinator, status="held")


def test_a_meeting_that_has_begun_is_held_once(cast, begun):
    hold_meeting(begun, by=cast.desk_officer)

    begun.refresh_from_db()
    assert (begun.status, last_event().verb) == ("held", "meeting.held")
    with refused("not_planned"):
        hold_meeting(begun, by=cast.desk_officer)


def test_a_meeting_that_has_not_begun_is_not_held(cast, planned):
    with refused("not_begun"):
        hold_meeting(planned, by=cast.coordinator)


def test_a_meeting_is_cancelled_once_and_with_a_reason(cast, planned):
    with refused("reason_missing"):
        cancel_meeting(planned, by=cast.coordinator, reason=" ")

    cancel_meeting(planned, by=cast.coordinator, reason="Нема кворума.")

    planned.refresh_from_db()
    assert planned.status == "cancelled"
    assert (last_event().verb, last_event().facts["reason"]) == ("meeting.cancelled", "Нема кворума.")
    with refused("not_planned"):
        cancel_meeting(planned, by=cast.coordinator, reason="Поново.")


def test_attendance_is_recorded_and_corrected(cast, begun, seat):
    record_attendance(begun, seat=seat, presence="absent", by=cast.coordinator)
    record_attendance(begun, seat=seat, presence="substitute", substitute_name="Замена", by=cast.coordinator)

    attendance = Attendance.objects.get()
    assert (attendance.presence, attendance.substitute_name) == ("substitute", "Замена")
    event = last_event()
    assert (event.verb, event.public, event.facts["presence"]) == ("meeting.attendance_recorded", False, "substitute")


def test_only_an_excuse_comes_before_the_meeting(cast, planned, seat):
    with refused("not_begun"):
        record_attendance(planned, seat=seat, presence="present", by=cast.coordinator)

    record_attendance(planned, seat=seat, presence="excused", by=cast.coordinator)

    assert Attendance.objects.get().presence == "excused"


def test_attendance_is_of_a_seat_of_the_group_held_that_day(cast, begun, cancelled, seat, group):
    other = make.make_seat()
    former = make.make_seat(group, valid_to=today() - DAY)

    with refused("seat_of_other_group"):
        record_attendance(begun, seat=other, presence="present", by=cast.coordinator)
    with refused("seat_not_valid"):
        record_attendance(begun, seat=former, presence="present", by=cast.coordinator)
    with refused("substitute_unexpected"):
        record_attendance(begun, seat=seat, presence="present", substitute_name="Неко", by=cast.coordinator)
    with refused("meeting_cancelled"):
        record_attendance(cancelled, seat=seat, presence="present", by=cast.coordinator)
    with pytest.raises(Exception, match="presence"):
        record_attendance(begun, seat=seat, presence="asleep", by=cast.coordinator)
    assert not Attendance.objects.exists()


def test_the_database_refuses_the_attendance_of_a_seat_of_another_group(begun):
    with pytest.raises(IntegrityError, match="attendance_seat_of_group"):
        Attendance.objects.bulk_create([Attendance(meeting=begun, seat=make.make_seat(), presence="present")])


def test_the_database_refuses_a_meeting_that_ends_before_it_starts(planned):
    with pytest.raises(IntegrityError, match="meeting_ends_after_start"):
        Meeting.objects.filter(pk=planned.pk).update(ends_at=planned.starts_at)


def test_minutes_are_written_and_written_anew(cast, begun):
    write_minutes(begun, by=cast.desk_officer, minutes="Нацрт.")
    write_minutes(begun, by=cast.desk_officer, minutes="Записник.")

    begun.refresh_from_db()
    assert (begun.minutes, last_event().verb) == ("Записник.", "meeting.minutes_written")


def test_minutes_are_of_a_meeting_that_took_place_and_say_something(cast, planned, begun, cancelled):
    with refused("not_begun"):
        write_minutes(planned, by=cast.coordinator, minutes="Записник.")
    with refused("meeting_cancelled"):
        write_minutes(cancelled, by=cast.coordinator, minutes="Записник.")
    with refused("minutes_missing"):
        write_minutes(begun, by=cast.coordinator, minutes=" \n")


def test_a_decision_says_what_who_and_by_when_and_is_done_once(cast, begun):
    decision = add_decision(
        begun, by=cast.coordinator, text="Припремити нацрт.", responsible=cast.ministry, due_on=today() + DAY
    )
    assert (last_event().verb, last_event().facts["responsible"]) == ("meeting.decision_added", cast.ministry.name)
    assert list(Decision.objects.open()) == [decision]

    complete_decision(decision, by=cast.coordinator)

    decision.refresh_from_db()
    assert (decision.done_on, last_event().verb) == (today(), "meeting.decision_done")
    assert not Decision.objects.open().exists()
    with refused("already_done"):
        complete_decision(decision, by=cast.coordinator)


def test_a_decision_is_of_a_meeting_that_took_place_and_its_days_fit(cast, planned, begun, cancelled):
    with refused("not_begun"):
        add_decision(planned, by=cast.coordinator, text="Одлука.")
    with refused("meeting_cancelled"):
        add_decision(cancelled, by=cast.coordinator, text="Одлука.")
    with refused("blank"):
        add_decision(begun, by=cast.coordinator, text=" ")
    with refused("due_before_meeting"):
        add_decision(begun, by=cast.coordinator, text="Одлука.", due_on=today() - 2 * DAY)
    decision = add_decision(begun, by=cast.coordinator, text="Одлука.")
    with refused("day_in_future"):
        complete_decision(decision, by=cast.coordinator, on=today() + DAY)
    with refused("done_before_meeting"):
        complete_decision(decision, by=cast.coordinator, on=today() - 2 * DAY)


@pytest.mark.parametrize("who", OTHERS)
def test_only_case_workers_of_the_office_run_groups_and_meetings(cast, group, seat, planned, begun, who):
    by = cast.user(who)
    decision = Decision.objects.create(meeting=begun, text="Одлука.")
    attempts = [
        lambda: create_working_group(by=by, name="Група", areas=list(group.areas.all())),
        lambda: give_seat(group, by=by, organization=cast.member_org),
        lambda: end_seat(seat, by=by),
        lambda: schedule_meeting(group, by=by, title="Састанак", starts_at=in_days(1), ends_at=in_days(2)),
        lambda: change_meeting(planned, by=by, title="Други наслов"),
        lambda: hold_meeting(begun, by=by),
        lambda: cancel_meeting(planned, by=by, reason="Разлог."),
        lambda: record_attendance(begun, seat=seat, presence="present", by=by),
        lambda: write_minutes(begun, by=by, minutes="Записник."),
        lambda: add_decision(begun, by=by, text="Одлука."),
        lambda: complete_decision(decision, by=by),
    ]

    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()

    assert not Event.objects.exists()


@pytest.mark.parametrize("status", Meeting.Status.values)
@pytest.mark.parametrize("minutes_to_end", [-1, 0, 1])
def test_a_meeting_is_either_upcoming_or_past_in_lists_and_by_itself(group, status, minutes_to_end):
    at = timezone.now()
    ends_at = at + timedelta(minutes=minutes_to_end)
    meeting = make.make_meeting(group, starts_at=ends_at - timedelta(hours=2), ends_at=ends_at, status=status)

    upcoming = Meeting.objects.upcoming(at).contains(meeting)

    assert upcoming == meeting.is_upcoming(at)
    assert upcoming != Meeting.objects.past(at).contains(meeting)
