from datetime import timedelta

from consultations.models import AgendaItem, Attendance, Meeting, Registration, Seat, Training, WorkingGroup
from seko.rules.validity import today
from tests import factories as make
from tests.rules.breaking import breaks, rows, sql

DAY = timedelta(days=1)


@breaks("working_group_validity_forward", WorkingGroup)
def a_group_that_ends_before_it_begins():
    group = make.make_working_group()
    return lambda: rows(group).update(valid_to=group.valid_from)


@breaks("seat_validity_forward", Seat)
def a_seat_that_ends_before_it_begins():
    seat = make.make_seat()
    return lambda: rows(seat).update(valid_to=seat.valid_from - DAY)


@breaks("seat_kind_known", Seat)
def an_unknown_kind_of_seat():
    seat = make.make_seat()
    return lambda: rows(seat).update(kind="throne")


def seat_with_holder():
    mandate = make.make_representation()
    return make.make_seat(organization=mandate.organization, mandate=mandate)


@breaks("seat_one_holder", Seat)
def one_person_on_two_seats_of_a_group():
    seat = seat_with_holder()
    again = Seat(
        working_group=seat.working_group, organization=seat.organization, mandate=seat.mandate, valid_from=today()
    )
    return lambda: Seat.objects.bulk_create([again])


@breaks("seat_without_holder_once", Seat)
def an_organization_with_two_seats_that_nobody_holds():
    seat = make.make_seat()
    again = Seat(working_group=seat.working_group, organization=seat.organization, valid_from=seat.valid_from)
    return lambda: Seat.objects.bulk_create([again])


@breaks("seat_mandate_matches", Seat)
def a_seat_held_under_the_mandate_of_others():
    seat, other = make.make_seat(), make.make_representation()
    return lambda: rows(seat).update(mandate=other)


@breaks("meeting_status_known", Meeting)
def a_meeting_in_an_unknown_state():
    meeting = make.make_meeting()
    return lambda: rows(meeting).update(status="dreamt")


@breaks("meeting_ends_after_start", Meeting)
def a_meeting_that_takes_no_time():
    meeting = make.make_meeting()
    return lambda: rows(meeting).update(ends_at=meeting.starts_at)


@breaks("agenda_position_unique", AgendaItem)
def two_points_at_one_place_of_the_agenda():
    point = AgendaItem.objects.create(meeting=make.make_meeting(), position=1, title="Отварање")
    return lambda: AgendaItem.objects.bulk_create([AgendaItem(meeting=point.meeting, position=1, title="Разно")])


def attendance():
    seat = make.make_seat()
    return Attendance.objects.create(meeting=make.make_meeting(seat.working_group), seat=seat, presence="present")


@breaks("attendance_presence_known", Attendance)
def an_unknown_kind_of_presence():
    presence = attendance()
    return lambda: rows(presence).update(presence="asleep")


@breaks("attendance_once", Attendance)
def one_seat_present_twice():
    first = attendance()
    return lambda: Attendance.objects.bulk_create(
        [Attendance(meeting=first.meeting, seat=first.seat, presence="absent")]
    )


@breaks("attendance_seat_of_group", Attendance)
def a_seat_of_another_group_present():
    meeting, seat = make.make_meeting(), make.make_seat()
    return lambda: Attendance.objects.bulk_create([Attendance(meeting=meeting, seat=seat, presence="present")])


# --- trainings -------------------------------------------------------------------------------


@breaks("training_status_known", Training)
def a_training_in_an_unknown_state():
    training = make.make_training()
    return lambda: rows(training).update(status="dreamt")


@breaks("training_dates_forward", Training)
def a_training_that_ends_when_it_starts():
    training = make.make_training()
    return lambda: rows(training).update(ends_at=training.starts_at)


@breaks("training_dates_forward", Training)
def registration_that_closes_after_the_start():
    training = make.make_training()
    return lambda: rows(training).update(registration_closes_at=training.starts_at + timedelta(seconds=1))


def full_training(places=2):
    training = make.make_training(places=places)
    for _ in range(places):
        make.make_registration(training)
    return training


@breaks("training_places", Registration)
def one_registration_too_many():
    training, mandate = full_training(), make.make_representation()
    late = Registration(training=training, mandate=mandate, organization=mandate.organization)
    return lambda: Registration.objects.bulk_create([late])


@breaks("training_places", Registration)
def one_of_the_waiting_list_confirmed():
    waiting = make.make_registration(full_training(), status="waiting")
    return lambda: rows(waiting).update(status="confirmed")


@breaks("training_places", Registration)
def a_registration_moved_to_a_full_training():
    registration, full = make.make_registration(make.make_training()), full_training()
    return lambda: rows(registration).update(training=full)


@breaks("training_places", Training)
def fewer_places_than_confirmed():
    training = full_training()
    return lambda: sql("UPDATE consultations_training SET places = 1 WHERE id = %s", training.pk)


@breaks("registration_status_known", Registration)
def a_registration_in_an_unknown_state():
    registration = make.make_registration(make.make_training())
    return lambda: rows(registration).update(status="maybe")


@breaks("registration_once", Registration)
def one_person_registered_twice():
    first = make.make_registration(make.make_training())
    again = Registration(
        training=first.training, mandate=first.mandate, organization=first.organization, status="waiting"
    )
    return lambda: Registration.objects.bulk_create([again])


@breaks("registration_mandate_matches", Registration)
def a_registration_under_the_mandate_of_others():
    registration, other = make.make_registration(make.make_training()), make.make_organization()
    return lambda: rows(registration).update(organization=other)
