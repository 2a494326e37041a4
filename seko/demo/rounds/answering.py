"""What the institutions answer, how long they take, and the report at the end."""

from datetime import timedelta

from consultations.consultation.actions import begin_review
from consultations.models import Assignment, Landing, Response
from consultations.reports.actions import publish_report
from consultations.responses.actions.implementation import note_implementation
from consultations.responses.actions.responses import institution_facts
from consultations.responses.outcomes import ACCEPTED
from seko.demo.days import HISTORY
from seko.demo.documents import issue_second_version
from seko.demo.files import changes
from seko.demo.playback import backdate

State = Response.Status
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
LANDED_AFTER = timedelta(days=9)
REVIEW = 3  # hours until the Office has read what an institution answered


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
        _tell(round_, t.item, response)
    if revised:
        at = (max(moments) + timedelta(days=round_.rng.randint(3, 6))).replace(hour=12)
        publish_report(round_.consultation, by=round_.stage.coordinator, at=at, summary=round_.facts["report"])
        _land_later(round_, [t for t in told if "landed_later" in t.facts], revised, at + LANDED_AFTER)


def _land_later(round_, told, revised, at):
    """What the report shows as not yet visible in the text, and is found there afterwards."""
    with backdate(at):
        landings = [
            note_implementation(t.item, passage=revised.passages[t.facts["landed_later"]], by=round_.stage.officer)
            for t in told
        ]
    Landing.objects.filter(pk__in=[landing.pk for landing in landings]).update(noted_at=at)


def _tell(round_, item, response):
    """The Office answers at once; an institution's answer is reviewed some hours later, if it has got that far."""
    by_office = response.organization.is_office
    about = institution_facts(response.organization)
    verb = "item.drafted" if response.status == State.DRAFT else "item.answered" if by_office else "item.sent"
    outcome = {} if verb == "item.drafted" else {"outcome": str(response.outcome)}
    round_.chronicle.item(item, verb, response.mandate, response.answered_at, **about, **outcome)
    reviewed_at, officer = response.answered_at + timedelta(hours=REVIEW), _officer(round_.stage)
    if response.status == State.RETURNED:
        round_.chronicle.item(item, "item.returned", officer, reviewed_at, **about, note=response.review_note)
    elif response.status == State.APPROVED and not by_office:
        round_.chronicle.item(item, "item.approved", officer, reviewed_at)


def _assign(round_, told, at):
    stage = round_.stage
    officer = _officer(stage)
    rows = Assignment.objects.bulk_create(
        Assignment(item=t.item, institution=stage.cast[t.facts["to"]], due_on=_due_on(stage, t, at), mandate=officer)
        for t in told
    )
    Assignment.objects.filter(pk__in=[row.pk for row in rows]).update(assigned_at=at)
    for t, row in zip(told, rows, strict=True):
        round_.chronicle.item(
            t.item, "item.assigned", officer, at, **institution_facts(row.institution), due_on=row.due_on
        )


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
    """As told beside the document, else as the topics tell it."""
    facts = round_.facts
    if "version" in facts:
        steps = changes(facts["version"])["steps"]
    else:
        steps = [{"change": t["at"], "words": t["revised"]} for t in facts["topics"] if "revised" in t]
    with backdate(at):
        return issue_second_version(
            round_.text, steps, by=round_.stage.officer, issued_on=at.date(), note=facts["note"]
        )


def _response(round_, told, at, revised):
    outcome, stage = told.facts["outcome"], round_.stage
    to = told.facts.get("to")
    mandate = stage.mandates[stage.cast[to].pk] if to else _officer(stage)
    landed = _landed(told) if revised else None
    return Response(
        item=told.item,
        outcome=outcome,
        reason=told.facts["reason"],
        forwarded_to=told.facts.get("forwarded_to", ""),
        landed_in=revised.passages[landed] if landed else None,
        status=told.facts.get("state", State.APPROVED),
        review_note=told.facts.get("review_note", ""),
        organization_id=mandate.organization_id,
        mandate=mandate,
        answered_at=at,
    )


def _landed(told):
    """Where in the second version the item is found: told with it, else where its passage was revised."""
    if "landed" in told.facts:
        return told.facts["landed"]
    revised = "revised" in told.topic and told.facts["outcome"] in ACCEPTED
    return told.topic["at"] if revised else None


def _officer(stage):
    return stage.officer.current_mandates[0]
