"""What happens to the items of opinions and their answers, and who is told."""

from typing import TYPE_CHECKING, NotRequired

from consultations.consultation.events import TitleFacts
from consultations.responses.models import Assignment
from organizations.audiences import case_workers, contacts_of
from seko.events.declarations import Moment, also_told, declare

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import User


class ItemFacts(TitleFacts):
    """The number of the opinion and the place in it."""

    opinion: str
    position: int


class ItemsFacts(ItemFacts):
    """`items` holds opinion, position and title of each; the first is told beside them."""

    items: list[list[str | int]]


class InstitutionFacts(ItemsFacts):
    institution_id: int
    institution: str
    institution_en: str


class AssignedFacts(InstitutionFacts):
    due_on: Moment | None


class ReturnedFacts(InstitutionFacts):
    note: str


class AnsweredFacts(InstitutionFacts):
    """The outcome where all items have the same."""

    outcome: NotRequired[str]


class ImplementedFacts(ItemFacts):
    passage: str
    version: int


class CorrectedFacts(ItemFacts):
    """`number` is that of the correction; the outcomes are codes."""

    number: int
    why: str
    before: str
    after: str


def contacts_of_asked(event) -> "QuerySet[User]":
    """The contacts of institutions that were sent items of the consultation."""
    sent = Assignment.objects.filter(item__opinion__consultation=event.object_id)
    return contacts_of(sent.order_by().values("institution"))


def contacts_of_assigned(event) -> "QuerySet[User]":
    """Those who answer for the institution to which items were sent, or given back."""
    return contacts_of([event.facts["institution_id"]])


def institution_that_was_asked(event) -> "QuerySet[User]":
    """The contacts of the institution to which the item had been sent."""
    return contacts_of(Assignment.objects.filter(item=event.object_id).values("institution"))


def reviewers(event) -> "QuerySet[User]":
    """The Office, which approves answers or returns them."""
    return case_workers()


also_told("consultation.cancelled", contacts_of_asked)
also_told("consultation.dates_moved", contacts_of_asked)
declare("item.assigned", facts=AssignedFacts, public=False, audience=contacts_of_assigned)
declare("item.returned", facts=ReturnedFacts, public=False, audience=contacts_of_assigned)
declare("item.sent", facts=AnsweredFacts, public=False, audience=reviewers)
declare("item.drafted", "item.answered", facts=AnsweredFacts, public=False)
declare("item.approved", facts=ItemsFacts, public=False)
declare("item.corrected", facts=CorrectedFacts, public=True, audience=institution_that_was_asked)
declare("item.landed", facts=ImplementedFacts, public=True)
