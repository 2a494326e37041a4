"""The whole portal as `make run` starts it."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import psutil
import pytest

from tests.sometimes import the_first_of
from tests.waiting import free_port, wait_for

FIRST_PAGE = 120  # seconds; the first start makes the tables and loads the data


class Portal:
    """A running portal of a folder, and what it has said."""

    def __init__(self, folder, **environment):
        self.port = free_port()
        self.log = folder.path.with_name("said")
        with self.log.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "run_portal"],
                env={**folder.environment, "PORT": str(self.port), "HOST": "127.0.0.1", **environment},
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_it_answers(self):
        self.wait_until_it_says("The portal answers after")
        self.family = [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]

    def wait_until_it_says(self, *lines):
        def said():
            assert self.process.poll() is None, self.log.read_text()
            return all(line in self.log.read_text() for line in lines)

        assert wait_for(said, FIRST_PAGE), self.log.read_text()

    def health(self):
        try:
            answer = urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        except OSError:
            return {"status": "no answer"}
        with answer:
            return json.load(answer)

    def wait_until_healthy(self):
        assert wait_for(lambda: self.health()["status"] == "ok", 30), self.health()

    def left(self, seconds):
        """What of it still lives after so many seconds."""
        wait_for(lambda: not any(map(_lives, self.family)), seconds)
        return [process.cmdline() for process in self.family if _lives(process)]


def _lives(process):
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


@pytest.fixture
def start(folder):
    started = []

    def start(**environment):
        started.append(Portal(folder, **environment))
        return started[-1]

    yield start
    for portal in started:
        if portal.process.poll() is None:
            portal.process.terminate()
        portal.process.wait(timeout=60)


def test_a_taken_port_is_told_before_anything_is_started(folder, start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        portal = start(PORT=str(port))
        portal.process.wait(timeout=30)

    assert portal.process.returncode == 1
    assert f"cannot listen on 127.0.0.1, port {port}: Address already in use" in portal.log.read_text()
    assert folder.servers() == {}


@pytest.mark.parametrize("port", the_first_of(["65536", "0", "web", "-1"]))
def test_a_wrong_port_is_told(start, port):
    portal = start(PORT=port)

    assert portal.process.wait(timeout=30) == 1
    assert portal.log.read_text() == f"CommandError: PORT is a number from 1 to 65535, not '{port}'.\n"


def test_a_data_folder_that_cannot_be_used_is_told(folder, start):
    taken = folder.path.with_name("file")
    taken.touch()

    portal = start(SEKO_DATA_DIR=str(taken))

    assert portal.process.wait(timeout=30) == 1
    assert portal.log.read_text().startswith(f"CommandError: The data folder {taken} cannot be used: File exists.")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_stops_everything(folder, start, number):
    portal = start(SEKO_DEMO="1")
    portal.wait_until_it_answers()
    portal.wait_until_healthy()

    portal.process.send_signal(number)

    assert portal.process.wait(timeout=30) == 0
    assert (portal.left(0), folder.servers()) == ([], {})


@pytest.mark.slow
def test_a_second_start_in_the_same_folder_is_refused(start):
    first = start()
    first.wait_until_it_answers()

    second = start()

    assert second.process.wait(timeout=30) == 1
    assert f"already runs (process {first.process.pid}, http://127.0.0.1:{first.port}/)" in second.log.read_text()


@pytest.mark.slow
def test_killed_programs_and_servers_come_back(folder, start):
    portal = start()
    portal.wait_until_it_answers()
    portal.wait_until_healthy()
    for part in psutil.Process(portal.process.pid).children():
        part.kill()

    portal.wait_until_it_says(*(f"{name} is started again." for name in ("web", "worker", "beat")))
    portal.wait_until_it_says("A database server had ended and was started again.")
    portal.wait_until_healthy()


@pytest.mark.slow
def test_nothing_outlives_a_killed_portal(folder, start):
    portal = start()
    portal.wait_until_it_answers()
    portal.wait_until_healthy()

    portal.process.kill()

    assert portal.left(30) == []


@pytest.mark.slow
def test_after_a_kill_of_everything_the_portal_starts_again(folder, start):
    portal = start()
    portal.wait_until_it_answers()
    for process in portal.family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()

    again = start()
    again.wait_until_it_answers()

    again.wait_until_healthy()


@pytest.mark.slow
def test_leaving_a_shell_does_not_stop_the_portal(folder, start):
    portal = start()
    portal.wait_until_it_answers()
    shell = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", "print('here')"]

    done = subprocess.run(shell, env=folder.environment, capture_output=True, text=True, timeout=60)

    assert done.stdout == "here\n"
    portal.wait_until_healthy()


def test_with_servers_of_its_owner_the_portal_starts_none(folder):
    theirs = {"DATABASE_URL": "postgres://seko@database.example:5432/theirs", "REDIS_URL": "redis://redis.example/3"}
    code = "from django.conf import settings as s; print(s.DATABASES['default']['HOST'], s.REDIS_URL)"
    shell = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", code]

    done = subprocess.run(shell, env={**folder.environment, **theirs}, capture_output=True, text=True, timeout=60)

    assert done.stdout == "database.example redis://redis.example/3\n", done.stderr
    assert not folder.path.exists()
