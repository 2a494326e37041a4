"""The Office publishes the report."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.consultation.actions import lock_consultation
from consultations.consultation.models import Consultation
from consultations.opinions.content import content_hash
from consultations.reports.content import report_content
from consultations.reports.files.stored import ask_for_files
from consultations.reports.models import ConsultationReport
from consultations.reports.permissions import can_publish_report
from consultations.responses.actions.responses import items_without_response
from organizations.permissions import case_worker_mandate
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, require

Status = Consultation.Status
MOST_NAMED = 20  # items without an answer in one message; the page lists them all


@transaction.atomic
def publish_report(consultation, *, by, summary="", at=None) -> ConsultationReport:
    """Publish what became of every item: frozen, numbered and hashed. Everybody who spoke is told, and the
    files are made in the background.

    Raises PermissionDenied; ValidationError `not_in_review`, `items_unanswered`."""
    at = at or timezone.now()
    consultation = lock_consultation(consultation)
    require(can_publish_report(by, consultation))
    require_in_review(consultation)
    missing = list(items_without_response(consultation))
    if missing:
        names = "; ".join(f"{item.opinion.number}, {item.position}" for item in missing[:MOST_NAMED])
        if len(missing) > MOST_NAMED:
            names += "; …"
        message = _("These items have no approved answer yet: %(items)s.") % {"items": names}
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
    record(
        "report.published", consultation, by=by, mandate=mandate, at=at,
        number=report.number, numbers=content["numbers"],
    )  # fmt: skip
    transaction.on_commit(partial(ask_for_files, report, by), robust=True)
    return report


def require_in_review(consultation) -> None:
    """Refuse to publish before the opinions are in, and twice."""
    if consultation.status != Status.IN_REVIEW:
        raise ValidationError(
            _("A report is published when the opinions are in and have been answered."), code="not_in_review"
        )
