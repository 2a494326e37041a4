"""What happens to opinions, and who is told."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from consultations.comments.models import Comment
from consultations.consultation.events import TitleFacts
from consultations.consultation.models import Consultation
from consultations.opinions.models import ItemComment, MinorityComment, Opinion, SetAside
from organizations.audiences import case_workers, representatives_of
from organizations.permissions import civil_mandates
from sectors.models import ConsortiumMembership
from seko.events.declarations import declare
from seko.events.models import DropReason

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import User


class OpinionFacts(TitleFacts):
    """`number` is empty until the opinion is submitted; `items` is how many it has."""

    seko: str
    seko_en: str
    code: str
    consultation: int
    number: str
    items: int


class AskedFacts(OpinionFacts):
    revision: int


class ObjectedFacts(OpinionFacts):
    reason: str


class TakenBackFacts(OpinionFacts):
    """`number` is that under which it had been submitted."""

    reason: str


def office_and_consortium(event) -> "QuerySet[User]":
    """The Office, which answers, and the consortium in whose name the lead spoke."""
    seko = Opinion.objects.values_list("seko", flat=True).get(pk=event.object_id)
    members = (
        ConsortiumMembership.objects.in_force().filter(consortium__seko=seko).values_list("organization", flat=True)
    )
    return case_workers() | representatives_of(list(members))


def members_without_consent(event) -> "QuerySet[User]":
    """The organizations of the consortium that neither lead it nor approve the text about which they are asked."""
    opinion = Opinion.objects.get(pk=event.object_id)
    members = ConsortiumMembership.objects.in_force().filter(consortium__seko=opinion.seko_id, role="member")
    silent = members.exclude(organization__in=opinion.approvals.values("organization"))
    return representatives_of(list(silent.values_list("organization", flat=True)))


def lead_organization(event) -> "QuerySet[User]":
    """The organization that leads the SEKO: it settles what its consortium objects to."""
    seko = Opinion.objects.values_list("seko", flat=True).get(pk=event.object_id)
    leads = ConsortiumMembership.objects.in_force().filter(consortium__seko=seko, role="lead")
    return representatives_of(list(leads.values_list("organization", flat=True)))


def consortium(event) -> "QuerySet[User]":
    """The organizations of the consortium in whose name the opinion was to be."""
    members = ConsortiumMembership.objects.in_force().filter(consortium__seko__code=event.facts["code"])
    return representatives_of(members.values("organization"))


def whose_comments(event) -> "QuerySet[User]":
    """Those who speak for the organizations whose comments the opinion holds, keeps beside it or sets aside."""
    organizations = Comment.objects.filter(_dealt_with(event.object_id)).values("organization")
    return representatives_of(organizations)


def _dealt_with(opinion) -> Q:
    return Q(items__opinion=opinion) | Q(minority_positions__opinion=opinion) | Q(set_aside__opinion=opinion)


def own_comments(event, person) -> "dict[str, list[dict[str, Any]]]":
    """What the opinion does with each comment of the organizations for which a person speaks, in their order."""
    own = {"comment__organization__in": [mandate.organization_id for mandate in civil_mandates(person)]}
    opinion = event.object_id
    merged = ItemComment.objects.filter(item__opinion=opinion, **own).select_related("item")
    kept = MinorityComment.objects.filter(position__opinion=opinion, **own)
    aside = SetAside.objects.filter(opinion=opinion, **own)
    rows: list[dict[str, Any]] = [
        *({"number": row.comment.number, "item": row.item} for row in merged.select_related("comment")),
        *({"number": row.comment.number, "minority": True} for row in kept.select_related("comment")),
        *({"number": row.comment.number, "reason": row.reason} for row in aside.select_related("comment")),
    ]
    return {"own": sorted(rows, key=lambda row: row["number"])}


def is_taken_back(event, at) -> DropReason | None:
    """An opinion that was taken back or cancelled with its consultation is not announced."""
    opinion = Opinion.objects.filter(pk=event.object_id).select_related("consultation").first()
    if opinion is None or opinion.number != event.facts["number"]:
        return DropReason.CHANGED
    return DropReason.CANCELLED if opinion.consultation.status == Consultation.Status.CANCELLED else None


declare(
    "opinion.begun", facts=OpinionFacts, public=False,
    untold="Work of the lead organization; members are told when they are asked to approve.",
)  # fmt: skip
declare("opinion.discarded", "opinion.restored", facts=OpinionFacts, public=False, audience=consortium)
declare(
    "opinion.submitted", facts=OpinionFacts, public=True, audience=(office_and_consortium, whose_comments),
    personal=own_comments, stale=is_taken_back, receipt=True,
)  # fmt: skip
declare("opinion.taken_back", facts=TakenBackFacts, public=True, audience=office_and_consortium)
declare("opinion.consent_asked", facts=AskedFacts, public=False, audience=members_without_consent)
declare("opinion.approved", "opinion.consent_withdrawn", facts=OpinionFacts, public=False, audience=lead_organization)
declare("opinion.objected", facts=ObjectedFacts, public=False, audience=lead_organization)
