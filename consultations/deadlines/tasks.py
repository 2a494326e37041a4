"""Jobs of the clock: thin callers, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from consultations.deadlines.actions import scheduled as clock


@shared_task(name="consultations.advance_by_clock")
def advance_by_clock():
    """Begin and end comments, begin reviews and remind, as the dates say."""
    clock.advance_by_clock(at=timezone.now())
