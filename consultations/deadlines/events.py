"""What the clock tells: that comments begin, and that a term nears; and to whom."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from consultations.comments.models import Comment
from consultations.consultation.events import ConsultationFacts, invited_organization_ids, whole_network
from consultations.consultation.models import Invitation
from consultations.deadlines.actions.reminders import DAYS
from consultations.opinions.models import Opinion
from consultations.questions.models import QuestionAnswer
from organizations.audiences import case_workers, contacts_of, representatives_of
from sectors.models import ConsortiumMembership
from seko.events.declarations import Moment, declare
from seko.rules.deadlines import end_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import User


class BegunFacts(ConsultationFacts):
    closes: Moment


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
    return unless_overdue(event, representatives_of(invited_organization_ids(event.object_id) - spoken))


def consortia_without_opinion(event) -> "QuerySet[User]":
    """The consortia of SEKOs that were asked and have submitted no opinion."""
    submitted = Opinion.objects.submitted().filter(consultation=event.object_id).values("seko")
    sekos = Invitation.objects.filter(consultation=event.object_id).exclude(seko__in=submitted).values("seko")
    members = ConsortiumMembership.objects.in_force().filter(consortium__seko__in=sekos)
    return unless_overdue(event, representatives_of(list(members.values_list("organization", flat=True))))


def contacts_of_the_institution(event) -> "QuerySet[User]":
    """Those who answer for the institution at which the items wait."""
    return unless_overdue(event, contacts_of([event.facts["institution"]]))


def office_case_workers(event) -> "QuerySet[User]":
    """The Office, as long as an item waits."""
    return unless_overdue(event, case_workers())


def unless_overdue(event, people) -> "QuerySet[User]":
    """Nobody is reminded of a term that is over, however late the mail is sent."""
    due = parse_date(event.facts["due"]) or parse_datetime(event.facts["due"])
    return people.none() if timezone.now() >= end_of(due) else people


declare("consultation.comments_begun", facts=BegunFacts, public=True, audience=whole_network)
declare("consultation.closes_soon", facts=ReminderFacts, public=is_last_call, audience=silent_organizations)
declare("consultation.opinion_due_soon", facts=ReminderFacts, public=False, audience=consortia_without_opinion)
declare("consultation.items_due_soon", facts=InstitutionFacts, public=False, audience=contacts_of_the_institution)
declare("consultation.answer_due_soon", facts=AnswersFacts, public=False, audience=office_case_workers)
