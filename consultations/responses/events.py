"""What happens to the items of opinions and their answers, and who is told."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NotRequired

from django.db.models import Q

from consultations.comments.models import Comment
from consultations.consultation.events import TitleFacts
from consultations.opinions.models import OpinionItem
from consultations.responses.models import Assignment
from organizations.audiences import case_workers, contacts_of, representatives_of
from sectors.models import ConsortiumMembership
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


def institutions_of_items(event) -> "QuerySet[User]":
    """The contacts of the institutions whose answers were approved."""
    approved = items_at((number, position) for number, position, _title in event.facts["items"])
    sent = Assignment.objects.filter(item__in=approved)
    return contacts_of(sent.order_by().values("institution"))


def those_behind_the_item(event) -> "QuerySet[User]":
    """Those who speak for the organizations whose comments are in the item, and for the consortium that asked."""
    items = items_at([(event.facts["opinion"], event.facts["position"])])
    commenting = Comment.objects.filter(items__in=items).values("organization")
    members = ConsortiumMembership.objects.in_force().filter(consortium__seko__in=items.values("opinion__seko"))
    return representatives_of(commenting) | representatives_of(members.values("organization"))


def items_at(places) -> "QuerySet[OpinionItem]":
    """Items by the number of their opinion and their place in it."""
    found = (Q(opinion__number=number, position=position) for number, position in places)
    return OpinionItem.objects.filter(reduce(or_, found))


also_told("consultation.cancelled", contacts_of_asked)
also_told("consultation.dates_moved", contacts_of_asked)
declare("item.assigned", facts=AssignedFacts, public=False, audience=contacts_of_assigned)
declare("item.returned", facts=ReturnedFacts, public=False, audience=contacts_of_assigned)
declare("item.sent", facts=AnsweredFacts, public=False, audience=reviewers)
declare(
    "item.drafted", facts=InstitutionFacts, public=False,  # of the answer itself it tells nothing yet
    untold="A draft inside the institution; it is told when it is sent.",
)  # fmt: skip
declare(
    "item.answered", facts=AnsweredFacts, public=False,
    untold="An answer of the Ministry; all answers are told with the report.",
)  # fmt: skip
declare("item.approved", facts=ItemsFacts, public=False, audience=institutions_of_items)
declare("item.corrected", facts=CorrectedFacts, public=True, audience=institution_that_was_asked)
declare("item.landed", facts=ImplementedFacts, public=True, audience=those_behind_the_item)
