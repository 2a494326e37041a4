"""Starting, finding and ending the servers' processes."""

import contextlib
import os
import signal
import subprocess
import time

import psutil

from seko.runtime.embedded import account, places
from seko.runtime.embedded.errors import EmbeddedServerError, tail

LOG_LIMIT = 5 * 1024 * 1024  # bytes
PATIENCE = 600  # seconds; PostgreSQL may have a long log to replay after a kill


class _Server(subprocess.Popen):
    """A child that is meant to outlive the process that started it."""

    def __del__(self):
        """Says nothing, where the usual one warns of a child that still runs."""


def start(command, *, folder, log):
    """Start a server in a session of its own, so that Ctrl-C in the terminal does not reach it."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".old.log"))
    with log.open("ab") as output:
        return _Server(
            [str(part) for part in command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=server_environment(),
            **account.as_account(),
        )


def server_environment():
    """No setting of the caller's own PostgreSQL client or locale leaks into the server."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "TZDIR", "LD_LIBRARY_PATH")}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def living(folder, name):
    """The processes of that name that work in the folder; a number alone may be another program's by now."""
    found = []
    for process in psutil.process_iter(["name", "status"]):
        if process.info["name"] != name or process.info["status"] == psutil.STATUS_ZOMBIE:
            continue
        with contextlib.suppress(psutil.Error, OSError):
            if os.path.samefile(process.cwd(), folder):
                found.append(process)
    return found


def by_pid_file(path, folder, name):
    """The server whose number stands first in the file, or None if that process is not (any more) this server."""
    try:
        process = psutil.Process(int(path.read_text().split()[0]))
        ours = process.name() == name and process.status() != psutil.STATUS_ZOMBIE
        return process if ours and os.path.samefile(process.cwd(), folder) else None
    except (OSError, ValueError, IndexError, psutil.Error):
        return None


def bring_up(*, name, log, answers, find, start, progress):
    """Have a server answer: the running one, however long it still repairs its data, or else a new one."""
    if answers():
        return
    running = find()  # starting since before, or just dying: only waiting tells
    if running and _wait_for(answers, running, name, log, progress):
        return
    if not _wait_for(answers, start(), name, log, progress):
        raise EmbeddedServerError(f"{name} did not start. The end of {log}:\n{tail(log)}")


def _wait_for(answers, child, name, log, progress):
    """True when it answers, False when it has ended."""
    began, told = time.monotonic(), 0
    while not answers():
        waited = time.monotonic() - began
        if not _is_alive(child):
            return False
        if waited > PATIENCE:
            raise EmbeddedServerError(f"{name} does not answer after {PATIENCE} s. See {log}.")
        if waited > told + 5:
            told = waited
            progress(f"{name} is still starting ({waited:.0f} s)")
        time.sleep(0.03)
    return True


def end(processes, *signals, patience):
    """Send each signal in turn until all have ended; `patience` is the wait in seconds after each."""
    for number in signals:
        processes = [process for process in processes if _is_alive(process)]
        for process in processes:
            with contextlib.suppress(psutil.Error, ProcessLookupError):
                process.send_signal(number)
        if _all_gone(processes, patience):
            return True
    return False


def end_orphans(folder, name):
    """End what outlived its killed server: two generations must never write to the same data."""
    orphans = living(folder, name)
    if orphans and not end(orphans, 0, signal.SIGTERM, signal.SIGKILL, patience=5):
        numbers = ", ".join(str(process.pid) for process in orphans)
        raise EmbeddedServerError(f"Old processes of {places.data_dir()} do not end: {numbers}.")


def _all_gone(processes, patience):
    limit = time.monotonic() + patience
    while any(_is_alive(process) for process in processes):
        if time.monotonic() > limit:
            return False
        time.sleep(0.02)
    return True


def _is_alive(process):
    if isinstance(process, subprocess.Popen):
        return process.poll() is None
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
