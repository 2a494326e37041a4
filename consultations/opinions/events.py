"""What happens to opinions, and who is told."""

from typing import TYPE_CHECKING

from consultations.consultation.events import TitleFacts
from consultations.opinions.models import Opinion
from organizations.audiences import case_workers, representatives_of
from sectors.models import ConsortiumMembership
from seko.events.declarations import declare

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


declare("opinion.begun", "opinion.discarded", facts=OpinionFacts, public=False)
declare("opinion.submitted", facts=OpinionFacts, public=True, audience=office_and_consortium, receipt=True)
declare("opinion.taken_back", facts=TakenBackFacts, public=True, audience=office_and_consortium)
declare("opinion.consent_asked", facts=AskedFacts, public=False, audience=members_without_consent)
declare("opinion.approved", "opinion.consent_withdrawn", facts=OpinionFacts, public=False)
declare("opinion.objected", facts=ObjectedFacts, public=False, audience=lead_organization)
