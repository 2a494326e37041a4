"""What happens to memoranda."""

from typing import TypedDict

from memoranda.models import Memorandum
from seko.events.declarations import Moment, declare


class MemorandumFacts(TypedDict):
    memorandum: str
    memorandum_en: str
    slug: str


class PartyFacts(MemorandumFacts):
    organization: str
    organization_en: str


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


declare("memorandum.drafted", "memorandum.agreed", "memorandum.signing_opened", facts=MemorandumFacts, public=False)
declare("memorandum.party_added", facts=PartyFacts, public=False)
declare("memorandum.signed", facts=SignedFacts, public=False)
declare("memorandum.in_force", facts=MemorandumFacts, public=True)
declare("memorandum.expired", facts=ExpiredFacts, public=True)
declare("memorandum.terminated", facts=TerminatedFacts, public=True)
declare("memorandum.file_attached", facts=FileFacts, public=is_published)
declare("memorandum.obligation_fulfilled", facts=ObligationFacts, public=True)
