import json
import socket
import threading
from unittest.mock import patch

import pytest
import redis
from django.conf import settings
from django.db import connections
from django.test import RequestFactory

from seko.runtime import health
from tests.waiting import wait_for


@pytest.fixture
def worker_key():
    """The worker's sign of life, as it was before."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.delete(health.WORKER_KEY)
        yield client
        client.delete(health.WORKER_KEY)


@pytest.fixture
def hanging(tmp_path, monkeypatch):
    """An address that takes connections and never says a word."""
    monkeypatch.chdir(tmp_path)  # keeps the socket's path short
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(".s.PGSQL.5432")
    listener.listen(50)
    yield tmp_path
    listener.close()


@pytest.fixture
def without_leftovers():
    """Questions that are still out when a test ends must not answer in the next one."""
    yield
    wait_for(lambda: not health._running, 10, between=0.05)


def ask(method="get"):
    def beyond(request):
        raise AssertionError("The health check went on to the portal.")

    request = getattr(RequestFactory(), method)("/healthz", HTTP_HOST="nobody.example")
    with patch.object(health, "wait", wraps=health.wait) as wait:
        answer = health.HealthMiddleware(beyond)(request)
    # All that it ever waits for, and that for less than a second.
    assert [call.kwargs for call in wait.mock_calls] == [{"timeout": health.PATIENCE}] * (method == "get")
    assert health.PATIENCE < 1
    return answer


def point_database_at(monkeypatch, host):
    monkeypatch.setitem(connections["default"].settings_dict, "HOST", str(host))


def test_everything_answers(worker_key):
    health.note_worker_alive()

    answer = ask()

    assert answer.status_code == 200
    assert json.loads(answer.content) == {"status": "ok", "database": "ok", "redis": "ok", "worker": "ok"}
    assert answer["Cache-Control"] == "no-store"


def test_a_worker_that_has_said_nothing_for_a_while_counts_as_gone(worker_key):
    health.note_worker_alive()
    assert 0 < worker_key.ttl(health.WORKER_KEY) <= health.WORKER_SILENCE
    worker_key.delete(health.WORKER_KEY)

    answer = ask()

    assert answer.status_code == 503
    assert json.loads(answer.content) == {"status": "failed", "database": "ok", "redis": "ok", "worker": "failed"}


def test_stopped_servers_are_told_at_once(monkeypatch, settings, tmp_path):
    point_database_at(monkeypatch, tmp_path)
    settings.REDIS_URL = f"unix://{tmp_path}/redis.sock"

    answer = ask()

    assert answer.status_code == 503
    assert json.loads(answer.content) == {
        "status": "failed",
        "database": "failed",
        "redis": "failed",
        "worker": "failed",
    }


@pytest.mark.slow
def test_hanging_servers_are_told_within_a_second_and_gather_no_threads(
    monkeypatch, settings, hanging, without_leftovers
):
    point_database_at(monkeypatch, hanging)
    settings.REDIS_URL = f"unix://{hanging}/.s.PGSQL.5432"

    answers = [ask() for _ in range(3)]

    assert [answer.status_code for answer in answers] == [503, 503, 503]
    assert len(health._running) <= 2


def test_the_answer_comes_while_the_questions_still_hang(monkeypatch, without_leftovers):
    released = threading.Event()
    for question in ("_database_answers", "_redis_answers"):
        monkeypatch.setattr(health, question, released.wait)

    answer = ask()

    still_out = {name: question.done() for name, question in health._running.items()}
    released.set()
    assert still_out == {"database": False, "redis": False}
    assert answer.status_code == 503


def test_a_hanging_database_does_not_hide_a_working_redis(monkeypatch, hanging, worker_key, without_leftovers):
    health.note_worker_alive()
    point_database_at(monkeypatch, hanging)

    assert json.loads(ask().content) == {"status": "failed", "database": "failed", "redis": "ok", "worker": "ok"}


def test_a_lost_redis_does_not_stop_the_worker(settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path}/redis.sock"

    health.note_worker_alive()


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_only_reading_is_allowed(method):
    answer = ask(method)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_the_portal_answers_before_session_and_language(client, worker_key):
    assert settings.MIDDLEWARE[:2] == ["seko.web.access_log.AccessLog", "seko.runtime.health.HealthMiddleware"]
    health.note_worker_alive()

    answer = client.get("/healthz")

    assert (answer.status_code, answer.cookies.output()) == (200, "")
