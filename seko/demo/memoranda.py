"""The memorandum of the demo: the Office with the organizations that lead the SEKOs of the demo, and what they owe.

The memorandum of 2014 is reference data and is not touched.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone

from memoranda.actions import (
    agree_memorandum,
    draft_memorandum,
    fulfil_obligation,
    open_for_signing,
    put_in_force,
    sign,
)
from memoranda.models import Obligation, Signatory
from organizations.models import Representation
from organizations.roles import RepresentationRole
from sectors.models import ConsortiumMembership
from seko.demo.files import data
from seko.demo.playback import backdate

SIGNING, DAYS_TO_SIGN = 20, 7  # days after the consortia began: the signing is opened, and the last party has signed


def load(calendar):
    """In force since the beginning of the consortia's term; obligations are counted from the day of the load."""
    facts = data("memorandum")
    duties = facts.pop("obligations")
    titles = {Signatory.Side.OFFICE: facts.pop("office_signs_as"), Signatory.Side.PARTY: facts.pop("party_signs_as")}
    by = _coordinator()
    leads = {row.consortium.seko: row.organization for row in _leads()}

    opened_on = calendar.term_from + timedelta(days=SIGNING)
    with backdate(_at(opened_on)):
        parties = [(organization, seko) for seko, organization in leads.items()]
        memorandum = draft_memorandum(by=by, parties=parties, is_demo=True, **facts)
        agree_memorandum(memorandum, by=by)
        open_for_signing(memorandum, by=by)
    for number, signatory in enumerate(memorandum.signatories.order_by("pk")):
        on = opened_on + timedelta(days=min(number, DAYS_TO_SIGN))
        with backdate(_at(on)):
            sign(signatory, by=by, on=on, person_title=titles[signatory.side])
    with backdate(_at(opened_on + timedelta(days=DAYS_TO_SIGN))):
        memorandum = put_in_force(memorandum, by=by, valid_to=calendar.term_to)
    _oblige(memorandum, duties, {seko.code: organization for seko, organization in leads.items()}, calendar, by)


def _oblige(memorandum, duties, leads, calendar, by):
    """Duties of a side, or of one organization; those that were fulfilled are noted on their day."""
    obligations = Obligation.objects.bulk_create(
        Obligation(
            memorandum=memorandum,
            side=duty["side"],
            organization=leads.get(duty.get("seko")),
            text=duty["text"],
            due_rule=duty.get("due_rule", ""),
            due_on=calendar.day(duty["due"]) if "due" in duty else None,
        )
        for duty in duties
    )
    for obligation, duty in zip(obligations, duties, strict=True):
        if "fulfilled" in duty:
            with backdate(calendar.at(duty["fulfilled"])):
                on = calendar.day(duty["fulfilled"])
                fulfil_obligation(obligation, by=by, fulfilled_by=duty["fulfilled_by"], on=on)


def _coordinator():
    """The invented person who coordinates the mechanism for the Office."""
    mandates = Representation.objects.filter(role=RepresentationRole.COORDINATOR, user__is_demo=True)
    return mandates.select_related("user").earliest("pk").user


def _leads():
    """Who leads the consortia of the demo today, in the order of the SEKOs."""
    rows = ConsortiumMembership.objects.in_force().filter(role="lead", consortium__is_demo=True)
    return rows.select_related("consortium__seko", "organization").order_by("consortium__seko__order")


def _at(day):
    return timezone.make_aware(datetime.combine(day, time(11)))
