"""What the clock does by itself, every minute: comments begin and end, reviews begin, people are reminded.

Each step is safe to repeat, and after an outage it is made up for as far as it still makes sense: a window closes
however late, but nobody is told that comments begin or a term nears once it is over.
"""

from django.db import transaction

from consultations.consultation.actions import begin_consolidation, begin_review, noted_late
from consultations.consultation.models import Consultation
from consultations.deadlines.actions.reminders import send_reminders
from seko.events.log import record
from seko.events.models import Event

Status = Consultation.Status


def run_scheduled_acts(*, at) -> None:
    """Do what is due at a moment. Safe to repeat."""
    for pk in list(Consultation.objects.window_over(at).values_list("pk", flat=True)):
        _close(pk, at)
    overdue = Consultation.objects.filter(status=Status.CONSOLIDATION, opinion_due_at__lte=at)
    for pk in list(overdue.values_list("pk", flat=True)):
        _begin_review(pk, at)
    for pk in sorted(unannounced_openings(at)):
        _announce_opening(pk, at)
    send_reminders(at=at)


def unannounced_openings(at) -> set[int]:
    """Open consultations that had been announced for later, and whose networks do not know yet that it has begun."""
    opens = dict(Consultation.objects.open(at).values_list("pk", "opens_at"))
    about = Event.objects.filter(topics__overlap=[f"consultation:{pk}" for pk in opens])
    about = about.filter(verb__in=["consultation.opened", "consultation.comments_begun"])
    announced, told = set(), set()
    for pk, verb, told_at in about.order_by().values_list("object_id", "verb", "at"):
        if verb == "consultation.comments_begun":
            told.add(pk)
        elif told_at < opens[pk]:
            announced.add(pk)
    return announced - told


@transaction.atomic
def _close(pk, at) -> None:
    consultation = Consultation.objects.window_over(at).select_for_update().filter(pk=pk).first()
    if consultation:
        begin_consolidation(consultation, at=at)


@transaction.atomic
def _begin_review(pk, at) -> None:
    consultation = Consultation.objects.select_for_update().get(pk=pk)
    if consultation.status == Status.CONSOLIDATION and consultation.opinion_due_at <= at:
        begin_review(consultation, at=at)


@transaction.atomic
def _announce_opening(pk, at) -> None:
    consultation = Consultation.objects.select_for_update().get(pk=pk)  # waits for another clock that tells it
    if pk in unannounced_openings(at):
        due = min(at, consultation.opens_at)
        facts = {"closes": consultation.comments_close_at, **noted_late(due, at)}
        record("consultation.comments_begun", consultation, by=None, at=due, **facts)
