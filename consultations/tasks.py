"""Jobs of the clock: thin callers, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from consultations.actions import consultation


@shared_task(name="consultations.advance_by_clock")
def advance_by_clock():
    """Close comment windows, begin reviews and remind, as the dates say."""
    consultation.advance_by_clock(at=timezone.now())
