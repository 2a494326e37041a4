"""After the report: where in the text an accepted item has landed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from consultations.consultation.actions import lock_consultation
from consultations.consultation.models import Consultation
from consultations.responses.models import Landing, Response
from consultations.responses.outcomes import ACCEPTED
from consultations.responses.permissions import can_note_implementation
from organizations.permissions import case_worker_mandate
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, require
from seko.rules.seen import only_changes


@transaction.atomic
def note_implementation(item, *, passage, by, seen=None) -> Landing:
    """Say in which passage of a later version an accepted item landed; a second time corrects it. The report stays as
    it was published. `seen` is what the person had before them.

    Raises PermissionDenied; ValidationError `changed_meanwhile`, `not_published`, `not_accepted`,
    `already_landed`, `landed_elsewhere`."""
    consultation = lock_consultation(Consultation.objects.get(opinions__items=item.pk))
    require(can_note_implementation(by, consultation))
    if consultation.status != Consultation.Status.ANSWERED:
        message = _("Until the report is published, enter the passage in the answer itself.")
        raise ValidationError(message, code="not_published")
    rows = Response.objects.select_related("item__opinion__seko")
    response = rows.filter(item=item).first()
    if response is None or response.outcome not in ACCEPTED:
        raise ValidationError(_("You can mark the place only of an accepted item."), code="not_accepted")
    if response.landed_in_id:
        raise ValidationError(_("The report already says where this item appears."), code="already_landed")
    landing = Landing.objects.filter(response=response).first() or Landing(response=response)
    now = {"passage": landing.passage if landing.pk else None}
    passage = (now | only_changes(seen, {"passage": passage}, now, of=item))["passage"]
    landing.passage, landing.mandate = passage, case_worker_mandate(by)
    with database_refusals(Landing):
        check_fields(landing)
        landing.save()
    item = response.item
    item.opinion.consultation = consultation
    record("item.landed", item, by=by, mandate=landing.mandate, passage=passage.number, version=passage.version.number)
    return landing
