"""Keeps the programs of one portal running beside each other, and ends them together."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time

import psutil

from seko.runtime.embedded.errors import tail
from seko.runtime.processes import end, lives

PATIENCE = 10  # seconds that a program gets to finish its work
MOST_RESTARTS = 3  # within RESTART_WINDOW; then something is broken for good
RESTART_WINDOW = 60  # seconds
PR_SET_PDEATHSIG = 1
# Looked up once: between fork and exec a child should do as little as possible.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


class Part:
    """One program of the portal: its command, its log, its process."""

    def __init__(self, name, command, log):
        self.name, self.command, self.log = name, command, log
        self.process = None
        self.starts = []

    def start(self):
        self.starts.append(time.monotonic())
        self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # with servers of one's own nobody else makes it
        with self.log.open("ab") as output:
            self.process = psutil.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
                start_new_session=True,  # Ctrl-C is for the supervisor, which ends the parts in order
                preexec_fn=end_with_parent if _prctl else None,
            )

    def has_ended(self):
        return self.process is not None and self.process.poll() is not None

    def recent_starts(self):
        return sum(moment > time.monotonic() - RESTART_WINDOW for moment in self.starts)

    def end_group(self):
        """A part leads a process group of its own; nothing of it may stay, whatever became of the leader."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Supervisor:
    """Starts parts, restarts one that dies, and ends them all. `record` is a file that outlives a `kill -9`."""

    def __init__(self, record, report):
        self.record, self.report = record, report
        self.parts = []
        self.hurry = False

    def start(self, part):
        self.parts.append(part)
        part.start()
        self._write_record()

    def check(self):
        """Restart what has died; False when a part dies again and again."""
        for part in filter(Part.has_ended, self.parts):
            code = part.process.returncode
            reason = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
            self.report(f"{part.name} has ended ({reason}). The end of {part.log}:")
            self.report(tail(part.log))
            if (starts := part.recent_starts()) > MOST_RESTARTS:
                self.report(f"{part.name} ended {starts} times in {RESTART_WINDOW} s.")
                return False
            part.end_group()
            self.report(f"{part.name} is started again.")
            part.start()
            self._write_record()
        return True

    def stop(self):
        """Ask each part to end, wait, and kill what does not."""
        started = [part for part in self.parts if part.process]
        for part in started:
            with contextlib.suppress(psutil.NoSuchProcess):
                part.process.terminate()
        limit = time.monotonic() + PATIENCE
        while not all(map(Part.has_ended, started)) and time.monotonic() < limit and not self.hurry:
            time.sleep(0.05)
        for part in started:
            part.end_group()
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
                if process.create_time() == started and lives(process):
                    self.report(f"ending {name}, left running by a killed start (process {pid})")
                    children = process.children(recursive=True)
                    end([process], signal.SIGTERM, signal.SIGKILL, timeout=PATIENCE)
                    end(children, signal.SIGKILL, timeout=PATIENCE)
        self.record.unlink(missing_ok=True)

    def _write_record(self):
        rows = [[part.name, part.process.pid, part.process.create_time()] for part in self.parts]
        unfinished = self.record.with_suffix(".tmp")
        unfinished.write_text(json.dumps(rows))
        unfinished.replace(self.record)


def end_with_parent():
    """Have the kernel end this program when its supervisor is killed (Linux)."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
