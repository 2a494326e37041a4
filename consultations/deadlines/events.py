"""What the clock tells: that comments begin, and that a term nears; and to whom."""

from typing import TYPE_CHECKING, NotRequired

from django.utils.dateparse import parse_date, parse_datetime

from consultations.comments.models import Comment
from consultations.consultation.events import (
    ConsultationFacts,
    invited_organization_ids,
    is_cancelled,
    is_over_for_comments,
    whole_network,
)
from consultations.consultation.models import Invitation
from consultations.deadlines.actions.reminders import DAYS
from consultations.opinions.models import Opinion, OpinionItem
from consultations.questions.models import QuestionAnswer
from consultations.responses.models import Assignment, Response
from organizations.audiences import case_workers, contacts_of, representatives_of
from sectors.models import ConsortiumMembership
from seko.events.declarations import Moment, declare
from seko.events.models import DropReason
from seko.rules.deadlines import end_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import User


class BegunFacts(ConsultationFacts):
    closes: Moment
    noted: NotRequired[Moment]


class ReminderFacts(ConsultationFacts):
    """The end of the term, and how many days before it people are reminded."""

    due: Moment
    days: int


class AnswersFacts(ReminderFacts):
    """`items` is how many wait."""

    items: int


class InstitutionFacts(AnswersFacts):
    institution: int


def is_last_call(event) -> bool:
    """The public feed tells the last call for comments alone."""
    return event.facts["days"] == min(DAYS)


def silent_organizations(event) -> "QuerySet[User]":
    """Everybody who may comment and whose organization has not yet: no comment and no answer to a question. What is
    only a draft has not been said, and what was hidden has."""
    said = Comment.objects.filter(consultation=event.object_id, withdrawn_at__isnull=True)
    answered = QuestionAnswer.objects.filter(question__consultation=event.object_id, submitted_at__isnull=False)
    spoken = {*said.values_list("organization", flat=True), *answered.values_list("organization", flat=True)}
    return representatives_of(invited_organization_ids(event.object_id) - spoken)


def consortia_without_opinion(event) -> "QuerySet[User]":
    """The consortia of SEKOs that were asked and have submitted no opinion."""
    submitted = Opinion.objects.submitted().filter(consultation=event.object_id).values("seko")
    sekos = Invitation.objects.filter(consultation=event.object_id).exclude(seko__in=submitted).values("seko")
    members = ConsortiumMembership.objects.in_force().filter(consortium__seko__in=sekos)
    return representatives_of(list(members.values_list("organization", flat=True)))


def contacts_of_the_institution(event) -> "QuerySet[User]":
    """Those who answer for the institution, as long as an item waits there."""
    waiting = Assignment.objects.filter(
        item__opinion__consultation=event.object_id, institution=event.facts["institution"]
    ).exclude(item__response__status__in=Response.GIVEN)
    return contacts_of(waiting.order_by().values("institution"))


def office_case_workers(event) -> "QuerySet[User]":
    """The Ministry, as long as an item waits."""
    unanswered = OpinionItem.objects.in_submitted().filter(opinion__consultation=event.object_id)
    people = case_workers()
    waits = unanswered.exclude(response__status=Response.Status.APPROVED).exists()
    return people if waits else people.none()


# --- what makes no sense any more ------------------------------------------------------------


def no_longer_due(event, at) -> DropReason | None:
    """Nobody is reminded of a term that is over, however late the mail is sent, nor of one that has moved."""
    due = parse_date(event.facts["due"]) or parse_datetime(event.facts["due"])
    if reason := is_cancelled(event, at):
        return reason
    if at >= end_of(due):
        return DropReason.TERM_PASSED
    own = DATE_OF.get(event.verb)
    return DropReason.CHANGED if own and getattr(event.object, own) != due else None


DATE_OF = {
    "consultation.closes_soon": "comments_close_at",
    "consultation.opinion_due_soon": "opinion_due_at",
    "consultation.answer_due_soon": "answer_due_at",
}
declare(
    "consultation.comments_begun", facts=BegunFacts, public=True, audience=whole_network, stale=is_over_for_comments
)
for verb, facts, public, audience in (
    ("consultation.closes_soon", ReminderFacts, is_last_call, silent_organizations),
    ("consultation.opinion_due_soon", ReminderFacts, False, consortia_without_opinion),
    ("consultation.items_due_soon", InstitutionFacts, False, contacts_of_the_institution),
    ("consultation.answer_due_soon", AnswersFacts, False, office_case_workers),
):
    declare(verb, facts=facts, public=public, audience=audience, stale=no_longer_due)
