"""Jobs of the clock: thin callers, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from consultations.deadlines.actions import scheduled as clock


@shared_task(name="consultations.run_scheduled_acts")
def run_scheduled_acts() -> None:
    """Begin and end comments, begin reviews and remind, as the dates say."""
    clock.run_scheduled_acts(at=timezone.now())
