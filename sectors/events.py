"""What happens to SEKOs: their areas, consortia and networks."""

from typing import TYPE_CHECKING, NotRequired, TypedDict

from django.db.models import Q

from organizations.audiences import representatives_of
from sectors.models import Consortium, ConsortiumMembership
from seko.events.declarations import Moment, declare
from seko.rules.validity import today

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import User


class SekoFacts(TypedDict):
    seko: str
    seko_en: str
    code: str
    valid_from: Moment
    valid_to: Moment | None


class AreaFacts(SekoFacts):
    area: str
    area_en: str


class MembershipFacts(SekoFacts):
    organization: str
    organization_en: str


class ConsortiumMembershipFacts(MembershipFacts):
    role: str


class RevokedFacts(MembershipFacts):
    reason: str


class MembershipRevokedFacts(ConsortiumMembershipFacts):
    reason: str


class LeadChangedFacts(ConsortiumMembershipFacts):
    old_lead: str


class ConsortiumFacts(SekoFacts):
    lead: str
    lead_en: str


class ActivatedFacts(SekoFacts):
    lead: NotRequired[str]
    lead_en: NotRequired[str]


def has_begun(event) -> bool:
    """Who joins and leaves while a consortium is being put together concerns the Office alone."""
    return event.object.consortium.status != Consortium.Status.FORMING


def its_organization(event) -> "QuerySet[User]":
    """Those who speak for the organization whose membership it is, or was."""
    return representatives_of([event.object.organization_id])


def its_members(event) -> "QuerySet[User]":
    """Those who speak for the organizations that are, or were at its end, in the consortium."""
    members = ConsortiumMembership.objects.filter(consortium=event.object_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=event.object.valid_to or today())
    )
    return representatives_of(members.values("organization"))


def organization_and_consortium(event) -> "QuerySet[User]":
    """Those who speak for the organization that leads now, and for the others of the consortium."""
    members = ConsortiumMembership.objects.current().filter(consortium=event.object.consortium_id)
    return its_organization(event) | representatives_of(members.values("organization"))


def consortium_of_seko(event) -> "QuerySet[User]":
    """Those who speak for the organizations of the SEKO's consortium."""
    members = ConsortiumMembership.objects.in_force().filter(consortium__seko=event.object_id)
    return representatives_of(members.values("organization"))


declare("seko.area_assigned", "seko.area_ended", facts=AreaFacts, public=True, audience=consortium_of_seko)
declare("network.joined", "network.left", facts=MembershipFacts, public=True, audience=its_organization)
declare("network.revoked", facts=RevokedFacts, public=True, audience=its_organization)
declare("consortium.formed", facts=ConsortiumFacts, public=False, audience=its_members)
declare("consortium.activated", facts=ActivatedFacts, public=True, audience=its_members)
declare("consortium.ended", facts=SekoFacts, public=True, audience=its_members)
declare(
    "consortium.member_added", "consortium.member_left", facts=ConsortiumMembershipFacts, public=has_begun,
    audience=its_organization,
)  # fmt: skip
declare("consortium.member_revoked", facts=MembershipRevokedFacts, public=has_begun, audience=its_organization)
declare("consortium.lead_changed", facts=LeadChangedFacts, public=has_begun, audience=organization_and_consortium)
