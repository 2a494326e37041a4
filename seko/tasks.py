"""Jobs of the frame: thin callers, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from seko import jobs
from seko.delivery import distribute, send_pending
from seko.models import Event


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


@shared_task(name="seko.run_job", soft_time_limit=3600)
def run_job(job_id):
    """Do work that somebody asked for."""
    jobs.run_job(job_id)


@shared_task(name="seko.queue_left_jobs")
def queue_left_jobs():
    """Take up work that a stopped broker or a killed worker left behind."""
    jobs.queue_left_jobs(at=timezone.now())


@shared_task(name="seko.remove_expired_files")
def remove_expired_files():
    """Delete files that were kept for a day."""
    jobs.remove_expired_files(at=timezone.now())
