"""PostgreSQL and Redis from their wheels: one data folder, Unix sockets only, shared by every process that uses it.

`database()` and the two URLs only compute where the servers of this folder answer. `attach()` makes them answer:
the first process starts them, the last one stops them, and the kernel's file locks tell who is the last, so a
`kill -9` leaves nothing behind that has to be cleaned by hand. An environment variable `DATABASE_URL` or
`REDIS_URL` names a server of your own instead; that one is neither started nor stopped.
"""

import atexit
import contextlib
import fcntl
import os
import threading

from seko.runtime.embedded import places, postgres_server, redis_server
from seko.runtime.embedded.errors import EmbeddedServerError
from seko.runtime.embedded.places import data_dir, log_dir

__all__ = [
    "EmbeddedServerError",
    "attach",
    "celery_broker_url",
    "data_dir",
    "database",
    "detach",
    "log_dir",
    "redis_url",
    "revive",
    "stop_unused",
]

_guard = threading.RLock()
_in_use = None  # the open lock file of this process, kept for its life
_owner = None  # the process that attached; a forked child only inherits


def database():
    """Django's settings for the PostgreSQL of this folder."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": postgres_server.DATABASE,
        "USER": postgres_server.USER,
        "HOST": str(places.socket_dir()),
        "PORT": str(postgres_server.PORT),
    }


def redis_url():
    """Where redis-py and Django's cache find the Redis of this folder."""
    return f"unix://{places.redis_socket()}?db={redis_database()}"


def celery_broker_url():
    """The same Redis in the spelling that Celery expects."""
    return f"redis+socket://{places.redis_socket()}?virtual_host={redis_database()}"


def redis_database():
    """0 for the portal; a test run has its own numbers, so that it takes no job from a portal running beside it."""
    if "PYTEST_VERSION" not in os.environ:
        return 0
    return 1 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % (redis_server.DATABASES - 1)


def attach(progress=None):
    """Join the servers of this folder, starting whichever does not answer; leave them again when the process ends.

    Safe to repeat. `progress` is called with one line of text per step that takes time.
    Raises EmbeddedServerError with a message for the person who started the process.
    """
    global _in_use, _owner
    with _guard:
        if _in_use is not None or not _wanted():
            return
        progress = progress or _silent
        places.make_folders(progress)
        with _start_lock(progress):
            in_use = open(places.in_use_lock(), "a")  # noqa: SIM115 - held until the process ends
            try:
                fcntl.flock(in_use, fcntl.LOCK_SH)
                _start_missing(progress)
            except BaseException:  # Ctrl-C too must not leave a half-started server
                with in_use:
                    if _is_unused(in_use):
                        _stop()
                raise
            _in_use, _owner = in_use, os.getpid()
        atexit.register(detach)


def revive(progress=None):
    """Start again a server that has died under an attached process; True if one had."""
    with _guard:
        if _in_use is None or all(server.process() for server in _wanted()):
            return False
        with _start_lock(progress or _silent):
            _start_missing(progress or _silent)
        return True


def detach():
    """Leave the servers; the last process to leave stops them."""
    global _in_use
    with _guard:
        if _in_use is None or _owner != os.getpid():
            return
        # While another process starts or stops, our leaving has to wait: it decides by the same lock.
        with _start_lock(_silent), _in_use as in_use:
            _in_use = None
            if _is_unused(in_use):
                _stop()
        atexit.unregister(detach)


def stop_unused():
    """Stop servers that a killed process left running; False if a living process uses them."""
    if not places.start_lock().exists():
        return True
    with _start_lock(_silent), open(places.in_use_lock(), "a") as in_use:
        if not _is_unused(in_use):
            return False
        _stop()
    return True


def _wanted():
    """The servers that no environment variable replaces."""
    servers = []
    if not os.environ.get("DATABASE_URL"):
        servers.append(postgres_server)
    if not os.environ.get("REDIS_URL"):
        servers.append(redis_server)
    return servers


def _start_missing(progress):
    for server in _wanted():
        server.ensure_running(progress)


def _stop():
    for server in (redis_server, postgres_server):
        server.stop()


def _is_unused(in_use):
    try:
        fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def _start_lock(progress):
    with places.open_own(places.start_lock()) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress("waiting for another process that starts or stops the servers")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _silent(line):
    pass
