"""Work on a file that strangers sent, in a process of its own that may die.

    rows = run_apart("consultations.responses.spreadsheet.reading.rows_of_file", data, name="odgovori.xlsx")

calls `rows_of_file(data, name="odgovori.xlsx")` in a child process with limits of processor time, patience, memory and
size of what comes back, and returns what it returned, which has to be plain (what JSON can say: a tuple comes back as a
list). The function stands at the top of a module that imports neither settings nor models: the child knows no settings,
no database and none of our secrets. It refuses a file by an exception that has a `code`; any other exception, a limit
and a crash (of a C library, too) are a code of ours. All arrive here as `ApartFailed` with the code; `MESSAGES` has the
words of ours.

A child process and not a fork: the workers of Celery may not have children through `multiprocessing`, and a fork of a
server with threads can hang. A start costs a quarter of a second of processor time.
"""

import ctypes
import importlib
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)

MIB = 1024**2
ROOT = Path(__file__).resolve().parent.parent.parent  # where the child finds our packages
TICK = 0.5  # seconds between two signs of life of the one who waits
SAID = 2_000  # bytes of a crash that go into the log
LONGEST_CODE = 60

TOO_LONG, TOO_LARGE, TOO_MUCH, BROKE = "took_too_long", "too_much_memory", "too_much_output", "reading_broke"
MESSAGES = {
    TOO_LONG: _(
        "Processing the file took longer than any ordinary file needs, so it was stopped. Send a simpler file."
    ),
    TOO_LARGE: _("Processing the file needed more memory than there is for one file. Split it into several files."),
    TOO_MUCH: _("The file holds more than can be processed at once. Split it into several files."),
    BROKE: _("The file could not be processed. Save it again in your program and send the new file."),
}


class ApartFailed(Exception):
    """The work did not come to an end; `code` is one of `MESSAGES`, or that of the exception the work raised."""

    def __init__(self, code) -> None:
        super().__init__(code)
        self.code = code


class Limits(NamedTuple):
    """What one piece of work may use; `patience` is by the clock and leaves room for a machine that is busy."""

    seconds: int = 60  # of processor time
    patience: int = 240
    memory: int = 1024 * MIB  # bytes of address space
    output: int = 64 * MIB  # bytes of what comes back


def run_apart(work, data, *, limits=None, tick=lambda: None, **arguments) -> Any:
    """What the function `work` returns for the bytes `data` and the named arguments.

    It is named as "package.module.function", or with a colon before the function.

    `tick` is called twice a second meanwhile; what it raises ends the work. Raises ApartFailed."""
    limits = limits or Limits()
    with TemporaryFile() as given, TemporaryFile() as returned, TemporaryFile() as said:
        given.write(data)
        given.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-s", "-m", "seko.jobs.sandbox", work, json.dumps(limits), json.dumps(arguments)],
            stdin=given, stdout=returned, stderr=said, cwd=ROOT, env=_bare_environment(), start_new_session=True,
        )  # fmt: skip
        try:
            code = _code_of_end(child, limits.patience, tick)
        finally:
            child.kill()  # does nothing where it has ended
            child.wait()
        if code is None:
            returned.seek(0)
            answer = _answer_in(returned.read(limits.output + 1))
            if "result" in answer:
                return answer["result"]
            code = answer.get("code", BROKE)
        if code in MESSAGES:
            said.seek(max(0, said.seek(0, os.SEEK_END) - SAID))
            last_words = said.read().decode("utf-8", "replace")
            log.warning("%s ended with %s (%s). %s", work, code, child.returncode, last_words)
        raise ApartFailed(code)


def _bare_environment() -> dict[str, str]:
    """What an interpreter needs to start; who asks for settings nevertheless is told that there are none."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TMPDIR", "TZ") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "DJANGO_SETTINGS_MODULE": "", "PYTHONDONTWRITEBYTECODE": "1"}


def _code_of_end(child, patience, tick) -> str | None:
    """Waits for the end; None where the child says itself how it ended."""
    until = monotonic() + patience
    while True:
        try:
            status = child.wait(timeout=max(0, min(TICK, until - monotonic())))
        except subprocess.TimeoutExpired:
            if monotonic() >= until:
                return TOO_LONG
            tick()
        else:
            break
    if status == 0:
        return None
    return TOO_LONG if status == -signal.SIGXCPU else BROKE


def _answer_in(written) -> dict[str, Any]:
    """What the child wrote, which is as little to be trusted as the file it read."""
    try:
        answer = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(answer, dict) or not isinstance(answer.get("code", ""), str):
        return {}
    return answer if len(answer.get("code", "")) <= LONGEST_CODE else {}


# --- in the child ----------------------------------------------------------------------------


def main(work, limits, arguments) -> None:
    """Do the work within the limits, and write what came of it."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    _bind(Limits(*json.loads(limits)))
    try:
        answer = {"result": _function(work)(sys.stdin.buffer.read(), **json.loads(arguments))}
        written = json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except MemoryError:
        written = json.dumps({"code": TOO_LARGE}).encode()
    except RecursionError:
        written = json.dumps({"code": BROKE}).encode()
    except Exception as exc:
        if not isinstance(code := getattr(exc, "code", None), str):
            raise  # the traceback goes to the log, the code of the end says that it broke
        written = json.dumps({"code": code}).encode()
    try:
        out.write(written)
        out.flush()
    except OSError:
        os.ftruncate(out.fileno(), 0)
        os.lseek(out.fileno(), 0, os.SEEK_SET)
        os.write(out.fileno(), json.dumps({"code": TOO_MUCH}).encode())
    os._exit(0)


def _function(work) -> Callable:
    module, _dot, name = work.replace(":", ".").rpartition(".")
    return getattr(importlib.import_module(module), name)


def _bind(limits) -> None:
    """No more than the limits, and no longer than whoever waits for it lives."""
    try:
        import resource
    except ImportError:  # Windows: patience alone
        return
    bounds = {
        resource.RLIMIT_CPU: limits.seconds, resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_FSIZE: limits.output, resource.RLIMIT_CORE: 0,
    }  # fmt: skip
    for what, most in bounds.items():
        hard = resource.getrlimit(what)[1]
        unbound = hard == resource.RLIM_INFINITY
        bound = most if unbound else min(most, hard)
        # At the soft limit of time comes a signal of its own, at the hard one that of any kill.
        after = bound + 1 if what == resource.RLIMIT_CPU and unbound else bound
        try:
            resource.setrlimit(what, (bound, after))
        except (ValueError, OSError):  # macOS knows the limit of memory and does not take it
            log.debug("The limit %s is not kept here.", what)
    if sys.platform == "linux":
        die_with_parent = 1  # PR_SET_PDEATHSIG of prctl(2): a killed worker leaves no reading behind
        ctypes.CDLL(None).prctl(die_with_parent, signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
