"""A published answer is wrong: the report stays, and a correction stands beside it wherever the answer is shown."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.consultation.actions import lock_consultation
from consultations.consultation.models import Consultation
from consultations.responses.models import Response, ResponseCorrection
from consultations.responses.permissions import can_correct_response
from organizations.permissions import case_worker_mandate
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, require

ANSWER = ("outcome", "reason", "forwarded_to")


@transaction.atomic
def correct_response(item, *, by, outcome, why, reason="", forwarded_to="", at=None) -> ResponseCorrection:
    """Publish the right answer to an item of a published report, and what was wrong; it takes effect at once.

    A further correction stands beside the first. Frozen content, hashes, files and figures of the report stay.
    Raises PermissionDenied; ValidationError `not_published`, `nothing_changed`, or the code of a broken constraint."""
    at = at or timezone.now()
    consultation = lock_consultation(Consultation.objects.get(opinions__items=item.pk))
    require(can_correct_response(by, consultation))
    response = Response.objects.select_related("item__opinion__seko").filter(item=item).first()
    if response is None or not consultation.is_answered:
        raise ValidationError(_("Until the report is published, change the answer itself."), code="not_published")
    before = response.latest_correction or response
    after = {"outcome": outcome, "reason": reason.strip(), "forwarded_to": forwarded_to.strip()}
    if all(getattr(before, name) == after[name] for name in ANSWER):
        raise ValidationError(_("Nothing has been changed."), code="nothing_changed")
    last = consultation.response_corrections.aggregate(last=Max("number"))["last"] or 0
    mandate = case_worker_mandate(by)
    correction = ResponseCorrection(
        consultation=consultation, response=response, number=last + 1, why=why.strip(), corrected_at=at,
        organization_id=mandate.organization_id, mandate=mandate, **after,
    )  # fmt: skip
    with database_refusals(ResponseCorrection):
        check_fields(correction)
        correction.save(force_insert=True)
    item = response.item
    item.opinion.consultation = consultation
    record(
        "item.corrected", item, by=by, mandate=mandate, at=at, number=correction.number, why=correction.why,
        before=before.outcome, after=correction.outcome,
    )  # fmt: skip
    return correction
