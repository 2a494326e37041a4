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

from seko.runtime.embedded import postgres_server, redis_server
from seko.runtime.embedded.errors import EmbeddedServerError as EmbeddedServerError
from seko.runtime.embedded.folders import data_dir, make_folders, socket_dir, start_lock
from seko.runtime.embedded.folders import log_dir as log_dir
from seko.runtime.embedded.folders import make_data_dir as make_data_dir

SERVERS = (postgres_server.PostgresServer, redis_server.RedisServer)
_in_use = None  # the open lock file of this process, kept for its life
_owner = None  # the process that attached; a forked child only inherits


def database():
    """Django's settings for the PostgreSQL of this folder."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": postgres_server.DATABASE,
        "USER": postgres_server.USER,
        "HOST": str(socket_dir()),
        "PORT": str(postgres_server.PORT),
    }


def redis_url():
    """Where redis-py and Django's cache find the Redis of this folder."""
    return f"unix://{redis_server.socket()}?db={redis_database()}"


def celery_broker_url():
    """The same Redis in the spelling that Celery expects."""
    return f"redis+socket://{redis_server.socket()}?virtual_host={redis_database()}"


def redis_database():
    """0 for the portal; a test run has its own numbers, so that it takes no job from a portal running beside it."""
    if "PYTEST_VERSION" not in os.environ:
        return 0
    return 1 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % (redis_server.DATABASES - 1)


def attach(progress=lambda line: None):
    """Join the servers of this folder, starting whichever does not answer; leave them again when the process ends.

    Safe to repeat. `progress` is called with one line of text per step that takes time.
    Raises EmbeddedServerError with a message for the person who started the process.
    """
    global _in_use, _owner
    if _in_use is not None or not _wanted():
        return
    make_folders(progress)
    atexit.register(detach)
    try:
        with _locked_start(progress):
            _in_use, _owner = _open_in_use(), os.getpid()
            fcntl.flock(_in_use, fcntl.LOCK_SH)
            _start_missing(progress)
    except BaseException:  # Ctrl-C too must not leave a half-started server
        detach()
        raise


def revive(progress=lambda line: None):
    """Start again a server that has died under an attached process; True if one had."""
    if _in_use is None or all(server.process() for server in _wanted()):
        return False
    with _locked_start(progress):
        _start_missing(progress)
    return True


def detach():
    """Leave the servers; the last process to leave stops them."""
    global _in_use  # noqa: PLW0603  one process holds one lock
    if _in_use is None or _owner != os.getpid():
        return
    # While another process starts or stops, our leaving has to wait: it decides by the same lock.
    with _locked_start(), _in_use as in_use:
        _in_use = None
        _stop_if_unused(in_use)
    atexit.unregister(detach)


def stop_unused():
    """Stop servers that a killed process left running; False if a living process uses them."""
    if not start_lock().exists():
        return True
    with _locked_start(), _open_in_use() as in_use:
        return _stop_if_unused(in_use)


def _wanted():
    """The servers that no environment variable replaces."""
    return [server() for server in SERVERS if not os.environ.get(server.variable)]


def _start_missing(progress):
    for server in _wanted():
        server.ensure_running(progress)


def _open_in_use():
    return (data_dir() / "in-use.lock").open("a")


def _stop_if_unused(in_use):
    try:
        fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    for server in SERVERS:
        server().stop()
    return True


@contextlib.contextmanager
def _locked_start(progress=lambda line: None):
    with start_lock().open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress("waiting for another process that starts or stops the servers")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
