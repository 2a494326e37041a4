"""What happens to memoranda, and who is told."""

from typing import TYPE_CHECKING, TypedDict

from memoranda.models import Memorandum, Signatory
from organizations.audiences import people_of
from seko.events.declarations import Moment, declare

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import User


class MemorandumFacts(TypedDict):
    memorandum: str
    memorandum_en: str
    slug: str


class PartyFacts(MemorandumFacts):
    organization: str
    organization_en: str
    organization_id: int


class SignedFacts(PartyFacts):
    signed_on: Moment


class ExpiredFacts(MemorandumFacts):
    valid_to: Moment


class TerminatedFacts(ExpiredFacts):
    reason: str


class FileFacts(MemorandumFacts):
    sha256: str


class ObligationFacts(MemorandumFacts):
    obligation: str
    fulfilled_by: str


def is_published(event) -> bool:
    """A memorandum is public once it has come into force."""
    return event.object.status in Memorandum.PUBLIC


def parties(event) -> "QuerySet[User]":
    """Everybody who acts for one of the parties."""
    return people_of(Signatory.objects.filter(memorandum=event.object_id).values("organization"))


def party_added(event) -> "QuerySet[User]":
    """Everybody who acts for the party that was added."""
    return people_of([event.facts["organization_id"]])


declare(
    "memorandum.drafted", facts=MemorandumFacts, public=False,
    untold="A draft without parties; each party is told when it is added.",
)  # fmt: skip
declare("memorandum.agreed", "memorandum.signing_opened", facts=MemorandumFacts, public=False, audience=parties)
declare("memorandum.party_added", facts=PartyFacts, public=False, audience=party_added)
declare("memorandum.signed", facts=SignedFacts, public=False, audience=parties)
declare("memorandum.in_force", facts=MemorandumFacts, public=True, audience=parties)
declare("memorandum.expired", facts=ExpiredFacts, public=True, audience=parties)
declare("memorandum.terminated", facts=TerminatedFacts, public=True, audience=parties)
declare(
    "memorandum.file_attached", facts=FileFacts, public=is_published,
    untold="A copy of what the parties have signed; it is on the page of the memorandum.",
)  # fmt: skip
declare("memorandum.obligation_fulfilled", facts=ObligationFacts, public=True, audience=parties)
