"""What happens to SEKOs: their areas, consortia and networks."""

from typing import NotRequired, TypedDict

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


declare("seko.area_assigned", "seko.area_ended", facts=AreaFacts, public=True)
declare("network.joined", "network.left", facts=MembershipFacts, public=True)
declare("consortium.formed", facts=ConsortiumFacts, public=False)
declare("consortium.activated", facts=ActivatedFacts, public=True)
declare("consortium.ended", facts=SekoFacts, public=True)
declare("consortium.member_added", "consortium.member_left", facts=ConsortiumMembershipFacts, public=has_begun)
declare("consortium.lead_changed", facts=LeadChangedFacts, public=has_begun)
