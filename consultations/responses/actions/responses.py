"""Items are sent to institutions; answers are drafted, sent for review, returned with a note or approved.

Each act takes several items of one consultation: all are done or none, and a refusal names its item.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.consultation.actions import lock_consultation
from consultations.consultation.models import Consultation
from consultations.documents.models import Passage
from consultations.opinions.models import OpinionItem
from consultations.responses.models import Assignment, Response
from consultations.responses.permissions import can_assign, can_respond, can_review, responding_mandate
from organizations.permissions import case_worker_mandate
from organizations.roles import RepresentationRole
from seko.events.declarations import name_facts
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, field_error, require

Status, State = Consultation.Status, Response.Status
MOST_REFUSALS = 20  # as many are told at one time


@dataclass(frozen=True)
class ResponseContent:
    """What is answered to an item."""

    outcome: str
    reason: str = ""
    forwarded_to: str = ""
    landed_in: Passage | None = None


def assign_item(item, *, institution, by, due_on=None) -> Assignment:
    """Send one item to an institution; see `assign_items`."""
    return assign_items([item], institution=institution, by=by, due_on=due_on)[0]


@transaction.atomic
def assign_items(items, *, institution, by, due_on=None) -> list[Assignment]:
    """Send items of submitted opinions to an institution for its answer; a second time moves them.

    Raises PermissionDenied; ValidationError `not_submitted`, `report_published`, `answer_approved`,
    `not_an_institution`."""
    consultation, items = lock_items(items)
    require(can_assign(by, consultation))
    if institution.kind != institution.Kind.PUBLIC_BODY:
        raise field_error("institution", _("You can send items only to public bodies."), "not_an_institution")
    mandate = case_worker_mandate(by)

    def assign(item):
        _require_in_review(item)
        if _state(item) == State.APPROVED:
            raise ValidationError(_("The answer is approved already. Return it first."), code="answer_approved")
        assignment = getattr(item, "assignment", None) or Assignment(item=item)
        assignment.institution, assignment.due_on, assignment.mandate = institution, due_on, mandate
        with database_refusals(Assignment, deferred=False):
            check_fields(assignment)
            assignment.save()
        return assignment

    done = _each(items, assign)
    _record(items, "item.assigned", by, mandate, None, **institution_facts(institution), due_on=due_on)
    return done


def respond_to_item(
    item, *, by, outcome, reason="", forwarded_to="", landed_in=None, send=None, revision=None, at=None
) -> Response:
    """Answer one item; see `respond_to_items`."""
    answer = ResponseContent(outcome, reason, forwarded_to, landed_in)
    revisions = None if revision is None else {item.pk: revision}
    return respond_to_items({item: answer}, by=by, send=send, revisions=revisions, at=at)[0]


@transaction.atomic
def respond_to_items(answers, *, by, send=None, revisions=None, at=None, most_refusals=MOST_REFUSALS) -> list[Response]:
    """Answer items, or answer them anew until the report is out. `answers` is {item: Answer}.

    `send`: hand the answers on. The Office's are approved with that, an institution's go to the Office for review; what
    is not handed on stays a draft, or returned. Unless told, the Office hands on and an institution does not.
    `revisions` are those that the person has seen, {item id: revision}, 0 where there was no answer.
    `most_refusals` are told at one time; None for all.
    Raises PermissionDenied; ValidationError `not_submitted`, `report_published`, `answer_in_review`,
    `answer_approved`, `changed_meanwhile`, `reason_missing`, `forwarded_to_missing`, `landed_elsewhere`."""
    at = at or timezone.now()
    _consultation, items = lock_items(answers)
    given = {item.pk: answer for item, answer in answers.items()}
    for item in items:
        require(can_respond(by, item))
    steps = set()

    def answer(item):
        _require_in_review(item)
        _require_seen(item, revisions)
        mandate, told = responding_mandate(by, item), given[item.pk]
        response = getattr(item, "response", None) or Response(item=item, revision=0)
        office = mandate.role != RepresentationRole.INSTITUTION_CONTACT
        if not office:
            _require_with_institution(item)
        response.status = _next_state(response, office, office if send is None else send)
        response.is_kept = not office and response.status not in Response.GIVEN
        if response.status == State.APPROVED:
            response.review_note = ""
        response.outcome, response.landed_in = told.outcome, told.landed_in
        response.reason, response.forwarded_to = told.reason.strip(), told.forwarded_to.strip()
        response.organization_id, response.mandate, response.answered_at = mandate.organization_id, mandate, at
        steps.add((VERBS[response.status], mandate))
        return _save(response)

    done = _each(items, answer, most_refusals)
    for verb, mandate in sorted(steps, key=lambda step: (step[0], step[1].pk)):
        told = [r for r in done if VERBS[State(r.status)] == verb and r.mandate == mandate]
        outcomes = {response.outcome for response in told if verb != VERBS[State.DRAFT]}
        outcome = {"outcome": str(outcomes.pop())} if len(outcomes) == 1 else {}
        _record([r.item for r in told], verb, by, mandate, at, **institution_facts(mandate.organization), **outcome)
    return done


def approve_response(item, *, by, revision=None) -> Response:
    """Approve one answer; see `approve_responses`."""
    return approve_responses([item], by=by, revisions=None if revision is None else {item.pk: revision})[0]


def return_response(item, *, by, note, revision=None) -> Response:
    """Give one answer back; see `return_responses`."""
    return return_responses([item], by=by, note=note, revisions=None if revision is None else {item.pk: revision})[0]


@transaction.atomic
def approve_responses(items, *, by, revisions=None, at=None) -> list[Response]:
    """Approve answers as they stand: those in review, and drafts of the Office itself.

    Raises PermissionDenied; ValidationError `report_published`, `not_in_review`, `changed_meanwhile`,
    `reason_missing`, `forwarded_to_missing`."""
    consultation, items = lock_items(items)
    require(can_review(by, consultation))
    mandate = case_worker_mandate(by)

    def approve(item):
        _require_in_review(item)
        _require_seen(item, revisions)
        own = _state(item) == State.DRAFT and item.response.organization_id == mandate.organization_id
        if _state(item) != State.IN_REVIEW and not own:
            raise ValidationError(_("You can approve only an answer that is under review."), code="not_in_review")
        item.response.status, item.response.review_note = State.APPROVED, ""
        return _save(item.response)

    done = _each(items, approve)
    _record(items, "item.approved", by, mandate, at)
    return done


@transaction.atomic
def return_responses(items, *, by, note, revisions=None, at=None) -> list[Response]:
    """Give answers back to their institutions, with a note on what should be changed. Their contacts are told.

    Raises PermissionDenied; ValidationError `report_published`, `not_in_review`, `not_assigned`,
    `changed_meanwhile`, `note_missing`."""
    consultation, items = lock_items(items)
    require(can_review(by, consultation))
    mandate = case_worker_mandate(by)

    def give_back(item):
        _require_in_review(item)
        _require_seen(item, revisions)
        if _state(item) not in Response.GIVEN:
            message = _("You can return only an answer that is under review or approved.")
            raise ValidationError(message, code="not_in_review")
        if not hasattr(item, "assignment"):
            message = _("No institution was asked about this item. Change the answer yourself.")
            raise ValidationError(message, code="not_assigned")
        item.response.status, item.response.review_note = State.RETURNED, note.strip()
        return _save(item.response)

    done = _each(items, give_back)
    by_institution = sorted(items, key=lambda item: item.assignment.institution_id)
    for __, group in groupby(by_institution, key=lambda item: item.assignment.institution_id):
        returned = list(group)
        facts = institution_facts(returned[0].assignment.institution)
        _record(returned, "item.returned", by, mandate, at, **facts, note=note.strip())
    return done


def items_without_response(consultation) -> QuerySet[OpinionItem]:
    """Items of submitted opinions without an approved answer, in reading order."""
    return (
        OpinionItem.objects.in_submitted()
        .filter(opinion__consultation=consultation)
        .exclude(response__status=State.APPROVED)
        .select_related("opinion__seko", "response")
        .order_by("opinion__seko__order", "position")
    )


VERBS = {
    State.DRAFT: "item.drafted",
    State.RETURNED: "item.drafted",
    State.IN_REVIEW: "item.sent",
    State.APPROVED: "item.answered",
}


def lock_items(items) -> tuple[Consultation, list[OpinionItem]]:
    """The consultation and its items with their road, as they are now, kept still until the transaction ends."""
    ids = {item.pk for item in items}
    consultation = lock_consultation(Consultation.objects.get(opinions__items=min(ids)))
    rows = OpinionItem.objects.filter(pk__in=ids, opinion__consultation=consultation)
    rows = rows.select_related("opinion__seko", "assignment__institution", "response")
    kept = list(rows.order_by("opinion", "position"))
    if len(kept) < len(ids):
        raise ValidationError(_("The items belong to several consultations."), code="item_of_other")
    for item in kept:
        item.opinion.consultation = consultation
    return consultation, kept


def _each(items, act, most_refusals=MOST_REFUSALS) -> list[Any]:
    """Act on all items or on none. Where there are several, each refusal names its item."""
    done, refusals = [], []
    for item in items:
        try:
            with transaction.atomic():  # so that the others can still be judged
                done.append(act(item))
        except ValidationError as refusal:
            if len(items) == 1:
                raise
            refusals += [named(item, error, field) for field, error in field_errors(refusal)]
    if refusals:
        raise ValidationError(refusals[:most_refusals])
    return done


def field_errors(refusal):
    """(field or None, error) one after another."""
    for field, errors in refusal.update_error_dict({}).items():
        yield from ((None if field == NON_FIELD_ERRORS else field, error) for error in errors)


def named(item, error, field=None) -> ValidationError:
    """A refusal in the words of another, with the item that it is about."""
    words = _("%(opinion)s, %(position)s: %(words)s") % {
        "opinion": item.opinion.number, "position": item.position, "words": " ".join(error.messages),
    }  # fmt: skip
    refusal = ValidationError(words, code=error.code)
    refusal.item, refusal.field, refusal.words = item.pk, field, error.messages
    return refusal


def _state(item) -> str | None:
    """How far the answer has come; None where there is none."""
    return item.response.status if hasattr(item, "response") else None


def _next_state(response, office, send) -> str:
    if send:
        return State.APPROVED if office else State.IN_REVIEW
    return response.status if response.status in Response.UNDER_REVIEW else State.DRAFT


def _require_in_review(item) -> None:
    if not item.opinion.is_submitted:
        raise ValidationError(_("The opinion has not been submitted yet."), code="not_submitted")
    if not takes_responses(item.opinion.consultation):
        raise ValidationError(
            _("The report is out or the consultation is cancelled: answers can no longer be changed."),
            code="report_published",
        )


def takes_responses(consultation) -> bool:
    """Answers can still change: the report is not out, and the consultation not cancelled."""
    return consultation.status in Consultation.RESPONDING


def _require_with_institution(item) -> None:
    """The institution has not handed its answer on, or has it back."""
    if _state(item) == State.IN_REVIEW:
        message = _(
            "The answer is being reviewed by the Ministry of European Integration. You can change it only if it is "
            "returned to you."
        )
        raise ValidationError(message, code="answer_in_review")
    if _state(item) == State.APPROVED:
        message = _(
            "The Ministry of European Integration has approved the answer. You can change it only if it is returned "
            "to you."
        )
        raise ValidationError(message, code="answer_approved")


def _require_seen(item, revisions) -> None:
    """Nobody overwrites or judges what they have not seen."""
    now = item.response.revision if hasattr(item, "response") else 0
    if revisions is not None and revisions.get(item.pk) != now:
        message = _("Somebody changed this answer in the meantime. Read the current text, then decide.")
        raise ValidationError(message, code="changed_meanwhile")


def _save(response) -> Response:
    response.revision += 1
    with database_refusals(Response, deferred=False):
        check_fields(response)
        response.save()
    return response


def institution_facts(institution) -> dict[str, int | str]:
    """Who answers, as events tell it."""
    return {"institution_id": institution.pk, **name_facts("institution", institution)}


def items_facts(items) -> dict[str, int | list[list[int | str]] | str]:
    """What an event about items of one consultation tells beside its title."""
    return {
        "opinion": items[0].opinion.number,
        "position": items[0].position,
        "items": [[item.opinion.number, item.position, item.title] for item in items],
    }


def _record(items, verb, by, mandate, at, **more) -> None:
    """One event: about the item, or about the consultation where there are several."""
    about = items[0] if len(items) == 1 else items[0].opinion.consultation
    record(verb, about, by=by, mandate=mandate, at=at, **items_facts(items), **more)
