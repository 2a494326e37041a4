"""Long work in the background: who asked for it, how far it has come, and its file."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seko.rules.validity import one_of

SILENCE = timedelta(seconds=60)  # without a sign of life after which the worker of a job counts as gone


class JobStatus(models.TextChoices):
    WAITING = "waiting", _("waiting in the queue")
    RUNNING = "running", _("in progress")
    DONE = "done", _("finished")
    FAILED = "failed", pgettext_lazy("task", "failed")
    CANCELLED = "cancelled", pgettext_lazy("task", "cancelled")


UNFINISHED = (JobStatus.WAITING, JobStatus.RUNNING)


class JobQuerySet(models.QuerySet):
    def requested_by(self, asker):
        """Jobs that this person, or this visitor's session, asked for; nobody else may know of them."""
        own = models.Q(pk__in=[])
        if asker.user is not None:
            own |= models.Q(user=asker.user)
        if asker.visitor:
            own |= models.Q(visitor=asker.visitor)
        return self.filter(own)

    def unfinished(self):
        """Those that wait or run."""
        return self.filter(status__in=UNFINISHED)

    def free(self, at):
        """Work that nobody does at this moment: it waits, or its worker is silent."""
        silent = models.Q(status=JobStatus.RUNNING, heartbeat_at__lt=at - SILENCE)
        return self.filter(models.Q(status=JobStatus.WAITING) | silent)

    def expired(self, at):
        """Finished ones whose file is no longer kept."""
        return self.filter(expires_at__lte=at)


class Job(models.Model):
    """Long work that somebody asked for: it waits, runs with progress, and ends once, perhaps with a file."""

    Status = JobStatus

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(
        _("what it is about"), max_length=60, blank=True, help_text=_("Of one subject a person has one job at a time.")
    )
    parameters = models.JSONField(_("parameters"), default=dict, encoder=DjangoJSONEncoder)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="jobs", verbose_name=_("who")
    )
    visitor = models.CharField(
        _("secret of the visitor"), max_length=43, blank=True, help_text=_("For a person without an account.")
    )
    origin = models.CharField(
        _("where a visitor came from"), max_length=64, blank=True, help_text=_("A hash: equal for equal addresses.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.WAITING)
    message = models.CharField(_("message"), max_length=40, blank=True, help_text=_("Code of what went wrong."))
    done = models.PositiveIntegerField(_("rows done"), default=0)
    total = models.PositiveIntegerField(_("rows in all"), null=True, blank=True, help_text=_("Empty means not known."))
    file = models.FileField(_("file"), blank=True)
    file_name = models.CharField(_("file name"), max_length=150, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0, help_text=_("Bytes."))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    queued_at = models.DateTimeField(_("given to the worker at"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("file kept until"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at", "pk"]
        constraints = [
            one_of("job_status_known", "status", JobStatus),
            models.CheckConstraint(
                name="job_has_asker",
                condition=models.Q(user__isnull=False) | ~models.Q(visitor=""),
                violation_error_code="asker_missing",
                violation_error_message=_("A job belongs to the person or the visitor who asked for it."),
            ),
            models.CheckConstraint(
                name="job_finished_has_moment",
                condition=models.Q(status__in=UNFINISHED) | models.Q(finished_at__isnull=False),
                violation_error_code="finished_without_moment",
                violation_error_message=_("A finished job has the moment at which it ended."),
            ),
            models.UniqueConstraint(
                fields=["kind", "subject", "user"],
                condition=models.Q(status__in=UNFINISHED, user__isnull=False),
                name="job_one_of_a_kind_per_person",
                violation_error_code="already_asked",
                violation_error_message=_("This is already being prepared for you."),
            ),
            models.UniqueConstraint(
                fields=["kind", "subject", "visitor"],
                condition=models.Q(status__in=UNFINISHED, user__isnull=True),
                name="job_one_of_a_kind_per_visitor",
                violation_error_code="already_asked",
                violation_error_message=_("This is already being prepared for you."),
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="job_unfinished", condition=models.Q(status__in=UNFINISHED)),
            models.Index(fields=["expires_at"], name="job_expires", condition=models.Q(expires_at__isnull=False)),
            models.Index(fields=["user", "created_at"], name="job_of_person"),
            models.Index(fields=["origin", "created_at"], name="job_of_visitors"),
        ]

    def __str__(self):
        return f"{self.kind} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_unfinished(self):
        """Twin of `unfinished()` for one object."""
        return self.status in UNFINISHED

    def is_free(self, at):
        """Twin of `free()` for one object."""
        silent = self.status == JobStatus.RUNNING and self.heartbeat_at < at - SILENCE
        return self.status == JobStatus.WAITING or silent

    @property
    def given_path(self):
        """Where the file is kept that the job works on, if it was given one."""
        return f"jobs/{self.pk}-given"

    def file_path(self, attempt):
        """Where an attempt puts its file: known beforehand, so that nothing is left of one that was killed."""
        return f"jobs/{self.pk}-{attempt}"
