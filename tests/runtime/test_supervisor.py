import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from seko.runtime.supervisor import Part, Supervisor
from tests.waiting import wait_for

PATIENCE = 10  # seconds
FOREVER = "import time; print('here', flush=True); time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + FOREVER


@pytest.fixture
def supervisor(tmp_path):
    said = []
    supervisor = Supervisor(tmp_path / "portal.json", said.append)
    supervisor.said = said
    yield supervisor
    supervisor.hurry = True
    supervisor.stop()


def part(tmp_path, code, name="part"):
    return Part(name, [sys.executable, "-c", code], tmp_path / f"{name}.log")


def test_stopping_ends_every_part_and_forgets_them(supervisor, tmp_path):
    parts = [part(tmp_path, FOREVER, name) for name in ("web", "worker")]
    for each in parts:
        supervisor.start(each)

    supervisor.stop()

    assert [each.process.returncode for each in parts] == [-signal.SIGTERM] * 2
    assert not (tmp_path / "portal.json").exists()


def test_a_part_makes_the_folder_of_its_log(supervisor, tmp_path):
    supervisor.start(part(tmp_path / "not" / "there", FOREVER))

    assert (tmp_path / "not" / "there" / "part.log").exists()


def test_a_part_that_does_not_end_is_killed(supervisor, tmp_path, monkeypatch):
    monkeypatch.setattr("seko.runtime.supervisor.PATIENCE", 0.3)
    stubborn = part(tmp_path, STUBBORN)
    supervisor.start(stubborn)
    assert wait_for(lambda: stubborn.log.read_text() == "here\n", PATIENCE)

    supervisor.stop()

    assert stubborn.process.returncode == -signal.SIGKILL


def test_a_part_that_dies_is_named_its_log_shown_and_started_again(supervisor, tmp_path):
    worker = part(tmp_path, FOREVER, "worker")
    supervisor.start(worker)
    assert wait_for(lambda: worker.log.read_text() == "here\n", PATIENCE)
    worker.process.kill()
    assert wait_for(worker.has_ended, PATIENCE)

    assert supervisor.check()

    assert supervisor.said == [
        f"worker has ended (signal SIGKILL). The end of {worker.log}:",
        "here",
        "worker is started again.",
    ]
    assert not worker.has_ended()


def test_a_part_that_dies_again_and_again_ends_the_portal(supervisor, tmp_path):
    supervisor.start(part(tmp_path, "raise SystemExit('no such setting')", "web"))

    assert wait_for(lambda: not supervisor.check(), PATIENCE)

    assert "web has ended (exit code 1)." in supervisor.said[0]
    assert supervisor.said[-1] == "web ended 4 times in 60 s."


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_the_parts_of_a_killed_supervisor_end(tmp_path):
    code = f"""
import pathlib, sys, time
from seko.runtime.supervisor import Part, Supervisor
here = pathlib.Path({str(tmp_path)!r})
supervisor = Supervisor(here / "portal.json", print)
supervisor.start(Part("part", [sys.executable, "-c", {FOREVER!r}], here / "part.log"))
time.sleep(600)
"""
    process = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    assert wait_for((tmp_path / "portal.json").exists, PATIENCE)
    [[_, pid, _]] = json.loads((tmp_path / "portal.json").read_text())

    process.kill()
    process.wait()

    assert wait_for(
        lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE, PATIENCE
    )


def test_a_start_ends_only_leftovers_that_it_recorded(supervisor, tmp_path):
    left, other = (subprocess.Popen([sys.executable, "-c", FOREVER], stdout=subprocess.DEVNULL) for _ in range(2))
    began = psutil.Process(left.pid).create_time()
    # The second number was given to another program since: the start time differs.
    rows = [["web", left.pid, began], ["worker", other.pid, began - 1000]]
    (tmp_path / "portal.json").write_text(json.dumps(rows))

    supervisor.end_leftovers()

    states = [left.poll() is None, other.poll() is None]
    other.kill()
    other.wait()
    assert states == [False, True]


@pytest.mark.parametrize("text", ["", "{"])
def test_a_spoilt_record_of_a_killed_start_is_passed_over(supervisor, tmp_path, text):
    (tmp_path / "portal.json").write_text(text)

    supervisor.end_leftovers()

    assert supervisor.said == []
