"""Keeps the programs of one portal running beside each other, and ends them together."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections import deque

import psutil

from seko.runtime.embedded.errors import tail

PATIENCE = 10  # seconds that a program gets to finish its work
MOST_RESTARTS = 3  # within RESTART_WINDOW; then something is broken for good
RESTART_WINDOW = 60  # seconds
PR_SET_PDEATHSIG = 1


class Part:
    """One program of the portal: its command, its log, its process."""

    def __init__(self, name, command, log, environment=None):
        self.name, self.command, self.log = name, command, log
        self.environment = environment or {}
        self.process = None
        self.starts = deque()

    def start(self):
        self.starts.append(time.monotonic())
        self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # with servers of one's own nobody else makes it
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **self.environment},
                start_new_session=True,  # Ctrl-C is for the supervisor, which ends the parts in order
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )

    def has_ended(self):
        return self.process is not None and self.process.poll() is not None

    def may_restart(self):
        while self.starts and self.starts[0] < time.monotonic() - RESTART_WINDOW:
            self.starts.popleft()
        return len(self.starts) <= MOST_RESTARTS


class Supervisor:
    """Starts parts, restarts one that dies, and ends them all. `record` is a file that outlives a `kill -9`."""

    def __init__(self, record, say):
        self.record, self.say = record, say
        self.parts = []
        self.hurry = False

    def start(self, part):
        self.parts.append(part)
        part.start()
        self._write_record()

    def check(self):
        """Restart what has died; False when a part dies again and again."""
        for part in self.parts:
            if not part.has_ended():
                continue
            self.say(f"{part.name} has ended ({_why(part.process.returncode)}). The end of {part.log}:")
            self.say(tail(part.log))
            if not part.may_restart():
                self.say(f"{part.name} ended {len(part.starts)} times in {RESTART_WINDOW} s.")
                return False
            self._end_group(part)
            self.say(f"{part.name} is started again.")
            part.start()
            self._write_record()
        return True

    def stop(self):
        """Ask each part to end, wait, and kill what does not."""
        living = [part for part in self.parts if part.process and not part.has_ended()]
        for part in living:
            part.process.terminate()
        limit = time.monotonic() + PATIENCE
        while any(not part.has_ended() for part in living) and time.monotonic() < limit and not self.hurry:
            time.sleep(0.05)
        for part in self.parts:
            self._end_group(part)
        self.record.unlink(missing_ok=True)

    def end_leftovers(self):
        """End what a killed supervisor left running: only processes that it recorded, told by number and start time."""
        try:
            recorded = json.loads(self.record.read_text())
        except (OSError, ValueError):
            return
        for name, pid, started in recorded:
            with contextlib.suppress(psutil.NoSuchProcess):
                process = psutil.Process(pid)
                if process.create_time() != started or process.status() == psutil.STATUS_ZOMBIE:
                    continue
                self.say(f"ending {name}, left running by a killed start (process {pid})")
                family = [process, *process.children(recursive=True)]
                process.terminate()
                for survivor in psutil.wait_procs(family, timeout=PATIENCE)[1]:
                    with contextlib.suppress(psutil.NoSuchProcess):
                        survivor.kill()
        self.record.unlink(missing_ok=True)

    def _end_group(self, part):
        """A part leads a process group of its own; nothing of it may stay, whatever became of the leader."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(part.process.pid, signal.SIGKILL)
        part.process.wait()

    def _write_record(self):
        rows = []
        for part in self.parts:
            with contextlib.suppress(psutil.NoSuchProcess):
                rows.append([part.name, part.process.pid, psutil.Process(part.process.pid).create_time()])
        unfinished = self.record.with_suffix(".tmp")
        unfinished.write_text(json.dumps(rows))
        unfinished.replace(self.record)


def _end_with_parent():
    """Have the kernel end this program when its supervisor is killed (Linux)."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _why(code):
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


# Looked up once: between fork and exec a child should do as little as possible.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
