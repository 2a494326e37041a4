"""What happens in working groups: seats and meetings."""

from typing import TypedDict

from consultations.groups.models import Seat
from organizations.audiences import representatives_of
from seko.events.declarations import Moment, declare


class GroupFacts(TypedDict):
    title: str
    title_en: str
    slug: str


class SeatFacts(GroupFacts):
    organization: str
    organization_en: str
    seko: str
    kind: str


class SeatEndedFacts(SeatFacts):
    valid_to: Moment


class SeatRevokedFacts(SeatFacts):
    reason: str
    seat: int


class MeetingFacts(GroupFacts):
    group: str
    group_en: str
    starts_at: Moment
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
    due_on: Moment | None


class DoneFacts(MeetingFacts):
    decision: str
    done_on: Moment


def of_the_seat(event):
    """Those who speak for the organization whose seat it is, or was."""
    return representatives_of(Seat.objects.filter(pk=event.facts["seat"]).values("organization"))


declare("working_group.created", facts=GroupFacts, public=True)
declare("working_group.seat_given", facts=SeatFacts, public=True)
declare("working_group.seat_ended", facts=SeatEndedFacts, public=True)
declare("working_group.seat_revoked", facts=SeatRevokedFacts, public=True, audience=of_the_seat)
declare("meeting.scheduled", "meeting.held", "meeting.minutes_written", facts=MeetingFacts, public=True)
declare("meeting.changed", facts=ChangedFacts, public=True)
declare("meeting.cancelled", facts=CancelledFacts, public=True)
declare("meeting.attendance_recorded", facts=AttendanceFacts, public=False)
declare("meeting.decision_added", facts=DecisionFacts, public=True)
declare("meeting.decision_done", facts=DoneFacts, public=True)
