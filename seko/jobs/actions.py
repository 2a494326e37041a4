"""Long work in the background: asked for once, seen while it runs, ended once.

An app registers what can be asked for with `@job_kind("app.what", _("…"))`: a function (job, progress, out) that does
the work, counts it with `progress` and writes what there is to fetch into the file `out`; it returns the name of that
file, or None. Nothing it does may be wrong when done twice: a job whose worker was killed begins anew.

Each start of a job has a number. A worker that was thought dead and comes back finds that the number has grown, and
stops without a word; so a job ends once, whoever worked on it.
"""

import logging
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from seko.events.queue import send
from seko.jobs.models import SILENCE, Job, JobStatus

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.utils.functional import Promise


log = logging.getLogger(__name__)

FILE_LIFETIME = timedelta(hours=24)  # a file
JOB_LIFETIME = timedelta(days=30)  # that there was a job
MOST_ATTEMPTS = 3  # then the work itself kills its worker
NOTED_EVERY = 0.5  # seconds
STOPPED = "stopped"  # told to what waits for a job that a person has stopped
HOUR = timedelta(hours=1)
MOST_PER_HOUR = 30  # jobs of one person
MOST_PER_HOUR_FROM_ONE_PLACE = 10  # jobs of visitors without an account
SPACE_OF_ONE = 1024**3  # bytes of kept files: of one person
SPACE_OF_VISITORS = 2 * 1024**3  # and of all visitors together

MESSAGES = {
    "broke": _("Something went wrong on our side. The error has been recorded. Try again."),
    "broke_off": _("The task failed several times. The error has been recorded. Try again later."),
    "unknown_kind": _("The portal no longer offers this. Go back and look for its replacement."),
    "file_gone": _("The file that was sent is no longer kept. Send it again."),
    "not_visible": _("The content of this task is no longer available to you. Go back to the list."),
}

_kinds = {}


class JobFailed(Exception):
    """The work can not be done; the code stands for the words that its person reads."""

    def __init__(self, code) -> None:
        super().__init__(code)
        self.code = code


class Stopped(Exception):
    """The job was cancelled, or another worker has taken it up."""


class Requester(NamedTuple):
    """Who asks: a person with an account, or a visitor known by a secret of the session and a hash of the address."""

    user: "AbstractBaseUser | None" = None
    visitor: str = ""
    origin: str = ""

    @property
    def owner(self) -> "dict[str, AbstractBaseUser | str | None]":
        return {"user": self.user} if self.user is not None else {"user": None, "visitor": self.visitor}


@dataclass(frozen=True)
class JobKind:
    """One kind of work: what its page is called, who does it, and the words for its own failures."""

    title: str
    work: Callable
    words: dict = field(default_factory=dict)
    page: Callable | None = None
    on_failure: Callable | None = None


def job_kind(name, title, words=None, page=None, on_failure=None) -> Callable:
    """Register the function that does this kind of work.

    `page(job)` is the address where its person goes on when it has ended, well or not; without it there is a file to
    fetch. However a job ends without its work done (an error, a killed worker, a timeout, a person who stops it),
    `on_failure(job, code)` is called in the same transaction, so that what waits for the work never waits for ever."""

    def register(work):
        _kinds[name] = JobKind(title, work, words or {}, page, on_failure)
        return work

    return register


def page_after(job) -> str:
    """Where the person goes on when the work has ended; empty where its file is all there is."""
    kind = _kinds.get(job.kind)
    return kind.page(job) if kind and kind.page and not job.is_unfinished else ""


def title_of(job) -> "str | Promise":
    """What is being made, in the reader's language."""
    return _kinds[job.kind].title if job.kind in _kinds else _("Work in the background")


def message_of(job) -> "str | Promise":
    """What went wrong, in the reader's language; empty for a job that did not fail."""
    if job.status != JobStatus.FAILED:
        return ""
    own = _kinds[job.kind].words if job.kind in _kinds else {}
    return own.get(job.message) or MESSAGES.get(job.message) or MESSAGES["broke"]


