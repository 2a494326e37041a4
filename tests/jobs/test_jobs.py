"""A job is asked for once, done once, and ends once, whatever happens on the way."""

import logging
from datetime import timedelta
from threading import Event

import pytest
from django.utils import timezone, translation

from seko.jobs import actions as jobs
from seko.jobs.actions import MOST_ATTEMPTS, cancel_job, queue_left_jobs, remove_expired_files, run_job
from seko.jobs.models import SILENCE, Job
from tests import factories as make
from tests.events.test_delivery import at_once
from tests.jobs.conftest import breaks, refuses, three_rows

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
LONGEST_WAIT = 10  # seconds, for what comes at once where nothing is broken


def files_in(media):
    folder = media / "jobs"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def age(job, **moments):
    """Set moments of a job back: `age(job, heartbeat_at=SILENCE)`."""
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(**{name: now - by for name, by in moments.items()})


# --- done ------------------------------------------------------------------------------------


def test_a_job_ends_with_its_file_and_says_how_long_it_is_kept(kind, media):
    job = make.make_job(kind=kind())

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.status, job.done, job.total, job.attempts) == ("done", 3, 3, 1)
    assert (job.file.read(), job.file_name, job.size) == (b"0\n1\n2\n", "redovi.txt", 6)
    assert job.expires_at - job.finished_at == jobs.FILE_LIFETIME
    assert files_in(media) == [f"{job.pk}-1"]
    job.file.close()


def test_a_job_may_end_without_a_file(kind, media):
    job = make.make_job(kind=kind(lambda job, progress, out: progress.advance(7)))

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.status, job.done, job.total, bool(job.file), job.size) == ("done", 7, 7, False, 0)
    assert files_in(media) == []


@pytest.mark.parametrize(("language", "said"), [("sr", "да"), ("sr-latn", "da"), ("en", "yes")])
def test_work_speaks_the_language_of_its_person(kind, language, said):
    heard = []
    job = make.make_job(kind=kind(lambda *args: heard.append(translation.gettext("yes"))), language=language)

    run_job(job.pk)

    assert heard == [said]


def test_a_job_is_done_once_however_often_it_is_sent(kind):
    calls = []
    job = make.make_job(kind=kind(lambda *args: calls.append(1)))

    run_job(job.pk)
    run_job(job.pk)

    assert calls == [1]


def test_a_job_that_is_not_there_is_passed_over():
    run_job("00000000-0000-0000-0000-000000000000")

    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_a_job_once(kind):
    calls, other_came_by = [], Event()

    def work(job, progress, out):
        calls.append(1)
        other_came_by.wait(LONGEST_WAIT)

    def worker():
        run_job(job.pk)
        other_came_by.set()

    job = make.make_job(make.make_user(), kind=kind(work))

    at_once(worker, worker)

    job.refresh_from_db()
    assert (calls, job.status, job.attempts) == ([1], "done", 1)


# --- progress --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_by_others_while_the_work_goes_on(kind, monkeypatch):
    monkeypatch.setattr(jobs, "NOTED_EVERY", 0)
    seen = []

    def work(job, progress, out):
        progress.expect(5000)
        progress.advance(1200)
        at_once(lambda: seen.append(Job.objects.values_list("status", "done", "total").get(pk=job.pk)))

    run_job(make.make_job(make.make_user(), kind=kind(work)).pk)

    assert seen == [("running", 1200, 5000)]


def test_progress_is_noted_at_most_twice_a_second(kind, django_assert_max_num_queries):
    def work(job, progress, out):
        progress.expect(10_000)
        for __ in range(10_000):
            progress.advance()

    job = make.make_job(kind=kind(work))
    with django_assert_max_num_queries(15):
        run_job(job.pk)

    assert Job.objects.get(pk=job.pk).done == 10_000


# --- failing ---------------------------------------------------------------------------------


def test_work_that_breaks_is_told_in_a_code_and_logged(kind, media, caplog):
    job = make.make_job(kind=kind(breaks))

    with caplog.at_level(logging.ERROR):
        run_job(job.pk)

    job.refresh_from_db()
    assert (job.status, job.message, bool(job.file)) == ("failed", "broke", False)
    assert "a secret of the inside" in caplog.text
    assert str(job.pk) in caplog.text
    assert files_in(media) == []


def test_work_may_say_why_it_can_not_be_done(kind):
    job = make.make_job(kind=kind(refuses))

    run_job(job.pk)

    assert Job.objects.values_list("status", "message").get() == ("failed", "not_visible")


def test_a_kind_that_nobody_knows_fails_in_words():
    job = make.make_job(kind="from.an.older.version")

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.status, job.message) == ("failed", "unknown_kind")
    with translation.override("en"):
        assert "no longer offers this" in jobs.message_of(job)


def test_a_failed_job_is_not_tried_again_by_itself(kind):
    job = make.make_job(kind=kind(breaks))
    run_job(job.pk)

    kind(three_rows)
    run_job(job.pk)

    assert Job.objects.get().status == "failed"


# --- a worker that dies ----------------------------------------------------------------------


def test_work_whose_worker_is_silent_begins_anew(kind):
    job = make.make_job(kind=kind(), status="running", done=2, total=3)

    run_job(job.pk)
    assert Job.objects.values_list("status", "done", "attempts").get() == ("running", 2, 1)
    age(job, heartbeat_at=SILENCE + SECOND)
    run_job(job.pk)

    assert Job.objects.values_list("status", "done", "attempts").get() == ("done", 3, 2)


