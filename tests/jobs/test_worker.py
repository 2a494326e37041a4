"""Real processes: a worker that is killed at its work, a Redis that is stopped."""

import pytest
import redis
from django.conf import settings as portal
from django.utils import timezone

from seko.celery import app
from seko.jobs.actions import Requester, queue_left_jobs, start_job
from seko.jobs.models import SILENCE, Job
from tests import factories as make
from tests.events.servers import Worker, redis_of_its_own
from tests.jobs.slow_work import ROWS
from tests.waiting import wait_for

pytestmark = [pytest.mark.delivery, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def start_worker(media):
    """Start workers on an empty queue; none of them outlives the test."""
    queue = redis.Redis.from_url(portal.REDIS_URL)
    queue.flushdb()
    workers = []

    def start():
        workers.append(Worker(DJANGO_SETTINGS_MODULE="tests.jobs.worker_settings", MEDIA_ROOT=str(media)))
        return workers[-1]

    yield start
    for worker in workers:
        worker.remove()
    queue.flushdb()
    queue.close()


@pytest.mark.slow
def test_a_killed_workers_job_is_taken_up_again_and_ends_once(start_worker, media):
    job = start_job("test.slow", {}, by=Requester(make.make_user()))
    first = start_worker()
    assert wait_for(lambda: Job.objects.get().done > 5), first.log()

    first.kill()
    job.refresh_from_db()
    assert (job.status, job.attempts, job.total) == ("running", 1, ROWS)
    Job.objects.update(heartbeat_at=timezone.now() - 2 * SILENCE, queued_at=timezone.now() - 2 * SILENCE)
    second = start_worker()
    app.send_task("seko.queue_left_jobs")
    assert wait_for(lambda: not Job.objects.get().is_unfinished), second.log()
    second.stop()

    job.refresh_from_db()
    assert (job.status, job.attempts, job.done, job.total) == ("done", 2, ROWS, ROWS), second.log()
    with job.file.open() as file:
        assert file.read().split() == [b"%d" % number for number in range(ROWS)]
    assert [path.name for path in (media / "jobs").iterdir()] == [f"{job.pk}-2"]


@pytest.fixture
def own_redis(monkeypatch, settings):
    with redis_of_its_own(monkeypatch, settings) as server:
        yield server


def test_a_job_waits_while_redis_is_down_and_beat_queues_it(own_redis, client, monkeypatch):
    monkeypatch.setattr("seko.jobs.views.AT_ONCE", 0)
    make.make_organization()
    own_redis.stop()

    answer = client.post("/en/organizations.csv")

    job = Job.objects.get()
    assert (answer.status_code, job.status, job.queued_at) == (302, "waiting", None)
    assert (own_redis.asked, own_redis.pauses) == (1, [])
    assert "It is waiting for its turn." in client.get(answer["Location"]).content.decode()

    sent = []
    monkeypatch.setattr("seko.jobs.actions.send", lambda *task: sent.append(task) or True)
    assert queue_left_jobs(at=timezone.now()) == 1
    assert queue_left_jobs(at=timezone.now()) == 0
    assert sent == [("seko.run_job", str(job.pk))]
    app.tasks["seko.run_job"](str(job.pk))

    page = client.get(answer["Location"]).content.decode()
    assert "The file is ready: 1 row." in page


def test_a_job_goes_to_the_queue_with_the_click(own_redis):
    job = start_job("test.slow", {}, by=Requester(make.make_user()))

    job.refresh_from_db()
    assert own_redis.queued() == 1
    assert timezone.now() - job.queued_at < SILENCE