# --- asking and cancelling -------------------------------------------------------------------


def start_job(kind, parameters, *, by, subject="", file=None) -> Job:
    """Put work into the queue for a person; who already waits for this kind, of this subject, gets that job again.

    With a `file` to work on, which the job keeps as long as its result: the newest file is meant, and the work on an
    earlier one stops. Raises ValidationError `too_many_jobs` or `no_space`."""
    same = Job.objects.filter(kind=kind, subject=subject, **by.owner)
    waiting = same.unfinished().first()
    if waiting and file is None:
        if waiting.status == JobStatus.WAITING:  # whoever asks again may have lost patience with a lost message
            transaction.on_commit(partial(_wake_worker, waiting.pk), robust=True)
        return waiting
    if waiting:
        cancel_job(waiting)
    _check_limits(by)
    origin = "" if by.user else by.origin
    try:
        with transaction.atomic():
            language = translation.get_language()
            job = Job.objects.create(
                kind=kind, subject=subject, parameters=parameters, language=language, origin=origin, **by.owner
            )
            if file is not None:
                default_storage.save(job.given_path, file)
    except IntegrityError:  # the same click, at the same moment
        return same.latest("created_at")
    transaction.on_commit(partial(_wake_worker, job.pk), robust=True)
    return job


def _check_limits(by) -> None:
    jobs = Job.objects.filter(user=by.user)  # of all visitors where there is no account
    asked = jobs.filter(created_at__gt=timezone.now() - HOUR)
    if by.user is None:
        asked = asked.filter(origin=by.origin)
    if asked.count() >= (MOST_PER_HOUR if by.user else MOST_PER_HOUR_FROM_ONE_PLACE):
        message = _("Too many files were requested from your address within an hour. Try again later.")
        raise ValidationError(message, code="too_many_jobs")
    kept = jobs.filter(expires_at__isnull=False).aggregate(bytes=Sum("size"))["bytes"] or 0
    if kept >= (SPACE_OF_ONE if by.user else SPACE_OF_VISITORS):
        message = _("There is no space for more files at the moment. Try again tomorrow, or ask for fewer rows.")
        raise ValidationError(message, code="no_space")


def cancel_job(job) -> None:
    """Stop a job that waits or runs; one that has ended stays as it ended. The worker notices within a second."""
    now, stopped = timezone.now(), Job.objects.unfinished().filter(pk=job.pk)
    with transaction.atomic():
        if stopped.update(status=JobStatus.CANCELLED, finished_at=now, expires_at=now + FILE_LIFETIME):
            _tell_of_failure(job, STOPPED)


def new_secret() -> str:
    """A secret for the session of a visitor without an account."""
    return secrets.token_urlsafe(32)


def given_file(job) -> bytes:
    """The file that the job was given to work on. Raises JobFailed where its day is over."""
    try:
        with default_storage.open(job.given_path) as kept:
            return kept.read()
    except FileNotFoundError as exc:
        raise JobFailed("file_gone") from exc


def _wake_worker(job_id) -> None:
    if send("seko.run_job", str(job_id)):
        Job.objects.filter(pk=job_id).update(queued_at=timezone.now())


# --- doing the work --------------------------------------------------------------------------


class Progress:
    """Counts what is done. It is noted at most twice a second, and each note says that the worker lives.

    Called outside a transaction, so that each note is seen at once. Raises Stopped when the job is no longer ours."""

    def __init__(self, job) -> None:
        self.job, self.done, self.total = job, 0, None
        self._noted = time.monotonic()

    def expect(self, total) -> None:
        """There will be so many rows."""
        self.total = total
        self._note()

    def advance(self, rows=1) -> None:
        """So many more rows are done."""
        self.done += rows
        if time.monotonic() - self._noted >= NOTED_EVERY:
            self._note()

    def _note(self) -> None:
        self._noted = time.monotonic()
        if not _own_attempt(self.job).update(done=self.done, total=self.total, heartbeat_at=timezone.now()):
            raise Stopped


