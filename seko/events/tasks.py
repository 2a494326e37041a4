"""Delivery in the background: thin callers, safe to run twice."""

from celery import shared_task

from seko.events.delivery import distribute, send_pending
from seko.events.models import Event


@shared_task(name="seko.deliver_event")
def deliver_event(event_id):
    """Tell everybody whom an event concerns."""
    distribute(event_id)
    send_pending(event_id)


@shared_task(name="seko.deliver_pending")
def deliver_pending():
    """Deliver what a stopped broker, a killed worker or a refusing mail server left behind."""
    for event_id in list(Event.objects.undelivered().values_list("pk", flat=True)):
        distribute(event_id)
    send_pending()
