"""A data folder, and processes that use its servers, apart from those of the test run."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

PROJECT = Path(__file__).resolve().parents[2]

# Attaches, says so, and leaves when its input ends: what any process of the portal does.
USER = """
import sys
from seko.runtime import embedded
embedded.attach(lambda line: print(line, flush=True))
print("attached", flush=True)
sys.stdin.read()
"""


class Folder:
    """A data folder and those who use it."""

    def __init__(self, path):
        self.path = path
        self.users = []
        # PGOPTIONS: the test run's own data may be lost by a kill, these may not.
        ours = ("PYTEST_", "SEKO_", "DATABASE_URL", "REDIS_URL", "PGOPTIONS")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        self.environment = {**kept, "SEKO_DATA_DIR": str(path), "PYTHONPATH": str(PROJECT)}

    def user(self):
        """Start a process that uses the servers; the steps that it told are in `.steps`."""
        process = subprocess.Popen(
            [sys.executable, "-c", USER],
            env=self.environment,
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.users.append(process)
        process.steps = []
        for line in process.stdout:
            if line == "attached\n":
                return process
            process.steps.append(line.strip())
        raise AssertionError(f"The process could not attach: {process.steps}")

    def leave(self, process):
        process.communicate(timeout=60)
        assert process.returncode == 0

    def run(self, code):
        return subprocess.run(
            [sys.executable, "-c", code], env=self.environment, cwd=PROJECT, capture_output=True, text=True, timeout=120
        )

    def servers(self):
        """The living server processes of the folder by name; PostgreSQL's helpers are not counted."""
        found = {}
        for name, file in {"postgres": "postgres/postmaster.pid", "redis-server": "redis/redis.pid"}.items():
            try:
                process = psutil.Process(int((self.path / file).read_text().split()[0]))
                if process.name() == name and process.status() != psutil.STATUS_ZOMBIE:
                    found[name] = process
            except (OSError, IndexError, ValueError, psutil.NoSuchProcess):
                continue
        return found

    def close(self):
        for process in self.users:
            if process.poll() is None:
                process.kill()
            process.communicate()
        subprocess.run(
            [sys.executable, "-m", "seko.runtime.embedded", "stop"],
            env=self.environment,
            cwd=PROJECT,
            check=True,
            timeout=60,
        )


@pytest.fixture
def folder():
    # Closed to the servers' account; as root the portal lets it pass. Not pytest's own folder: each run of pytest that
    # begins closes that one again, for the servers of all others too.
    with tempfile.TemporaryDirectory(prefix="seko-test-") as closed:
        folder = Folder(Path(closed) / "data")
        yield folder
        folder.close()
