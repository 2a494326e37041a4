"""Kinds of work that a test can hold by the hand."""

import pytest

from seko.jobs import actions as jobs
from seko.jobs.actions import JobFailed, job_kind


@pytest.fixture(autouse=True)
def media(files_apart):
    """Files of a test; what is there afterwards can be looked at."""
    return files_apart


@pytest.fixture
def kind(monkeypatch):
    """Register work for this test: `kind(work)`, or the plain work that writes three rows."""
    monkeypatch.setattr(jobs, "_kinds", dict(jobs._kinds))

    def register(work=three_rows, name="test.work", words=None, on_failure=None):
        job_kind(name, "Three rows", words, on_failure=on_failure)(work)
        return name

    return register


def three_rows(job, progress, out):
    progress.expect(3)
    for number in range(3):
        out.write(b"%d\n" % number)
        progress.advance()
    return "redovi.txt"


def breaks(job, progress, out):
    out.write(b"half")
    raise RuntimeError("a secret of the inside")


def refuses(job, progress, out):
    raise JobFailed("not_visible")
