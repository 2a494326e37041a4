"""Jobs of the clock."""

from celery import shared_task
from django.utils import timezone


@shared_task(name="memoranda.expire_due")
def expire_due():
    """Note that the term of memoranda is over; safe to run twice."""
    from memoranda.actions import expire_due_memoranda

    expire_due_memoranda(at=timezone.now())
