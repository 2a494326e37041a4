"""What organizations submit, and take back, in one act, and who is told."""

from typing import TYPE_CHECKING

from consultations.comments.models import Support
from consultations.consultation.events import TitleFacts
from organizations.audiences import representatives_of
from seko.events.declarations import declare

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import User


class ContributionFacts(TitleFacts):
    organization: str
    organization_en: str
    numbers: list[int]
    comments: int
    answers: int


def supporters(event) -> "QuerySet[User]":
    """Those who speak for organizations that support one of its comments."""
    supports = Support.objects.filter(comment__consultation=event.object_id, comment__number__in=event.facts["numbers"])
    return representatives_of(supports.values("organization"))


declare(
    "contribution.submitted", facts=ContributionFacts, public=True,
    untold="The page confirms it to whoever submits, and shows it to their colleagues.",
)  # fmt: skip
declare("contribution.withdrawn", facts=ContributionFacts, public=True, audience=supporters)
