"""Reference data on what they have signed: the memorandum of 20 November 2014.

Loaded once, in one piece: when the memorandum is there, nothing of it is touched. Its text was not
available, so the obligations are illustrative and marked as such.
"""

import json
from datetime import date
from pathlib import Path

from memoranda.models import Memorandum, Obligation, Signatory
from organizations.models import Organization
from seko.rules.errors import database_refusals

DATA = Path(__file__).resolve().parent / "data"


def load():
    """Load the memorandum with its ten signatures; returns how many rows were added."""
    facts = json.loads((DATA / "memorandum_2014.json").read_text(encoding="utf-8"))
    if Memorandum.objects.filter(slug=facts["slug"]).exists():
        return 0
    office, parties, obligations = (facts.pop(key) for key in ("office", "parties", "obligations"))
    signed_on = date.fromisoformat(facts.pop("signed_on"))
    with database_refusals(Memorandum, Signatory):
        memorandum = Memorandum(**facts, status=Memorandum.Status.IN_FORCE, signed_on=signed_on, valid_from=signed_on)
        memorandum.full_clean()
        memorandum.save()
        _sign(memorandum, Signatory.Side.OFFICE, office)
        for party in parties:
            _sign(memorandum, Signatory.Side.PARTY, party)
        for duty in obligations:
            Obligation.objects.create(memorandum=memorandum, is_illustrative=True, **duty)
    return 2 + len(parties) + len(obligations)


def _sign(memorandum, side, facts):
    """A signature of the day; for which SEKO is left open, since no source says it."""
    Signatory.objects.create(
        memorandum=memorandum,
        side=side,
        organization=Organization.objects.get(slug=facts["organization"]),
        signed_on=memorandum.signed_on,
        source_note=facts["source_note"],
    )
