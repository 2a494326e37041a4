"""What the clock removes: a thin caller, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from seko.discarded.actions import remove_expired


@shared_task(name="seko.remove_discarded")
def remove_discarded():
    """Remove for good what was thrown away thirty days ago."""
    remove_expired(at=timezone.now())
