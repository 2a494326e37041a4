"""What the parties owe each other, and what they have done."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from memoranda.actions.life import refuse_future
from memoranda.models import Memorandum, Obligation
from memoranda.permissions import can_manage_memoranda, memoranda_mandate
from seko.events.log import record
from seko.rules.errors import database_refusals, require
from seko.rules.validity import today


@transaction.atomic
def fulfil_obligation(obligation, *, by, fulfilled_by, on=None) -> Obligation:
    """Note by what an obligation was fulfilled, on a day (default: today).

    Raises PermissionDenied; ValidationError `not_in_force`, `already_fulfilled`, `fulfilment_missing`,
    `day_in_future`."""
    obligation = Obligation.objects.select_for_update(of=("self",)).select_related("memorandum").get(pk=obligation.pk)
    memorandum = obligation.memorandum
    require(can_manage_memoranda(by))
    if memorandum.status not in Memorandum.PUBLIC:
        raise ValidationError(_("The memorandum has not come into force yet."), code="not_in_force")
    if obligation.fulfilled_on:
        raise ValidationError(_("This obligation has already been fulfilled."), code="already_fulfilled")
    on = on or today()
    refuse_future(on)
    obligation.fulfilled_on, obligation.fulfilled_by = on, fulfilled_by.strip()
    with database_refusals(Obligation):
        obligation.full_clean()
        obligation.save(update_fields=["fulfilled_on", "fulfilled_by"])
    facts = {"obligation": obligation.text, "fulfilled_by": obligation.fulfilled_by}
    record("memorandum.obligation_fulfilled", memorandum, by=by, mandate=memoranda_mandate(by), **facts)
    return obligation
