"""What happens to a consultation, and who is told. The clock's reminders are in `consultations.deadlines.events`."""

from typing import TYPE_CHECKING, NotRequired, TypedDict

from consultations.consultation.models import Consultation, Invitation
from organizations.audiences import representatives_of
from sectors.models import ConsortiumMembership, NetworkMembership
from seko.events.declarations import Moment, declare
from seko.events.models import DropReason

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import User


class TitleFacts(TypedDict):
    title: str
    title_en: str
    slug: str


class ConsultationFacts(TitleFacts):
    number: str


class OpenedFacts(ConsultationFacts):
    announced: bool
    opens: Moment
    closes: Moment


class MovedFacts(ConsultationFacts):
    reason: str
    before: dict[str, Moment | None]
    after: dict[str, Moment | None]


class ClosedFacts(ConsultationFacts):
    """The clock closes as planned, and tells when it was late; only a person has a reason, and moves the end."""

    reason: NotRequired[str]
    before: NotRequired[dict[str, Moment]]
    after: NotRequired[dict[str, Moment]]
    noted: NotRequired[Moment]


class ReviewFacts(ConsultationFacts):
    noted: NotRequired[Moment]


class CancelledFacts(ConsultationFacts):
    reason: str


class CorrectedFacts(ConsultationFacts):
    """By the name of the field."""

    before: dict[str, str]
    after: dict[str, str]


class SekoFacts(ConsultationFacts):
    seko: str
    seko_en: str
    seko_id: int
    reason: str
    closes: Moment


class VersionFacts(ConsultationFacts):
    old: str
    old_en: str
    old_number: int
    new: str
    new_en: str
    new_number: int
    reason: str


class LinkedFacts(ConsultationFacts):
    url: str


def was_opened(event) -> bool:
    """Nobody outside the Office sees a draft."""
    return event.object.status != Consultation.Status.DRAFT


# --- who is told -----------------------------------------------------------------------------


def invited_organization_ids(consultation_id) -> set[int]:
    """Organizations of the networks and consortia whose SEKOs are asked for an opinion."""
    return organization_ids_of(Invitation.objects.filter(consultation=consultation_id).values("seko"))


def organization_ids_of(sekos) -> set[int]:
    """Organizations of the networks and consortia of these SEKOs."""
    network = NetworkMembership.objects.current().filter(seko__in=sekos)
    consortium = ConsortiumMembership.objects.in_force().filter(consortium__seko__in=sekos)
    return {*network.values_list("organization", flat=True), *consortium.values_list("organization", flat=True)}


def whole_network(event) -> "QuerySet[User]":
    """Everybody who may comment."""
    return representatives_of(invited_organization_ids(event.object_id))


def network_of_seko(event) -> "QuerySet[User]":
    """Everybody of the network that was invited later, or by mistake."""
    return representatives_of(organization_ids_of([event.facts["seko_id"]]))


def whole_network_if_early(event) -> "QuerySet[User]":
    """Everybody who may comment, if a person ended comments before the day that had been told."""
    people = whole_network(event)
    return people if event.facts.get("before") else people.none()


# --- what makes no sense any more ------------------------------------------------------------


def is_cancelled(event, at) -> DropReason | None:
    """What was told of a consultation does not hold once it is cancelled."""
    return DropReason.CANCELLED if event.object.status == Consultation.Status.CANCELLED else None


def is_over_for_comments(event, at) -> DropReason | None:
    """Nobody is invited to comment where comments have closed."""
    passed = event.object.comments_close_at <= at
    return is_cancelled(event, at) or (DropReason.TERM_PASSED if passed else None)


declare(
    "consultation.created", "consultation.changed", facts=ConsultationFacts, public=False,
    untold="A draft: nobody outside the Ministry sees it.",
)  # fmt: skip
declare(
    "consultation.opened", facts=OpenedFacts, public=True, audience=whole_network, stale=is_over_for_comments,
)  # fmt: skip
declare(
    "consultation.comments_closed", facts=ClosedFacts, public=True, audience=whole_network_if_early,
    stale=is_cancelled,
)  # fmt: skip
declare(
    "consultation.review_begun", facts=ReviewFacts, public=True,
    untold="It begins on the day that was told; the dashboard of the Ministry lists what waits.",
)  # fmt: skip
declare("consultation.dates_moved", facts=MovedFacts, public=True, audience=whole_network, stale=is_cancelled)
declare("consultation.cancelled", facts=CancelledFacts, public=True, audience=whole_network)
declare(
    "consultation.linked", facts=LinkedFacts, public=was_opened,
    untold="A link; nothing changes for anybody.",
)  # fmt: skip
declare(
    "consultation.corrected", facts=CorrectedFacts, public=True,
    untold="Words beside the text; no date and no right changes, and the page shows what stood before.",
)  # fmt: skip
declare("consultation.seko_added", facts=SekoFacts, public=True, audience=network_of_seko)
declare("consultation.seko_removed", facts=SekoFacts, public=True, audience=network_of_seko)
declare("consultation.version_exchanged", facts=VersionFacts, public=True, audience=whole_network)
