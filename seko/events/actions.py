"""What the Office does about messages that did not go out."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from seko.events.models import Delivery
from seko.events.permissions import may_send_again
from seko.events.queue import send
from seko.rules.errors import require


@transaction.atomic
def send_again(delivery, *, by) -> Delivery:
    """Try a message now that failed or waits, as if it were new: for days again, if it has to be.

    Raises PermissionDenied; ValidationError `already_sent`."""
    require(may_send_again(by))
    if not _put_back(Delivery.objects.filter(pk=delivery.pk)):
        raise ValidationError(_("This message was sent, or no longer has to be."), code="already_sent")
    delivery.refresh_from_db()
    return delivery


@transaction.atomic
def send_all_again(*, by) -> int:
    """Try every message that failed or waits now; returns how many.

    Raises PermissionDenied."""
    require(may_send_again(by))
    return _put_back(Delivery.objects.all())


def _put_back(deliveries) -> int:
    rows = Delivery.objects.filter(pk__in=deliveries.unsent().select_for_update().values("pk"))
    number = rows.update(status=Delivery.Status.PENDING, attempts=0, first_tried_at=None, retry_at=None)
    transaction.on_commit(lambda: send("seko.deliver_pending"), robust=True)
    return number
