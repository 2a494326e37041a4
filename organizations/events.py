"""What happens to organizations, accounts and mandates."""

from typing import TypedDict

from seko.events.declarations import Moment, declare


class AccountFacts(TypedDict):
    person: str


class OrganizationFacts(TypedDict):
    organization: str
    organization_en: str
    slug: str


class ReasonedFacts(OrganizationFacts):
    reason: str


class ProfileFacts(OrganizationFacts):
    fields: list[str]


class RepresentationFacts(OrganizationFacts):
    person: str
    role: str
    valid_from: Moment
    valid_to: Moment | None


declare("account.opened", facts=AccountFacts, public=False)
declare("representation.begun", "representation.ended", facts=RepresentationFacts, public=False)
declare("organization.registered", "organization.reinstated", facts=OrganizationFacts, public=False)
declare("organization.approved", facts=OrganizationFacts, public=True)
declare("organization.profile_changed", facts=ProfileFacts, public=False)
declare("organization.suspended", facts=ReasonedFacts, public=False)
declare("organization.left", facts=ReasonedFacts, public=True)
