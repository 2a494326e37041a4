"""Which SEKO looks after which area."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from organizations.permissions import coordinator_mandate
from sectors.models import Area, Seko, SekoArea
from sectors.permissions import can_manage_sekos
from seko.events.log import record
from seko.rules.errors import database_refusals, require
from seko.rules.validity import today


@transaction.atomic
def assign_area(seko, area, *, by, valid_from=None, valid_to=None) -> SekoArea:
    """Give an area to a SEKO from a day (default: today).

    Raises PermissionDenied; ValidationError `area_ended`, `area_taken`, `validity_backwards`."""
    area = Area.objects.select_for_update().get(pk=area.pk)
    require(can_manage_sekos(by))
    valid_from = valid_from or today()
    if not area.is_current(valid_from):
        raise ValidationError(_("This area is not valid on that day."), code="area_ended")
    assigned = SekoArea(seko=Seko.objects.get(pk=seko.pk), area=area, valid_from=valid_from, valid_to=valid_to)
    with database_refusals(SekoArea):
        assigned.full_clean()
        assigned.save()
    mandate = coordinator_mandate(by)
    record("seko.area_assigned", assigned.seko, by=by, mandate=mandate, **assigned.event_facts())
    return assigned


@transaction.atomic
def end_area(assigned, *, by, on=None) -> SekoArea:
    """A SEKO no longer looks after an area from a day (default: today).

    Raises PermissionDenied; ValidationError `already_ended`, `validity_backwards`."""
    assigned = SekoArea.objects.select_for_update(of=("self",)).select_related("seko", "area").get(pk=assigned.pk)
    require(can_manage_sekos(by))
    if assigned.valid_to and assigned.valid_to <= today():
        raise ValidationError(_("This SEKO no longer covers the area."), code="already_ended")
    assigned.valid_to = on or today()
    with database_refusals(SekoArea):
        assigned.full_clean()
        assigned.save(update_fields=["valid_to"])
    mandate = coordinator_mandate(by)
    record("seko.area_ended", assigned.seko, by=by, mandate=mandate, **assigned.event_facts())
    return assigned
