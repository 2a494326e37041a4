"""The Office sends items to institutions, answers each with a reason, and publishes the report."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.actions.consultation import locked
from consultations.content import content_hash, report_content
from consultations.models import Assignment, Consultation, ConsultationReport, OpinionItem, Response
from consultations.permissions import answering_mandate, can_answer, can_assign, can_publish_report
from organizations.permissions import case_worker_mandate
from seko.errors import beside, check_fields, database_refusals, require
from seko.events import record

Status = Consultation.Status


@transaction.atomic
def assign_item(item, *, institution, by, due_on=None):
    """Send an item of a submitted opinion to an institution for its answer; a second time moves it.

    Raises PermissionDenied; ValidationError `not_submitted`, `report_published`, `not_an_institution`."""
    item = _answerable(item)
    require(can_assign(by, item.opinion.consultation))
    _require_in_review(item)
    if institution.kind != institution.Kind.PUBLIC_BODY:
        raise beside("institution", _("Items are sent to public bodies only."), "not_an_institution")
    assignment = Assignment.objects.filter(item=item).first() or Assignment(item=item)
    assignment.institution, assignment.due_on = institution, due_on
    assignment.mandate = case_worker_mandate(by)
    with database_refusals(Assignment):
        check_fields(assignment)
        assignment.save()
    _record(item, "item.assigned", by, assignment.mandate, None, institution=institution.name)
    return assignment


@transaction.atomic
def answer_item(item, *, by, outcome, reason="", landed_in=None, at=None):
    """Answer an item, or answer it anew until the report is out.

    Raises PermissionDenied; ValidationError `not_submitted`, `report_published`, `reason_missing`,
    `landed_elsewhere`."""
    at = at or timezone.now()
    item = _answerable(item)
    require(can_answer(by, item))
    _require_in_review(item)
    mandate = answering_mandate(by, item)
    response = Response.objects.filter(item=item).first() or Response(item=item)
    response.outcome, response.reason, response.landed_in = outcome, reason.strip(), landed_in
    response.organization_id, response.mandate, response.answered_at = mandate.organization_id, mandate, at
    with database_refusals(Response):
        check_fields(response)
        response.save()
    _record(item, "item.answered", by, mandate, at, outcome=outcome)
    return response


@transaction.atomic
def publish_report(consultation, *, by, summary="", at=None):
    """Publish what became of every item: frozen, numbered and hashed. Everybody who spoke is told.

    Raises PermissionDenied; ValidationError `not_in_review`, `items_unanswered`."""
    at = at or timezone.now()
    consultation = locked(consultation)
    require(can_publish_report(by, consultation))
    if consultation.status != Status.IN_REVIEW:
        raise ValidationError(
            _("A report is published when the opinions are in and have been answered."), code="not_in_review"
        )
    missing = list(unanswered_items(consultation))
    if missing:
        names = ", ".join(f"{item.opinion.number}, {item.position}" for item in missing)
        message = _("These items have no answer yet: %(items)s.") % {"items": names}
        raise ValidationError(message, code="items_unanswered")
    content = report_content(consultation)
    mandate = case_worker_mandate(by)
    report = ConsultationReport(
        consultation=consultation,
        number=f"{consultation.number}/R",
        summary=summary,
        content=content,
        content_hash=content_hash(content),
        organization_id=mandate.organization_id,
        mandate=mandate,
        published_at=at,
    )
    consultation.status = Status.ANSWERED
    with database_refusals(ConsultationReport, Consultation):
        check_fields(report)
        report.save(force_insert=True)
        consultation.save(update_fields=["status"])
    facts = {
        "consultation": consultation.pk,
        "title": consultation.title,
        "title_en": consultation.title_en,
        "slug": consultation.slug,
        "number": report.number,
        "numbers": content["numbers"],
    }
    record(consultation, "report.published", by=by, mandate=mandate, facts=facts, at=at)
    return report


def unanswered_items(consultation):
    """Items of submitted opinions without a response, in reading order."""
    return (
        OpinionItem.objects.filter(
            opinion__consultation=consultation, opinion__status="submitted", response__isnull=True
        )
        .select_related("opinion__seko")
        .order_by("opinion__seko__order", "position")
    )


def _answerable(item):
    """The item with its road, while the consultation is kept still."""
    item = OpinionItem.objects.select_related("opinion__consultation", "opinion__seko", "assignment").get(pk=item.pk)
    item.opinion.consultation = locked(item.opinion.consultation)
    return item


def _require_in_review(item):
    if not item.opinion.is_submitted:
        raise ValidationError(_("The opinion has not been submitted yet."), code="not_submitted")
    if item.opinion.consultation.status not in {Status.CONSOLIDATION, Status.IN_REVIEW}:
        raise ValidationError(
            _("The report is out or the consultation is cancelled: answers no longer change."), code="report_published"
        )


def _record(item, verb, by, mandate, at, **more):
    consultation = item.opinion.consultation
    facts = {
        "title": consultation.title,
        "title_en": consultation.title_en,
        "slug": consultation.slug,
        "opinion": item.opinion.number,
        "position": item.position,
        **more,
    }
    record(item, verb, by=by, mandate=mandate, facts=facts, public=False, at=at)
