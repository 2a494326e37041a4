"""What happens to organizations, accounts and mandates."""

from typing import TypedDict

from organizations.models import User
from seko.events.declarations import EMAIL, FORMER_EMAIL, Moment, declare


class AccountFacts(TypedDict):
    person: str


class EmailFacts(AccountFacts):
    email: str
    former_email: str
    changed_by: str


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


class RevokedFacts(RepresentationFacts):
    reason: str


def its_person(event):
    """Whose mandate it is, or was."""
    return User.objects.filter(pk=event.object.user_id, is_active=True)


def account_holder(event):
    """Whose account it is, open or closed."""
    return User.objects.filter(pk=event.object_id)


declare(
    "account.email_changed",
    facts=EmailFacts,
    public=False,
    audience=account_holder,
    channels=(EMAIL, FORMER_EMAIL),
    receipt=True,
    closed=True,
)
declare("account.closed", facts=AccountFacts, public=False, audience=account_holder, closed=True)
declare("account.reopened", facts=AccountFacts, public=False, audience=account_holder)
declare("account.opened", facts=AccountFacts, public=False)
declare("representation.begun", "representation.ended", facts=RepresentationFacts, public=False)
declare("representation.revoked", facts=RevokedFacts, public=False, audience=its_person)
declare("organization.registered", "organization.reinstated", facts=OrganizationFacts, public=False)
declare("organization.approved", facts=OrganizationFacts, public=True)
declare("organization.profile_changed", facts=ProfileFacts, public=False)
declare("organization.suspended", facts=ReasonedFacts, public=False)
declare("organization.left", facts=ReasonedFacts, public=True)
