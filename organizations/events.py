"""What happens to organizations, accounts and mandates, and who is told."""

from typing import TYPE_CHECKING, TypedDict

from organizations.accounts import password_address
from organizations.audiences import contacts_of, people_of, representatives_of
from organizations.models import User
from seko.events.declarations import EMAIL, FORMER_EMAIL, Moment, declare

if TYPE_CHECKING:
    from django.db.models import QuerySet


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


def where_to_choose_a_password(event, person) -> dict[str, str]:
    """The address under which the person chooses a password, for them alone; it opens once, and for some days."""
    return {"password_address": password_address(person)}


def its_person(event) -> "QuerySet[User]":
    """Whose mandate it is, or was."""
    return User.objects.filter(pk=event.object.user_id, is_active=True)


def account_holder(event) -> "QuerySet[User]":
    """Whose account it is, open or closed."""
    return User.objects.filter(pk=event.object_id)


def its_person_and_colleagues(event) -> "QuerySet[User]":
    """Whose mandate it is, or was, and those who speak or answer for the same organization."""
    organization = [event.object.organization_id]
    return its_person(event).distinct() | representatives_of(organization) | contacts_of(organization)


def its_people(event) -> "QuerySet[User]":
    """Everybody who acts for the organization."""
    return people_of([event.object_id])


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
declare(
    "account.opened", facts=AccountFacts, public=False, audience=account_holder,
    personal=where_to_choose_a_password,
)  # fmt: skip
declare(
    "account.language_chosen", facts=AccountFacts, public=False,
    untold="People choose it themselves, on the page of their account.",
)  # fmt: skip
declare(
    "representation.begun", "representation.ended", facts=RepresentationFacts, public=False,
    audience=its_person_and_colleagues,
)  # fmt: skip
declare("representation.revoked", facts=RevokedFacts, public=False, audience=its_person)
declare(
    "organization.registered", facts=OrganizationFacts, public=False,
    untold="It has applied, and nobody acts for it yet; its people are told when it is admitted.",
)  # fmt: skip
declare("organization.reinstated", facts=OrganizationFacts, public=False, audience=its_people)
declare("organization.approved", facts=OrganizationFacts, public=True, audience=its_people)
declare("organization.profile_changed", facts=ProfileFacts, public=False, audience=its_people)
declare("organization.suspended", facts=ReasonedFacts, public=False, audience=its_people)
declare("organization.left", facts=ReasonedFacts, public=True, audience=its_people)
