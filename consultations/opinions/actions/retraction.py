"""A lead takes back an opinion that was submitted too early, until the Office has begun to work on it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.consultation.actions import lock_consultation
from consultations.consultation.models import Consultation
from consultations.opinions.actions.opinions import lock_opinion
from consultations.opinions.models import Opinion, Retraction
from consultations.opinions.permissions import can_consolidate
from sectors.permissions import lead_mandate
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, require, required_reason


@transaction.atomic
def take_back_opinion(opinion, *, by, reason, at=None) -> Opinion:
    """Make a submitted opinion a draft again, with a public reason; what had been submitted is kept.

    It ends with the term of opinions, and as soon as an item was sent to an institution or answered. A consultation
    whose answers were to be made waits for opinions again.
    Raises PermissionDenied; ValidationError `not_submitted`, `consultation_over`, `term_over`, `reason_missing`,
    `review_begun`."""
    at = at or timezone.now()
    consultation = lock_consultation(opinion.consultation)
    opinion = lock_opinion(opinion)
    require(can_consolidate(by, consultation, opinion.seko_id))
    if not opinion.is_submitted:
        raise ValidationError(_("You can take back only a submitted opinion."), code="not_submitted")
    if not consultation.is_running:
        raise ValidationError(_("Opinions are no longer taken in this consultation."), code="consultation_over")
    if at >= consultation.opinion_due_at:
        raise ValidationError(_("The deadline for opinions has passed."), code="term_over")
    reason = required_reason(reason)
    mandate = lead_mandate(by, opinion.seko_id)
    retraction = Retraction(
        opinion=opinion, number=opinion.number, content=opinion.content, content_hash=opinion.content_hash,
        submitted_at=opinion.submitted_at, reason=reason, organization_id=mandate.organization_id,
        mandate=mandate, retracted_at=at,
    )  # fmt: skip
    opinion.status, opinion.number, opinion.submitted_at = Opinion.Status.DRAFT, "", None
    opinion.content, opinion.content_hash = None, ""
    with database_refusals(Retraction, Opinion):
        check_fields(retraction)
        retraction.save(force_insert=True)
        opinion.save(update_fields=["status", "number", "submitted_at", "content", "content_hash"])
    if consultation.status == Consultation.Status.IN_REVIEW:
        consultation.status = Consultation.Status.CONSOLIDATION
        consultation.save(update_fields=["status"])
    opinion.consultation = consultation
    record(
        "opinion.taken_back", opinion, by=by, mandate=mandate, at=at, number=retraction.number,
        reason=retraction.reason,
    )  # fmt: skip
    return opinion
