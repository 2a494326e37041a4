"""What happens to trainings and to places in them, and who is told."""

from typing import TYPE_CHECKING, TypedDict

from consultations.trainings.models import Registration, Training
from organizations.audiences import holders_of
from seko.events.declarations import Moment, declare
from seko.events.models import DropReason

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import User

MOVED = {"starts_at", "ends_at", "place"}


class TrainingFacts(TypedDict):
    title: str
    title_en: str
    slug: str
    starts_at: Moment
    ends_at: Moment
    place: str
    places: int


class ChangedFacts(TrainingFacts):
    before: dict[str, str]


class PlacesFacts(TrainingFacts):
    before: int


class CancelledFacts(TrainingFacts):
    reason: str


class HeldFacts(TrainingFacts):
    confirmed: int


class RegistrationFacts(TrainingFacts):
    registration: int
    organization: str
    organization_en: str
    status: str


def was_announced(event) -> bool:
    """Nobody outside the Office has seen a draft, so nobody reads what happens to it."""
    return event.object.status != Training.Status.DRAFT


# --- who is told -----------------------------------------------------------------------------


def registered(event) -> "QuerySet[User]":
    """Everybody who has a place or waits for one."""
    return holders_of(Registration.objects.live().filter(training=event.object_id).values("mandate"))


def registered_if_moved(event) -> "QuerySet[User]":
    """Everybody who has a place or waits for one, if place or time changed."""
    people = registered(event)
    return people if MOVED & event.facts["before"].keys() else people.none()


def whose_registration(event) -> "QuerySet[User]":
    """The person whose place it is, or was."""
    return holders_of(Registration.objects.filter(pk=event.facts["registration"]).values("mandate"))


def whose_place(event) -> "QuerySet[User]":
    """The person who has the place, as long as they keep it."""
    kept = Registration.objects.filter(pk=event.facts["registration"], status=Registration.Status.CONFIRMED)
    return holders_of(kept.values("mandate"))


def is_off(event, at) -> DropReason | None:
    """Nothing more is told of a training that was called off or has begun."""
    if event.object.status == Training.Status.CANCELLED:
        return DropReason.CANCELLED
    return DropReason.TERM_PASSED if event.object.starts_at <= at else None


declare(
    "training.created", facts=TrainingFacts, public=False,
    untold="A draft: nobody outside the Ministry sees it.",
)  # fmt: skip
declare(
    "training.announced", facts=TrainingFacts, public=True,
    untold="Nobody has a place yet; lists, feeds and the calendar of the home page tell it.",
)  # fmt: skip
declare("training.changed", facts=ChangedFacts, public=was_announced, audience=registered_if_moved, stale=is_off)
declare(
    "training.places_changed", facts=PlacesFacts, public=was_announced,
    untold="Whoever gets one of the new places is told of that place.",
)  # fmt: skip
declare("training.cancelled", facts=CancelledFacts, public=was_announced, audience=registered)
declare("training.held", facts=HeldFacts, public=True, untold="Those concerned were there.")
declare(
    "training.registered", facts=RegistrationFacts, public=False,
    untold="People register themselves; the page says whether they have a place.",
)  # fmt: skip
declare(
    "training.registration_cancelled", facts=RegistrationFacts, public=False, audience=whose_registration,
    stale=is_off,
)  # fmt: skip
declare("training.place_given", facts=RegistrationFacts, public=False, audience=whose_place, stale=is_off)
