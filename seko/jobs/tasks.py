"""Work in the background: thin callers, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from seko.jobs import actions as jobs


# The soft limit ends a job in words; the hard one the process, where a library in C does not hear of it.
@shared_task(name="seko.run_job", soft_time_limit=3600, time_limit=3660)
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
