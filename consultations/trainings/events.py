"""What happens to trainings and to places in them."""

from typing import TypedDict

from consultations.trainings.models import Training
from seko.events.declarations import Moment, declare


class TrainingFacts(TypedDict):
    title: str
    title_en: str
    slug: str
    starts_at: Moment
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


declare("training.created", facts=TrainingFacts, public=False)
declare("training.announced", facts=TrainingFacts, public=True)
declare("training.changed", facts=ChangedFacts, public=was_announced)
declare("training.places_changed", facts=PlacesFacts, public=was_announced)
declare("training.cancelled", facts=CancelledFacts, public=was_announced)
declare("training.held", facts=HeldFacts, public=True)
declare(
    "training.registered", "training.registration_cancelled", "training.place_given", facts=RegistrationFacts,
    public=False,
)  # fmt: skip
