"""Reminders 7, 3 and 1 day before a term ends, to those who have not done their part yet.

Of those that are due only the nearest is sent: after an outage nobody gets three at once. None is sent after the term,
and none within a day of the mail that told the date itself: of the opening, or of dates that moved. A date that moves
is another term, of which people are reminded anew.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, F, Min, Q

from consultations.consultation.models import Consultation, Invitation
from consultations.opinions.models import OpinionItem, submitted
from consultations.responses.models import Assignment, Response
from seko.events.log import record
from seko.events.models import Event
from seko.rules.deadlines import days_before, end_of

DAYS = (7, 3, 1)
QUIET = timedelta(days=1)  # after people were told of a date
HORIZON = timedelta(days=max(DAYS) + 1)
Status = Consultation.Status


@dataclass(frozen=True)
class Reminder:
    """A term that nears: what to record about which consultation. `who` tells apart terms that end together."""

    verb: str
    consultation: int
    due: date | datetime
    name: str = ""  # of the consultation's date that ends the term
    since: datetime | None = None  # from when on it makes sense: what is asked for can be done
    who: dict = field(default_factory=dict)
    numbers: dict = field(default_factory=dict)

    @property
    def stored_due(self) -> str:
        """The term as it stands among the facts of the event."""
        return self.due.isoformat()


def send_reminders(*, at) -> None:
    """Record every reminder that is due and has not been sent; mails follow from the events. Safe to repeat."""
    for terms in (ending_windows, missing_opinions, waiting_institutions, unanswered_consultations):
        for reminder in terms(at):
            if _days_due(reminder, at):
                _send(reminder, terms, at)


# --- terms that near -------------------------------------------------------------------------


def ending_windows(at) -> list[Reminder]:
    """Comment windows; those are told whose organization has not spoken."""
    rows = Consultation.objects.open(at).filter(comments_close_at__lte=at + HORIZON)
    rows = rows.values_list("pk", "comments_close_at", "opens_at")
    return [
        Reminder("consultation.closes_soon", pk, due, "comments_close_at", opens + QUIET) for pk, due, opens in rows
    ]


def missing_opinions(at) -> list[Reminder]:
    """Opinions due, from the end of comments on; the consortia are told that have submitted none."""
    received = Q(submitted("consultation__opinions__"), consultation__opinions__seko=F("seko"))
    rows = Invitation.objects.filter(
        consultation__status__in=Consultation.RUNNING,
        consultation__comments_close_at__lte=at,
        consultation__opinion_due_at__gt=at,
        consultation__opinion_due_at__lte=at + HORIZON,
    ).exclude(pk__in=Invitation.objects.filter(received).values("pk"))
    rows = rows.order_by("consultation").values_list(
        "consultation", "consultation__opinion_due_at", "consultation__comments_close_at"
    )
    return [
        Reminder("consultation.opinion_due_soon", pk, due, "opinion_due_at", closed)
        for pk, due, closed in rows.distinct()
    ]


def unanswered_consultations(at) -> list[Reminder]:
    """Days for answers while an item of an opinion has no approved answer; the Office's case workers are told."""
    items = (
        OpinionItem.objects.in_submitted()
        .filter(
            opinion__consultation__status=Status.IN_REVIEW,
            opinion__consultation__answer_due_at__gt=at,
            opinion__consultation__answer_due_at__lte=at + HORIZON,
        )
        .exclude(response__status=Response.Status.APPROVED)
    )
    rows = items.order_by("opinion__consultation").values_list(
        "opinion__consultation", "opinion__consultation__answer_due_at"
    )
    return [
        Reminder("consultation.answer_due_soon", pk, due, "answer_due_at", numbers={"items": number})
        for pk, due, number in rows.annotate(number=Count("pk"))
    ]


def waiting_institutions(at) -> list[Reminder]:
    """Items at an institution without its answer, by the day by which it was asked; its contacts are told."""
    waiting = Assignment.objects.in_submitted().filter(item__opinion__consultation__status=Status.IN_REVIEW)
    waiting = waiting.exclude(item__response__status__in=Response.GIVEN)
    near = at + HORIZON
    waiting = waiting.filter(
        Q(due_on__gte=at.date() - timedelta(days=1), due_on__lte=near.date())
        | Q(due_on__isnull=True, item__opinion__consultation__answer_due_at__range=(at, near))
    )
    rows = waiting.order_by("item__opinion__consultation", "institution", "due_on").values_list(
        "item__opinion__consultation", "due_on", "item__opinion__consultation__answer_due_at", "institution"
    )
    return [
        Reminder(
            "consultation.items_due_soon",
            consultation,
            due_on or answer_due_at,
            "" if due_on else "answer_due_at",
            sent + QUIET,
            who={"institution": institution},
            numbers={"items": number},
        )
        for consultation, due_on, answer_due_at, institution, number, sent in rows.annotate(
            number=Count("pk"), sent=Min("assigned_at")
        )
    ]


# --- parts -----------------------------------------------------------------------------------


def _days_due(reminder, at) -> int | None:
    """How many days before the end of the term people are to be reminded now, or None."""
    if at >= end_of(reminder.due):
        return None
    passed = [days for days in DAYS if days_before(reminder.due, days) <= at]
    if not passed:
        return None
    days = min(passed)
    moment, about = days_before(reminder.due, days), Event.objects.about(f"consultation:{reminder.consultation}")
    if reminder.since and moment < reminder.since:
        return None
    moved = about.filter(verb="consultation.dates_moved", facts__after__has_key=reminder.name, at__gt=moment - QUIET)
    if reminder.name and moved.exists():
        return None
    facts = {"due": reminder.stored_due, "days": days, **reminder.who}
    return None if about.filter(verb=reminder.verb, facts__contains=facts).exists() else days


@transaction.atomic
def _send(reminder, terms, at) -> None:
    """Once, though two clocks may run: the second waits and finds the term as the first left it."""
    consultation = Consultation.objects.select_for_update().get(pk=reminder.consultation)
    if reminder not in terms(at):
        return
    days = _days_due(reminder, at)
    if days:
        facts = {"due": reminder.stored_due, "days": days, **reminder.who, **reminder.numbers}
        record(reminder.verb, consultation, by=None, at=at, **facts)
