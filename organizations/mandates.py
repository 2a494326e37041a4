"""Under which mandate a person acts, where several would do, and what was done under one."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from seko.events.models import Event
from seko.rules.deadlines import DAY, end_of
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
    begins = end_of(mandate.valid_from - DAY)
    done = Event.objects.filter(actor=mandate.user_id, organization=mandate.organization_id, at__gte=begins)
    if mandate.valid_to:
        last = mandate.valid_to if mandate.revoked_reason else mandate.valid_to - DAY
        done = done.filter(at__lt=end_of(last))
    return done.select_related("organization").order_by("-at", "-pk")
