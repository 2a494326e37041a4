"""Settings of a worker that knows the work of these tests."""

from tests.events.worker_settings import *  # noqa: F403

CELERY_IMPORTS = ("tests.jobs.slow_work",)
