"""`/healthz`: whether database, Redis and worker answer, told within a second even when they hang."""

import contextlib
import threading
from concurrent.futures import Future, wait

import redis
from django.conf import settings
from django.db import connections
from django.http import HttpResponseNotAllowed, JsonResponse
from redis.backoff import NoBackoff
from redis.retry import Retry

PATH = "/healthz"
PATIENCE = 0.8  # seconds for all checks together
WORKER_KEY = "seko:worker-alive"
WORKER_SILENCE = 15  # seconds without a sign of life after which a worker counts as gone; it gives one every 2

_running = {}
_guard = threading.Lock()


class HealthMiddleware:
    """Answers before any other middleware can ask the database, the session or the host name."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info != PATH:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        found = check_health()
        healthy = set(found.values()) == {"ok"}
        body = {"status": "ok" if healthy else "failed", **found}
        return JsonResponse(body, status=200 if healthy else 503, headers={"Cache-Control": "no-store"})


def check_health():
    """The state of each part as `ok` or `failed`; why it failed is for the logs, not for visitors."""
    checks = {"database": _ask("database", _database_answers), "redis": _ask("redis", _redis_answers)}
    wait(checks.values(), timeout=PATIENCE)
    answers = {name: check.result() if check.done() else None for name, check in checks.items()}
    return {
        "database": _word(answers["database"]),
        "redis": _word(answers["redis"]),
        "worker": _word((answers["redis"] or {}).get("worker")),
    }


def note_worker_alive(**kwargs):
    """Called from the worker's consuming loop: a loop that hangs, or has lost Redis, stops saying so."""
    with contextlib.suppress(redis.RedisError), contextlib.closing(_redis_client()) as client:
        client.set(WORKER_KEY, "1", ex=WORKER_SILENCE)


def _word(answer):
    return "ok" if answer else "failed"


def _ask(name, question):
    """Ask in a thread. While an earlier answer is still out, wait for that one: a hanging server gathers no threads."""
    with _guard:
        if name not in _running:
            _running[name] = Future()
            threading.Thread(target=_answer, args=(name, question), name=f"health-{name}", daemon=True).start()
        return _running[name]


def _answer(name, question):
    try:
        answer = question()
    except Exception:  # noqa: BLE001  whatever goes wrong, the part does not answer
        answer = None
    with _guard:
        future = _running.pop(name)
    future.set_result(answer)


def _database_answers():
    """A connection of its own: those of the pages may be what is broken."""
    database = connections["default"].copy()
    parameters = database.get_connection_params()
    # libpq knows no shorter time than 2 seconds; the page does not wait for it.
    parameters |= {"connect_timeout": 2, "options": "-c statement_timeout=800"}
    with contextlib.closing(database.get_new_connection(parameters)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _redis_answers():
    with contextlib.closing(_redis_client()) as client:
        return {"worker": client.get(WORKER_KEY)}


def _redis_client():
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=0.5, retry=Retry(NoBackoff(), 0)
    )
