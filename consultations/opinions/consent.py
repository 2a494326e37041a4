"""Who of a consortium stands behind an opinion, who objects, who is silent, and what the SEKO's rule still needs."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from consultations.opinions.models import Approval, Objection
from organizations.models import Organization
from sectors.models import ConsortiumMembership
from sectors.models.area import ApprovalRule
from seko.events.models import Event

ASKED = "opinion.consent_asked"


@dataclass(frozen=True)
class MemberConsent:
    """What one organization of the consortium says to the opinion."""

    organization: Organization
    is_lead: bool
    approved_at: datetime | None
    objected_at: datetime | None
    objection: str | None

    @property
    def approves(self) -> bool:
        """The lead approves by submitting."""
        return self.is_lead or self.approved_at is not None

    @property
    def is_silent(self) -> bool:
        return not self.approves and self.objected_at is None


@dataclass(frozen=True)
class Consent:
    """The voices of a consortium, the lead's first, and how many of them must approve."""

    rule: ApprovalRule
    voices: list

    @property
    def needed(self) -> int:
        """How many organizations must approve, the lead among them."""
        number = len(self.voices)
        return {ApprovalRule.LEAD: 1, ApprovalRule.MAJORITY: number // 2 + 1}.get(self.rule, number)

    @property
    def lacking(self) -> int:
        """How many more must approve before the lead may submit."""
        return max(0, self.needed - sum(voice.approves for voice in self.voices))

    @property
    def not_approving(self) -> list[MemberConsent]:
        return [voice for voice in self.voices if not voice.approves]

    @property
    def objecting(self):
        return [voice for voice in self.voices if voice.objected_at]

    def of(self, organization_ids) -> MemberConsent | None:
        """The voice of one of these organizations, or None."""
        return next((voice for voice in self.voices if voice.organization.pk in organization_ids), None)


def consent_of(opinion) -> Consent:
    """The consent to an opinion, in one query."""
    here = {"opinion": opinion, "organization": OuterRef("organization")}
    objections = Objection.objects.filter(**here)
    members = ConsortiumMembership.objects.in_force().filter(consortium__seko=opinion.seko_id)
    members = members.select_related("organization").annotate(
        approved_at=Subquery(Approval.objects.filter(**here).values("given_at")),
        objected_at=Subquery(objections.values("given_at")),
        objection=Subquery(objections.values("reason")),
    )
    voices = [
        MemberConsent(each.organization, each.role == "lead", each.approved_at, each.objected_at, each.objection)
        for each in members.order_by("role", "pk")
    ]
    return Consent(ApprovalRule(opinion.seko.approval_rule), voices)


def times_asked(consultation_ids) -> dict[int, tuple[int, datetime]]:
    """{opinion id: (revision, moment)} of the last time that each lead asked its consortium, in one query."""
    topics = [f"consultation:{pk}" for pk in consultation_ids]
    events = Event.objects.filter(topics__overlap=topics, verb=ASKED).order_by("at", "pk")
    rows = events.values_list("object_id", "facts__revision", "at")
    return {opinion: (revision, at) for opinion, revision, at in rows}


def was_asked(opinion) -> bool:
    """Has the lead asked the consortium about the text as it is now?"""
    revision, __ = times_asked([opinion.consultation_id]).get(opinion.pk, (None, None))
    return revision == opinion.revision
