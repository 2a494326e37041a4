"""What happens in working groups: seats and meetings, and who is told."""

from typing import TYPE_CHECKING, TypedDict

from django.utils import timezone

from consultations.groups.models import Meeting, Seat
from organizations.audiences import holders_of, people_of
from organizations.models import Representation
from seko.events.declarations import Moment, declare
from seko.events.models import DropReason

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import User

MOVED = {"starts_at", "ends_at", "place"}


class GroupFacts(TypedDict):
    title: str
    title_en: str
    slug: str


class SeatFacts(GroupFacts):
    organization: str
    organization_en: str
    seko: str
    kind: str
    seat: int


class SeatEndedFacts(SeatFacts):
    valid_to: Moment


class SeatRevokedFacts(SeatFacts):
    reason: str


class MeetingFacts(GroupFacts):
    group: str
    group_en: str
    starts_at: Moment
    ends_at: Moment
    place: str


class ChangedFacts(MeetingFacts):
    before: dict[str, Moment | str]
    agenda: bool


class CancelledFacts(MeetingFacts):
    reason: str


class AttendanceFacts(MeetingFacts):
    organization: str
    organization_en: str
    presence: str


class DecisionFacts(MeetingFacts):
    decision: str
    responsible: str
    responsible_id: int | None
    due_on: Moment | None


class DoneFacts(MeetingFacts):
    decision: str
    done_on: Moment


# --- who is told -----------------------------------------------------------------------------


def of_the_seat(event) -> "QuerySet[User]":
    """The person who holds the seat; where none is named, everybody who acts for its organization."""
    return sitting_on(Seat.objects.filter(pk=event.facts["seat"]))


def seated(event) -> "QuerySet[User]":
    """Those who have a seat in the group on the day of the meeting."""
    meeting = Meeting.objects.get(pk=event.object_id)
    seats = Seat.objects.current(timezone.localdate(meeting.starts_at))
    return sitting_on(seats.filter(working_group=meeting.working_group_id))


def seated_if_moved(event) -> "QuerySet[User]":
    """Those who have a seat in the group, if place or time of the meeting changed."""
    people = seated(event)
    return people if MOVED & event.facts["before"].keys() else people.none()


def sitting_on(seats) -> "QuerySet[User]":
    """The persons named for seats; for seats without one, or whose mandate is over, the people of the organization."""
    held = Representation.objects.current()
    nobodys = seats.exclude(mandate__in=held)
    return holders_of(seats.filter(mandate__in=held).values("mandate")) | people_of(nobodys.values("organization"))


def responsible_people(event) -> "QuerySet[User]":
    """Everybody who acts for the organization that has to carry out what was decided."""
    return people_of([event.facts["responsible_id"]])


def is_off(event, at) -> DropReason | None:
    """Nothing more is told of a meeting that was called off or has begun."""
    if event.object.status == Meeting.Status.CANCELLED:
        return DropReason.CANCELLED
    return DropReason.TERM_PASSED if event.object.starts_at <= at else None


PUBLIC_RECORD = "What was is on the page of the meeting and in the feeds; nobody has to do anything."

declare(
    "working_group.created", facts=GroupFacts, public=True,
    untold="Whoever gets a seat in it is told of the seat.",
)  # fmt: skip
declare("working_group.seat_given", facts=SeatFacts, public=True, audience=of_the_seat)
declare("working_group.seat_ended", facts=SeatEndedFacts, public=True, audience=of_the_seat)
declare("working_group.seat_revoked", facts=SeatRevokedFacts, public=True, audience=of_the_seat)
declare("meeting.scheduled", facts=MeetingFacts, public=True, audience=seated, stale=is_off)
declare("meeting.held", "meeting.minutes_written", facts=MeetingFacts, public=True, untold=PUBLIC_RECORD)
declare("meeting.changed", facts=ChangedFacts, public=True, audience=seated_if_moved, stale=is_off)
declare("meeting.cancelled", facts=CancelledFacts, public=True, audience=seated)
declare("meeting.attendance_recorded", facts=AttendanceFacts, public=False, untold=PUBLIC_RECORD)
declare("meeting.decision_added", facts=DecisionFacts, public=True, audience=responsible_people)
declare("meeting.decision_done", facts=DoneFacts, public=True, untold=PUBLIC_RECORD)
