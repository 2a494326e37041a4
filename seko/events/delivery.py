"""Deliver events: list the recipients once, then send each message in a transaction of its own.

A worker that is killed between two messages has committed the first and not begun the second, so the
next one goes on exactly there. A worker killed after the mail server took a message and before its
commit sends it again under the same Message-ID, by which mail servers and readers drop the second copy.
"""

import logging
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from seko.events.declarations import audience_of, channels_of, personal_facts_of
from seko.events.models import Delivery, Event

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)  # doubled after each failure: the eighth comes two hours after the first


@transaction.atomic
def distribute(event_id) -> None:
    """List the recipients of an event, once, whoever calls and however often."""
    event = Event.objects.undelivered().select_for_update(skip_locked=True, of=("self",)).filter(pk=event_id).first()
    if event is None:
        return
    people = audience_of(event)
    if people is not None:
        Delivery.objects.bulk_create(
            [
                Delivery(event=event, channel=channel, recipient=person)
                for person in people.filter(is_active=True).distinct()
                for channel in channels_of(event)
            ],
            ignore_conflicts=True,
        )
    event.distributed_at = timezone.now()
    event.save(update_fields=["distributed_at"])


def send_pending(event_id=None) -> int:
    """Send what is due, of one event or of all; returns how many messages were sent."""
    sent, passed = 0, 0
    while True:
        with transaction.atomic():
            delivery = _next_due(event_id, after=passed)
            if delivery is None:
                return sent
            passed = delivery.pk
            sent += _send(delivery)


def _next_due(event_id, *, after) -> Delivery | None:
    due = Delivery.objects.filter(
        Q(retry_at__isnull=True) | Q(retry_at__lte=timezone.now()), status=Delivery.Status.PENDING, pk__gt=after
    )
    if event_id is not None:
        due = due.filter(event=event_id)
    return (
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related("event", "recipient")
        .order_by("pk")
        .first()
    )


def _send(delivery) -> bool:
    delivery.attempts += 1
    try:
        with transaction.atomic():  # a question that the database refuses must not take the row's own state with it
            message = message_for(delivery)
        message.send()
    except Exception as exc:  # noqa: BLE001  whatever the mail server or a template raises: told, and tried again later
        log.warning("Delivery %s failed: %s", delivery.pk, exc)
        delivery.error = f"{type(exc).__name__}: {exc}"[:2000]
        if delivery.attempts >= MAX_ATTEMPTS:
            delivery.status = Delivery.Status.FAILED
        else:
            delivery.retry_at = timezone.now() + FIRST_PAUSE * 2 ** (delivery.attempts - 1)
    else:
        delivery.status, delivery.sent_at, delivery.error = Delivery.Status.SENT, timezone.now(), ""
    delivery.save(update_fields=["status", "attempts", "error", "retry_at", "sent_at"])
    return delivery.status == Delivery.Status.SENT


def message_for(delivery):
    """The e-mail of a delivery, in the recipient's language and script."""
    event = delivery.event
    with translation.override(delivery.recipient.language):
        context = {
            "event": event,
            "facts": event.facts,
            "recipient": delivery.recipient,
            **personal_facts_of(event, delivery.recipient),
        }
        subject = " ".join(render_to_string(f"emails/{event.verb}_subject.txt", context).split())
        body = render_to_string(f"emails/{event.verb}.txt", context)
    host = urlsplit(settings.SITE_URL).hostname
    headers = {"Message-ID": f"<delivery-{delivery.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, to=[delivery.recipient.email], headers=headers)
