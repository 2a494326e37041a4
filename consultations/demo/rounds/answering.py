"""What the institutions answer, how long they take, and the report at the end."""

from datetime import timedelta

from consultations.actions.consultation import begin_review
from consultations.actions.report import publish_report
from consultations.demo.days import HISTORY
from consultations.demo.documents import issue_second_version
from consultations.models import Assignment, Response
from seko.demo import happened

OFFICE = None  # answers what is sent to no institution
# Days from being asked to the answer, in the middle of the two years: the office, then the institutions.
DAYS_TO_ANSWER = {
    OFFICE: 7,
    "ministarstvo": 11,
    "ministarstvo-rad": 9,
    "ministarstvo-pravda": 20,
    "ministarstvo-privreda": 15,
    "ministarstvo-uprava": 12,
}
TERM = 15  # days that an institution has


def answer(round_, told):
    """Send the items on, answer those that have been answered, and publish the report when all are."""
    submitted_at = max(t.item.opinion.submitted_at for t in told)
    begin_review(round_.consultation, at=submitted_at)
    asked_at = (submitted_at + timedelta(days=2)).replace(hour=9, minute=0)
    _assign(round_, [t for t in told if "to" in t.facts], asked_at)

    answered = [t for t in told if "outcome" in t.facts]
    moments = [_answered_at(round_, t, asked_at) for t in answered]
    revised = _second_version(round_, max(moments) + timedelta(days=1)) if len(answered) == len(told) else None
    responses = Response.objects.bulk_create(
        _response(round_, t, at, revised) for t, at in zip(answered, moments, strict=True)
    )
    for t, response in zip(answered, responses, strict=True):
        round_.chronicle.item(
            t.item, "item.answered", response.mandate, response.answered_at, outcome=str(response.outcome)
        )
    if revised:
        at = (max(moments) + timedelta(days=round_.rng.randint(3, 6))).replace(hour=12)
        publish_report(round_.consultation, by=round_.stage.coordinator, at=at, summary=round_.facts["report"])


def _assign(round_, told, at):
    stage = round_.stage
    officer = _officer(stage)
    rows = Assignment.objects.bulk_create(
        Assignment(item=t.item, institution=stage.cast[t.facts["to"]], due_on=_due_on(stage, t, at), mandate=officer)
        for t in told
    )
    Assignment.objects.filter(pk__in=[row.pk for row in rows]).update(assigned_at=at)
    for t, row in zip(told, rows, strict=True):
        round_.chronicle.item(t.item, "item.assigned", officer, at, institution=row.institution.name)


def _due_on(stage, told, at):
    """The usual term, unless the round counts the day from the load."""
    if "due" in told.facts:
        return stage.calendar.day(told.facts["due"])
    return at.date() + timedelta(days=TERM)


def _answered_at(round_, told, asked_at):
    """Institutions were slower in the beginning than they are now; no two items take the same time."""
    of_the_way = min(-round_.facts["opens"] / HISTORY, 1)
    pace = (0.75 + 0.5 * of_the_way) * round_.rng.uniform(0.7, 1.3)
    days = max(2, round(DAYS_TO_ANSWER[told.facts.get("to", OFFICE)] * pace))
    return (asked_at + timedelta(days=days)).replace(hour=round_.rng.randint(9, 15), minute=round_.rng.randrange(60))


def _second_version(round_, at):
    changed = {t["at"]: t["revised"] for t in round_.facts["topics"] if "revised" in t}
    revised = {"note": round_.facts["note"], "changed": changed}
    with happened(at):
        return issue_second_version(round_.text, revised, by=round_.stage.officer, issued_on=at.date())


def _response(round_, told, at, revised):
    outcome, stage = told.facts["outcome"], round_.stage
    to = told.facts.get("to")
    mandate = stage.mandates[stage.cast[to].pk] if to else _officer(stage)
    landed = revised and "revised" in told.topic and outcome in (Response.Outcome.ACCEPTED, Response.Outcome.PARTLY)
    return Response(
        item=told.item,
        outcome=outcome,
        reason=told.facts["reason"],
        landed_in=revised.passages[told.topic["at"]] if landed else None,
        organization_id=mandate.organization_id,
        mandate=mandate,
        answered_at=at,
    )


def _officer(stage):
    return stage.officer.current_mandates[0]
