"""What happens to SEKOs: their areas, consortia and networks."""

from typing import NotRequired, TypedDict

from organizations.audiences import representatives_of
from sectors.models import Consortium
from seko.events.declarations import Moment, declare


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


def its_organization(event):
    """Those who speak for the organization whose membership it is, or was."""
    return representatives_of([event.object.organization_id])


declare("seko.area_assigned", "seko.area_ended", facts=AreaFacts, public=True)
declare("network.joined", "network.left", facts=MembershipFacts, public=True)
declare("network.revoked", facts=RevokedFacts, public=True, audience=its_organization)
declare("consortium.formed", facts=ConsortiumFacts, public=False)
declare("consortium.activated", facts=ActivatedFacts, public=True)
declare("consortium.ended", facts=SekoFacts, public=True)
declare("consortium.member_added", "consortium.member_left", facts=ConsortiumMembershipFacts, public=has_begun)
declare("consortium.member_revoked", facts=MembershipRevokedFacts, public=has_begun, audience=its_organization)
declare("consortium.lead_changed", facts=LeadChangedFacts, public=has_begun)
