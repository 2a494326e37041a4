"""What PostgreSQL and Redis have in common: a program from a wheel that works in a folder of its own."""

import contextlib
import importlib.util
import os
import signal
import subprocess
import time
from pathlib import Path

import psutil

from seko.runtime.embedded.account import as_account, let_pass
from seko.runtime.embedded.errors import EmbeddedServerError, tail
from seko.runtime.embedded.folders import data_dir, log_dir
from seko.runtime.processes import end, lives

LOG_LIMIT = 5 * 1024 * 1024  # bytes
START_TIMEOUT = 600  # seconds; PostgreSQL may have a long log to replay after a kill


class Server:
    """A server of the data folder. Subclasses have the constants, `answers`, `prepare` (the folder) and `command`."""

    name = variable = None  # for people; the environment variable that names another server instead
    wheel = program = None  # the Python package, and the path of the program in it
    folder_name = pid_file_name = None
    stop_signals = stop_timeout = None  # one after the other, each with so many seconds to take effect

    def __init__(self):
        self.folder = data_dir() / self.folder_name
        self.pid_file = self.folder / self.pid_file_name
        self.log = log_dir() / f"{self.name.lower()}.log"
        # Found without importing the packages. PostgreSQL's launcher counts its users in a file, wrong after a kill -9;
        # Redis's by open connections, which an idle user lacks; both trust a number that another program may have.
        self.binary = Path(importlib.util.find_spec(self.wheel).origin).resolve().parent / self.program

    def ensure_running(self, progress):
        """Answering when this returns: the running one, however long it still repairs its data, or else a new one."""
        if self.answers():
            return
        running = self.process()  # starting since before, or just dying: only waiting tells
        if running and self._wait_for_answer(running, progress):
            return
        if not self._wait_for_answer(self._start(progress), progress):
            raise EmbeddedServerError(f"{self.name} did not start. The end of {self.log}:\n{tail(self.log)}")

    def process(self):
        """The running server, or None."""
        with contextlib.suppress(OSError, ValueError, IndexError, psutil.NoSuchProcess):
            process = psutil.Process(int(self.pid_file.read_text().split()[0]))
            return process if self._is_here(process) else None

    def stop(self):
        if running := self.process():
            end([running], *self.stop_signals, timeout=self.stop_timeout)

    def run_options(self):
        """How its programs run: no setting of the caller's own PostgreSQL client or locale leaks into them."""
        kept = {name: os.environ[name] for name in ("PATH", "TZDIR", "LD_LIBRARY_PATH") if name in os.environ}
        return {"env": {**kept, "LC_ALL": "C", "TZ": "UTC"}, "stdin": subprocess.DEVNULL, **as_account()}

    def _start(self, progress):
        # What outlived its killed server: two generations must never write to the same data.
        orphans = [process for process in psutil.process_iter() if self._is_here(process)]
        if left := end(orphans, signal.SIGTERM, signal.SIGKILL, timeout=5):
            numbers = ", ".join(str(process.pid) for process in left)
            raise EmbeddedServerError(f"Old processes of {data_dir()} do not end: {numbers}.")
        let_pass(self.binary.parent, progress)
        try:
            self.prepare(progress)
            progress(f"starting {self.name}")
            return self._launch()
        except OSError as exc:
            raise EmbeddedServerError(
                f"{self.name} cannot be started: {exc}. The files of {self.binary.parent} must be readable "
                "(pip install with umask 022)."
            ) from exc

    def _launch(self):
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".old.log"))
        command = [str(part) for part in self.command()]
        with self.log.open("ab") as output:
            streams = {"stdout": output, "stderr": subprocess.STDOUT}
            # A session of its own: Ctrl-C in the terminal does not reach it.
            child = subprocess.Popen(command, cwd=self.folder, start_new_session=True, **streams, **self.run_options())
        child.returncode = 0  # it may outlive this process: no warning that it still runs
        return psutil.Process(child.pid)

    def _wait_for_answer(self, process, progress):
        """True when it answers, False when it has ended."""
        began = told = time.monotonic()
        while not self.answers():
            now = time.monotonic()
            if not lives(process):
                return False
            if now > began + START_TIMEOUT:
                raise EmbeddedServerError(f"{self.name} does not answer after {START_TIMEOUT} s. See {self.log}.")
            if now > told + 5:
                told = now
                progress(f"{self.name} is still starting ({now - began:.0f} s)")
            time.sleep(0.03)
        return True

    def _is_here(self, process):
        """Told by name and folder: a number alone may be another program's by now."""
        with contextlib.suppress(psutil.Error, OSError):
            named = process.name() == self.binary.name
            return named and lives(process) and Path(process.cwd()).samefile(self.folder)
        return False
