"""Under which mandate a person acts, where several would do, and what was done under one."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from seko.events.models import Event
from seko.rules.errors import field_error, require

if TYPE_CHECKING:
    from organizations.models import Representation


def choose_mandate(held, named, *, ask) -> "Representation":
    """The mandate `named`, if it is among those held, or the only one held where none is named.

    Raises PermissionDenied for a mandate that is not held; ValidationError `mandate_missing` with the words
    `ask` where there is a choice and none was made."""
    if named is None:
        if len(held) > 1:
            raise field_error("mandate", ask, "mandate_missing")
        return held[0]
    by_pk = {mandate.pk: mandate for mandate in held}
    require(named.pk in by_pk)
    return by_pk[named.pk]


def acts_under(mandate) -> QuerySet[Event]:
    """What the person did on behalf of the organization in the days of this mandate, newest first.

    A mandate that was revoked counts with the day on which it was: what came before that moment stays."""
    done = Event.objects.filter(
        actor=mandate.user_id, organization=mandate.organization_id, at__gte=_midnight(mandate.valid_from)
    )
    if mandate.valid_to:
        end = mandate.valid_to + timedelta(days=1) if mandate.revoked_reason else mandate.valid_to
        done = done.filter(at__lt=_midnight(end))
    return done.select_related("organization").order_by("-at", "-pk")


def _midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
