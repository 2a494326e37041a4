"""Organizations that are entered twice: of one name, whatever its script, case, quotation marks and spaces."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Value
from django.utils.translation import gettext as _

from organizations.models import Organization
from organizations.models.organization import NameKey
from seko.rules.errors import field_error, storable
from seko.scripts import localized

SHOWN = 5  # twins in one message


def twins_of(name, *, besides=None) -> QuerySet[Organization]:
    """Organizations whose name reads as this one does; `besides` is the organization that bears it."""
    twins = Organization.objects.filter(name_key=NameKey(Value(name))).exclude(name_key="")
    return twins.exclude(pk=besides.pk) if besides is not None else twins


def require_no_twin(name, *, besides=None) -> None:
    """Raises ValidationError `organization_exists` beside the name, with those that are there."""
    with storable():
        found = list(twins_of(name, besides=besides).order_by("azbuka", "pk")[: SHOWN + 1])
    if found:
        raise _exists(found)


def _exists(found) -> ValidationError:
    told = [
        f"{localized(twin, 'name')} ({', '.join(filter(None, (twin.get_status_display(), twin.registry_number)))})"
        for twin in found[:SHOWN]
    ]
    message = _("The registry already has: %(names)s. Is it the same organization?")
    names = "; ".join(told) + (" …" if len(found) > SHOWN else "")
    return field_error("name", message % {"names": names}, "organization_exists")
