"""Every test runs on a real PostgreSQL and Redis: the embedded ones, or those of DATABASE_URL and REDIS_URL."""

import os

import pytest

# A test's data need not survive a power cut, and commits are faster without waiting for the disk.
os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")


def pytest_sessionstart(session):
    """Before Django makes its test database, and in each process of pytest-xdist."""
    if session.config.option.collectonly:
        return
    from seko.runtime import embedded
    from seko.scripts.acronyms import ACRONYMS
    from seko.scripts.catalogues import compile_all

    try:
        embedded.attach()
    except embedded.EmbeddedServerError as exc:
        pytest.exit(str(exc), returncode=3)
    compile_all()
    ACRONYMS.due = float("inf")  # a query that comes now and then would make counts differ


@pytest.fixture(autouse=True)
def no_worker(request, monkeypatch):
    """Tests queue no job, except those that are marked as being about delivery."""
    if "delivery" not in request.keywords:
        monkeypatch.setattr("seko.events.log._wake_worker", lambda event_id: None)
        monkeypatch.setattr("seko.jobs.actions._wake_worker", lambda job_id: None)


@pytest.fixture
def files_apart(settings, tmp_path):
    """Files that the test stores lie in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """Plots are counted anew, however long a busy machine takes: the next test has other rows."""
    monkeypatch.setattr("seko.plots.LONG", float("inf"))


pytest_plugins = ["tests.ground", "tests.world"]