@pytest.mark.parametrize("silent", [SILENCE - SECOND, SILENCE + SECOND])
@pytest.mark.parametrize("status", Job.Status.values)
def test_what_is_free_for_one_job_is_free_for_many(status, silent):
    now = timezone.now()
    job = make.make_job(status=status, heartbeat_at=now - silent)

    free = status == "waiting" or (status == "running" and silent > SILENCE)
    assert job.is_free(now) == free
    assert Job.objects.free(now).exists() == free


def test_a_worker_that_was_thought_dead_stops_and_leaves_nothing(kind, media):
    def overtaken(job, progress, out):
        if job.attempts == 1:
            age(job, heartbeat_at=SILENCE + SECOND)
            run_job(job.pk)
        return three_rows(job, progress, out) if job.attempts == 2 else "kasno.txt"

    job = make.make_job(kind=kind(overtaken))
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.status, job.attempts, job.file_name) == ("done", 2, "redovi.txt")
    assert files_in(media) == [f"{job.pk}-2"]


def test_work_that_kills_its_workers_is_given_up(kind, caplog):
    job = make.make_job(kind=kind(), status="running", attempts=MOST_ATTEMPTS)
    age(job, heartbeat_at=SILENCE + SECOND)

    run_job(job.pk)

    assert Job.objects.values_list("status", "message", "attempts").get() == ("failed", "broke_off", MOST_ATTEMPTS)
    assert "is given up" in caplog.text


# --- cancelling ------------------------------------------------------------------------------


def test_waiting_work_that_is_cancelled_is_not_begun(kind):
    job = make.make_job(kind=kind())

    cancel_job(job)
    run_job(job.pk)

    assert Job.objects.values_list("status", "attempts").get() == ("cancelled", 0)


def test_running_work_stops_at_its_next_note_and_leaves_nothing(kind, media, monkeypatch):
    monkeypatch.setattr(jobs, "NOTED_EVERY", 0)
    rows = []

    def work(job, progress, out):
        for number in range(10):
            rows.append(number)
            if number == 3:
                cancel_job(job)
            progress.advance()

    run_job(make.make_job(kind=kind(work)).pk)

    assert rows == [0, 1, 2, 3]
    assert Job.objects.get().status == "cancelled"
    assert files_in(media) == []


def test_work_cancelled_in_its_last_moment_leaves_no_file(kind, media):
    def work(job, progress, out):
        cancel_job(job)
        return "redovi.txt"

    run_job(make.make_job(kind=kind(work)).pk)

    assert (Job.objects.get().status, files_in(media)) == ("cancelled", [])


@pytest.mark.parametrize("status", ["done", "failed", "cancelled"])
def test_what_has_ended_stays_as_it_ended(status):
    job = make.make_job(status=status)

    cancel_job(job)

    assert Job.objects.get().status == status


# --- what beat does --------------------------------------------------------------------------


@pytest.fixture
def queued(monkeypatch):
    """Jobs that were handed to the worker."""
    sent = []
    monkeypatch.setattr("seko.jobs.actions._wake_worker", sent.append)
    return sent


def test_beat_queues_what_nobody_was_told_of(queued):
    told = make.make_job(queued_at=timezone.now())
    untold, long_told = make.make_job(), make.make_job(queued_at=timezone.now() - SILENCE - SECOND)
    alive = make.make_job(status="running", queued_at=timezone.now() - timedelta(hours=1))
    make.make_job(status="done")

    assert queue_left_jobs(at=timezone.now()) == 2
    assert set(queued) == {untold.pk, long_told.pk}

    age(alive, heartbeat_at=SILENCE + SECOND)
    queued.clear()
    queue_left_jobs(at=timezone.now())
    assert alive.pk in queued
    assert told.pk not in queued


def test_a_file_is_kept_for_a_day_and_its_job_remembered_for_a_month(kind, media):
    job = make.make_job(kind=kind())
    run_job(job.pk)
    finished = Job.objects.get().finished_at

    remove_expired_files(at=finished + timedelta(hours=24) - SECOND)
    assert files_in(media) == [f"{job.pk}-1"]

    assert remove_expired_files(at=finished + timedelta(hours=24)) == 1
    job.refresh_from_db()
    assert (files_in(media), bool(job.file), job.file_name) == ([], False, "redovi.txt")
    assert remove_expired_files(at=finished + timedelta(days=2)) == 0

    remove_expired_files(at=finished + timedelta(days=30, seconds=1))
    assert not Job.objects.exists()


def test_what_a_killed_worker_left_on_the_disk_goes_too(media):
    job = make.make_job(status="cancelled", attempts=2)
    (media / "jobs").mkdir()
    for attempt in (1, 2):
        (media / job.file_path(attempt)).write_bytes(b"half")

    remove_expired_files(at=job.expires_at)

    assert files_in(media) == []


def test_beat_is_told_of_these_tasks(settings):
    from seko.celery import app

    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert {"seko.queue_left_jobs", "seko.remove_expired_files"} <= scheduled <= set(app.tasks)


# --- what waits for a job --------------------------------------------------------------------


@pytest.mark.parametrize(("work", "code"), [(breaks, "broke"), (refuses, "not_visible")])
def test_what_waits_for_a_job_hears_that_it_failed(kind, work, code):
    heard = []
    job = make.make_job(kind=kind(work, on_failure=lambda job, code: heard.append((job.pk, code))))

    run_job(job.pk)

    assert heard == [(job.pk, code)]


def test_what_waits_for_a_job_hears_that_it_was_stopped_once(kind):
    heard = []
    job = make.make_job(kind=kind(on_failure=lambda job, code: heard.append(code)))

    cancel_job(job)
    cancel_job(job)

    assert heard == ["stopped"]


def test_nothing_is_heard_of_a_job_that_is_done(kind):
    heard = []
    job = make.make_job(kind=kind(on_failure=lambda job, code: heard.append(code)))

    run_job(job.pk)

    assert heard == []
