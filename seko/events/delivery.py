"""Deliver events: list the recipients once, then send each message in a transaction of its own.

A worker that is killed between two messages has committed the first and not begun the second, so the
next one goes on exactly there. A worker killed after the mail server took a message and before its
commit sends it again under the same Message-ID, by which mail servers and readers drop the second copy.

A message may wait for days, so what it says is asked anew when it goes out: whom the event concerns, and whether it
still makes sense. What does not is dropped with a reason.
"""

import logging
import re
import smtplib
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from seko.events.declarations import (
    channels_of,
    personal_facts_of,
    recipients_of,
    stale_reason,
    tells_closed_accounts,
)
from seko.events.models import Delivery, DropReason, Event

log = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(minutes=1)  # doubled after each refusal
LONGEST_PAUSE = timedelta(hours=1)  # so that all is out within an hour after the mail server is back
GIVE_UP_AFTER = timedelta(days=5)  # since the first attempt, as mail servers do among themselves
Status = Delivery.Status


@transaction.atomic
def distribute(event_id, *, at=None) -> None:
    """List the recipients of an event, once, whoever calls and however often."""
    event = Event.objects.undelivered().select_for_update(skip_locked=True, of=("self",)).filter(pk=event_id).first()
    if event is None:
        return
    Delivery.objects.bulk_create(
        [
            Delivery(event=event, channel=channel, recipient=person)
            for person in recipients_of(event)
            for channel in channels_of(event)
        ],
        ignore_conflicts=True,
    )
    event.distributed_at = at or timezone.now()
    event.save(update_fields=["distributed_at"])


def send_pending(event_id=None, *, at=None) -> int:
    """Send what is due, of one event or of all; returns how many messages were sent.

    A mail server that is away ends the round: each message would wait for the same silence. What was not tried yet
    comes first, so one that breaks the connection holds nobody up."""
    at, sent = at or timezone.now(), 0
    while True:
        with transaction.atomic():
            delivery = _next_due(event_id, at)  # whatever becomes of it, it is not due at this moment again
            if delivery is None:
                return sent
            refusal = _deliver(delivery, at)
            sent += delivery.status == Status.SENT
        if refusal is not None and _is_server_away(refusal):
            return sent


def _next_due(event_id, at) -> Delivery | None:
    due = Delivery.objects.due(at)
    if event_id is not None:
        due = due.filter(event=event_id)
    return (
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related("event", "recipient")
        .order_by(F("retry_at").asc(nulls_first=True), "pk")
        .first()
    )


def _deliver(delivery, at) -> Exception | None:
    """Send one message, or drop it, or note why it waits; returns what the mail server or a template raised."""
    refusal = None
    delivery.first_tried_at = delivery.first_tried_at or at
    try:
        with transaction.atomic():  # a question that the database refuses must not take the row's own state with it
            delivery.drop_reason = _drop_reason(delivery, at)
            message = None if delivery.drop_reason else message_for(delivery)
        if message is not None:
            delivery.attempts += 1
            message.send()
    except Exception as exc:  # noqa: BLE001  whatever the mail server or a template raises: told, and tried again later
        refusal = exc
    if refusal is not None:
        _note_refusal(delivery, refusal, at)
    elif delivery.drop_reason:
        delivery.status, delivery.retry_at = Status.DROPPED, None
    else:
        delivery.status, delivery.sent_at, delivery.error = Status.SENT, at, ""
    delivery.save(update_fields=["status", "attempts", "error", "drop_reason", "first_tried_at", "retry_at", "sent_at"])
    return refusal


def _drop_reason(delivery, at) -> str:
    """Why this message is not sent, or nothing."""
    if not delivery.recipient.is_active and not tells_closed_accounts(delivery.event):
        return DropReason.ACCOUNT_CLOSED
    if reason := stale_reason(delivery.event, at):
        return reason
    return "" if recipients_of(delivery.event).filter(pk=delivery.recipient_id).exists() else DropReason.NOT_CONCERNED


def _note_refusal(delivery, refusal, at) -> None:
    """It waits longer each time; given up is what was refused for good, or for days."""
    log.warning("Delivery %s failed: %s", delivery.pk, refusal)
    delivery.attempts = max(delivery.attempts, 1)
    delivery.error = f"{type(refusal).__name__}: {refusal}"[:2000]
    if _is_final(refusal) or at - delivery.first_tried_at >= GIVE_UP_AFTER:
        delivery.status, delivery.retry_at = Status.FAILED, None
    else:
        delivery.retry_at = at + pause_after(delivery.attempts)


def pause_after(attempts) -> timedelta:
    """How long a message waits after so many refusals."""
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), LONGEST_PAUSE)


def _is_final(refusal) -> bool:
    """Did the mail server refuse this recipient or this message for good? Source: RFC 5321, 4.2.1: codes 500 to 599."""
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in refusal.recipients.values())
    return isinstance(refusal, smtplib.SMTPDataError) and refusal.smtp_code >= 500


def _is_server_away(refusal) -> bool:
    """Is it the mail server that is missing, and not this message that it refuses?"""
    if isinstance(refusal, smtplib.SMTPException):
        return isinstance(
            refusal,
            smtplib.SMTPServerDisconnected
            | smtplib.SMTPConnectError
            | smtplib.SMTPHeloError
            | smtplib.SMTPAuthenticationError,
        )
    return isinstance(refusal, OSError)


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
        body = re.sub(r"\n{3,}", "\n\n", render_to_string(f"emails/{event.verb}.txt", context))
    host = urlsplit(settings.SITE_URL).hostname
    headers = {"Message-ID": f"<delivery-{delivery.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, to=[_address(delivery)], headers=headers)


def _address(delivery) -> str:
    """Where the message goes: the person's address, or the one that the event took from them."""
    former = delivery.channel == Delivery.Channel.FORMER_EMAIL
    return delivery.event.facts["former_email"] if former else delivery.recipient.email
