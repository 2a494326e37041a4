"""Work on a file of strangers is done in a process of its own: it returns, is refused, or dies alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from seko.jobs.sandbox import MESSAGES, MIB, ApartFailed, Limits, run_apart
from tests.waiting import wait_for

WORK = "tests.jobs.apart_work."


def code_of(work, data=b"", **more):
    with pytest.raises(ApartFailed) as told:
        run_apart(WORK + work, data, **more)
    return told.value.code


def test_what_the_work_returns_comes_back_and_what_it_prints_does_not():
    assert run_apart(f"{WORK}length", "ćирилица".encode(), times=2) == {"length": 32, "text": "ćирилица"}


def test_the_work_knows_neither_settings_nor_secrets(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://seko:secret@db/seko")

    assert not {"DATABASE_URL", "SECRET_KEY"} & set(run_apart(f"{WORK}environment", b""))
    assert code_of("asks_for_settings") == "reading_broke"


def test_the_code_of_a_refusal_comes_back():
    assert code_of("refuses") == "no_table"


@pytest.mark.parametrize(
    ("work", "data", "limits", "code"),
    [
        ("breaks", b"", Limits(), "reading_broke"),
        ("crashes", b"", Limits(), "reading_broke"),
        ("works_for_ever", b"", Limits(seconds=1), "took_too_long"),
        ("waits_for_ever", b"", Limits(patience=1), "took_too_long"),
        ("takes_memory", b"%d" % (800 * MIB), Limits(memory=400 * MIB), "too_much_memory"),
        ("says_much", b"%d" % (2 * MIB), Limits(output=MIB), "too_much_output"),
    ],
)
def test_work_that_breaks_or_takes_too_much_dies_alone_and_has_words(work, data, limits, code):
    assert code_of(work, data, limits=limits) == code
    assert code in MESSAGES


def test_who_waits_shows_signs_of_life_and_may_end_it():
    class Stopped(Exception):
        pass

    def stop():
        raise Stopped

    with pytest.raises(Stopped):
        run_apart(f"{WORK}waits_for_ever", b"", tick=stop)


@pytest.mark.skipif(sys.platform != "linux", reason="The kernel of Linux alone ends a child with its parent.")
def test_with_a_killed_worker_its_reading_ends(tmp_path):
    place = tmp_path / "number"
    work = f"{WORK}tells_its_number_and_waits"
    call = f"from seko.jobs.sandbox import run_apart; run_apart({work!r}, b'', path={str(place)!r})"
    worker = subprocess.Popen([sys.executable, "-c", call])
    try:
        assert wait_for(lambda: place.exists() and place.read_text())
    finally:
        worker.kill()
        worker.wait()

    assert wait_for(lambda: not is_running(int(place.read_text())))


def is_running(number):
    stat = Path(f"/proc/{number}/stat")
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="The kernel of Linux alone lists what is open.")
def test_nothing_is_left_open():
    def still_open():
        return len(list(Path("/proc/self/fd").iterdir()))

    before = still_open()
    code_of("refuses")

    assert still_open() == before
