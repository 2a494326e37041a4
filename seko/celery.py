"""The Celery application. `celery -A seko worker` starts or joins the embedded servers like every other process."""

import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seko.settings")

app = Celery("seko")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.celeryd_init.connect
@signals.beat_init.connect
def attach_servers(**kwargs):
    from seko.runtime import embedded

    embedded.attach()


@signals.heartbeat_sent.connect
def say_alive(**kwargs):
    from seko.runtime.health import note_worker_alive

    note_worker_alive()
