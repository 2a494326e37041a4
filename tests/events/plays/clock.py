"""What the clock does by itself."""

from consultations.consultation.actions import open_consultation
from consultations.deadlines.actions.scheduled import run_scheduled_acts
from consultations.responses.actions.responses import assign_items
from seko.rules.deadlines import days_before
from seko.rules.validity import today
from tests.events.plays import plays
from tests.events.plays.round import DAY, answerable, consolidating, draft, running, timezone


@plays("consultation.comments_begun")
def comments_begin(cast):
    consultation = draft(cast, timezone.now() + 5 * DAY)
    consultation = open_consultation(consultation, by=cast.user("coordinator"))
    run_scheduled_acts(at=consultation.opens_at)


@plays("consultation.closes_soon")
def comments_close_soon(cast):
    consultation = running(cast)
    for days in (7, 1):
        run_scheduled_acts(at=days_before(consultation.comments_close_at, days))


@plays("consultation.opinion_due_soon")
def an_opinion_is_due(cast):
    consultation, _comment = consolidating(cast)
    run_scheduled_acts(at=days_before(consultation.opinion_due_at, 3))


@plays("consultation.items_due_soon", "consultation.answer_due_soon")
def answers_are_due(cast):
    first, *others = answerable(cast)
    due = first.opinion.consultation.answer_due_at
    for items, due_on in ([first], today() + 5 * DAY), (others, None):
        assign_items(items, institution=cast.ministry, due_on=due_on, by=cast.user("coordinator"))
    run_scheduled_acts(at=days_before(today() + 5 * DAY, 1))
    run_scheduled_acts(at=days_before(due, 1))