def run_job(job_id) -> None:
    """Do the work of a job, once, whoever calls and however often."""
    job = _take(job_id)
    if job is None:
        return
    progress = Progress(job)
    try:
        with translation.override(job.language), TemporaryFile() as out:
            kind = _kinds.get(job.kind)
            if kind is None:
                raise JobFailed("unknown_kind")
            name = kind.work(job, progress, out)
            _finish(job, progress, name, out)
    except Stopped:
        log.info("Job %s (%s) is no longer ours.", job.pk, job.kind)
    except JobFailed as failure:
        log.warning("Job %s (%s) failed: %s.", job.pk, job.kind, failure.code)
        _fail(job, failure.code)
    except Exception:  # whatever the work raises: told in words, and the log has the rest
        log.exception("Job %s (%s) broke.", job.pk, job.kind)
        _fail(job, "broke")


@transaction.atomic
def _take(job_id) -> Job | None:
    """The job, now ours; None if another worker has it or it has ended."""
    job = Job.objects.select_for_update(skip_locked=True).filter(pk=job_id).first()
    now = timezone.now()
    if job is None or not job.is_free(now):
        return None
    if job.attempts >= MOST_ATTEMPTS:
        log.error("Job %s (%s) broke off %s times and is given up.", job.pk, job.kind, job.attempts)
        _fail(job, "broke_off")
        return None
    job.status, job.attempts, job.heartbeat_at = JobStatus.RUNNING, job.attempts + 1, now
    job.started_at, job.done, job.total = job.started_at or now, 0, None
    job.save(update_fields=["status", "attempts", "heartbeat_at", "started_at", "done", "total"])
    return job


def _own_attempt(job) -> QuerySet[Job]:
    """The row of the job as long as this start of it is the last and nobody has cancelled it."""
    return Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, attempts=job.attempts)


def _finish(job, progress, name, out) -> None:
    changes = {"file_name": name or "", "size": out.seek(0, os.SEEK_END), "done": progress.done}
    if name:
        out.seek(0)
        changes["file"] = default_storage.save(job.file_path(job.attempts), File(out))
    now = timezone.now()
    ended = _own_attempt(job).update(
        status=JobStatus.DONE, total=progress.done, finished_at=now, expires_at=now + FILE_LIFETIME, **changes
    )
    if not ended:
        _remove_files(job)
        raise Stopped


@transaction.atomic
def _fail(job, code) -> None:
    now = timezone.now()
    ended = _own_attempt(job).update(
        status=JobStatus.FAILED, message=code, finished_at=now, expires_at=now + FILE_LIFETIME
    )
    if ended:
        _tell_of_failure(job, code)


def _tell_of_failure(job, code) -> None:
    kind = _kinds.get(job.kind)
    if kind is not None and kind.on_failure is not None:
        kind.on_failure(job, code)


# --- what beat does --------------------------------------------------------------------------


def queue_left_jobs(*, at) -> int:
    """Queue again what a stopped broker or a killed worker left behind; returns how many."""
    left = Job.objects.free(at).filter(Q(queued_at=None) | Q(queued_at__lt=at - SILENCE)).order_by("created_at")
    jobs = list(left.values_list("pk", flat=True))
    for job_id in jobs:
        _wake_worker(job_id)
    return len(jobs)


def remove_expired_files(*, at) -> int:
    """Delete the files whose day is over, and in the end the memory of their jobs; returns how many files' jobs."""
    expired = list(Job.objects.expired(at))
    for job in expired:
        _remove_files(job)
        Job.objects.filter(pk=job.pk).update(file="", expires_at=None)
    Job.objects.filter(finished_at__lt=at - JOB_LIFETIME, expires_at=None).delete()
    return len(expired)


def _remove_files(job) -> None:
    default_storage.delete(job.given_path)
    for attempt in range(1, job.attempts + 1):
        default_storage.delete(job.file_path(attempt))
