"""Working groups with their meetings, and trainings."""

from datetime import timedelta

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
    revoke_seat,
    schedule_meeting,
    write_minutes,
)
from consultations.trainings.actions import (
    announce_training,
    cancel_registration,
    cancel_training,
    change_places,
    change_training,
    create_training,
    hold_training,
    register,
)
from tests.events.plays import TITLES, plays

DAY = timedelta(days=1)


@plays("working_group.seat_revoked")
def a_seat_was_given_by_mistake(cast):
    office = {"by": cast.user("coordinator")}
    group = create_working_group(name="Радна група", name_en="Working group", areas=cast.seko.areas.all(), **office)
    seat = give_seat(group, organization=cast.lead_org, seko=cast.seko, **office)
    revoke_seat(seat, reason="Друга организација истог назива.", **office)


@plays(
    "working_group.created",
    "working_group.seat_given",
    "working_group.seat_ended",
    "meeting.scheduled",
    "meeting.changed",
    "meeting.held",
    "meeting.attendance_recorded",
    "meeting.minutes_written",
    "meeting.decision_added",
    "meeting.decision_done",
    "meeting.cancelled",
)
def a_working_group_meets(cast):
    office, begins = {"by": cast.user("coordinator")}, timezone.now() - DAY
    group = create_working_group(name="Радна група", name_en="Working group", areas=cast.seko.areas.all(), **office)
    seat = give_seat(group, organization=cast.lead_org, seko=cast.seko, valid_from=begins.date(), **office)
    hours = {"starts_at": begins, "ends_at": begins + timedelta(hours=2)}
    meeting = schedule_meeting(group, agenda=["Отварање"], at=begins - DAY, **hours, **TITLES, **office)
    meeting = change_meeting(meeting, place="Београд", at=begins - DAY, **office)
    meeting = hold_meeting(meeting, **office)
    record_attendance(meeting, seat=seat, presence="present", **office)
    write_minutes(meeting, minutes="Отворено у 10 часова.", **office)
    complete_decision(add_decision(meeting, text="Послати предлог.", responsible=cast.ministry, **office), **office)
    later = {name: moment + 3 * DAY for name, moment in hours.items()}
    cancel_meeting(schedule_meeting(group, **later, **TITLES, **office), reason="Нема кворума.", **office)
    end_seat(seat, on=begins.date() + 30 * DAY, **office)


@plays(
    "training.created",
    "training.announced",
    "training.changed",
    "training.places_changed",
    "training.registered",
    "training.registration_cancelled",
    "training.place_given",
    "training.held",
)
def a_training_takes_place(cast):
    office, now = {"by": cast.user("coordinator")}, timezone.now()
    training = change_places(announce_training(prepared(cast), **office), places=1, **office)
    first = register(training, by=cast.user("network"))
    register(training, by=cast.user("other_network"))
    training = change_training(training, place="Београд", starts_at=training.starts_at + timedelta(hours=1), **office)
    cancel_registration(first, **office)
    hold_training(training, at=now + 3 * DAY, **office)


@plays("training.cancelled")
def a_training_is_called_off(cast):
    office = {"by": cast.user("coordinator")}
    training = announce_training(prepared(cast), **office)
    register(training, by=cast.user("network"))
    cancel_training(training, reason="Предавач је спречен.", **office)


def prepared(cast):
    now = timezone.now()
    return create_training(
        by=cast.user("coordinator"), organizer=cast.office, starts_at=now + 2 * DAY, ends_at=now + 3 * DAY,
        registration_closes_at=now + DAY, places=2, **TITLES,
    )  # fmt: skip
