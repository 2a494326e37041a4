"""What happens to comments, and who is told."""

from typing import TYPE_CHECKING

from consultations.comments.models import Comment, Support
from consultations.consultation.events import TitleFacts
from organizations.audiences import case_workers, representatives_of
from seko.events.declarations import declare
from seko.events.models import DropReason

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import User


class CommentFacts(TitleFacts):
    number: int
    organization: str
    organization_en: str


class ChangedFacts(CommentFacts):
    """`asks_anew`: more than signs and spaces changed, so that support has to be given again."""

    asks_anew: bool


class HiddenFacts(CommentFacts):
    lead: str
    lead_en: str
    reason: str


def organization_and_office(event) -> "QuerySet[User]":
    """Those whose words they are, and the Office, which keeps an eye on it."""
    organization = Comment.objects.values_list("organization", flat=True).get(pk=event.object_id)
    return case_workers() | representatives_of([organization])


def supporters(event) -> "QuerySet[User]":
    """Those who speak for the organizations that support the comment, or did until these words."""
    return representatives_of(Support.objects.filter(comment=event.object_id).values("organization"))


def is_gone(event, at) -> DropReason | None:
    """Nobody is asked to support again what was withdrawn or hidden meanwhile."""
    gone = event.object.withdrawn_at or event.object.hidden_at
    return DropReason.CANCELLED if gone else None


declare(
    "comment.submitted", facts=CommentFacts, public=True,
    untold="Pages and feeds show it at once, and the workspace of the opinion counts it: a message for each comment "
    "would hide those that ask for something.",
)  # fmt: skip
declare("comment.said_again", facts=CommentFacts, public=False, audience=supporters)
declare("comment.changed", facts=ChangedFacts, public=True, audience=supporters, stale=is_gone)
declare("comment.withdrawn", facts=CommentFacts, public=True, audience=supporters)
declare(
    "comment.supported", facts=CommentFacts, public=True,
    untold="The comment shows who supports it; its organization has nothing to do about it.",
)  # fmt: skip
declare("comment.hidden", "comment.shown", facts=HiddenFacts, public=True, audience=organization_and_office)
