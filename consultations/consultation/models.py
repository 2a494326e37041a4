"""A consultation: a document version, the SEKOs invited, a phase and four dates."""

from datetime import timedelta
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.documents.models.documents import DocumentVersion
from organizations.permissions import is_office
from sectors.models import CooperationPhase, Seko
from seko.events.declarations import name_facts
from seko.rules.deadlines import wall
from seko.rules.texts import LineField, LongTextField
from seko.rules.validity import one_of, trigger_rule
from seko.search.text import WeighedVectorOf

MIN_WINDOW = timedelta(days=7)  # Source: Rulebook 51/2019, the term for proposals is not shorter than 7 days

EKONSULTACIJE = r"^https://(www\.)?ekonsultacije\.gov\.rs(/|$)"  # the state's portal of consultations


def local_time(field) -> Func:
    """What the clocks of Belgrade show at the moment of a field."""
    return Func(F(field), template="timezone('Europe/Belgrade', %(expressions)s)", output_field=models.DateTimeField())


class ConsultationStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("open for comments")
    CONSOLIDATION = "consolidation", _("preparing opinions")
    IN_REVIEW = "in_review", _("preparing answers")
    ANSWERED = "answered", _("report published")
    CANCELLED = "cancelled", pgettext_lazy("consultation", "cancelled")


RUNNING = (ConsultationStatus.OPEN, ConsultationStatus.CONSOLIDATION, ConsultationStatus.IN_REVIEW)
OVER = (ConsultationStatus.ANSWERED, ConsultationStatus.CANCELLED)


class ConsultationQuerySet(models.QuerySet):
    def running(self) -> Self:
        """Opened, its report not out, and not cancelled."""
        return self.filter(status__in=RUNNING)

    def promised(self) -> Self:
        """Those whose dates were a promise: running, or with a report."""
        return self.filter(status__in=Consultation.PROMISED)

    def answered(self) -> Self:
        """Those whose report is out."""
        return self.filter(status=ConsultationStatus.ANSWERED)

    def visible_to(self, user) -> Self:
        """Consultations are public once opened; drafts are seen by the Office."""
        return self if is_office(user) else self.exclude(status=ConsultationStatus.DRAFT)

    def open(self, at) -> Self:
        """Those whose comment window holds the moment `at`: opens_at <= at < comments_close_at."""
        return self.filter(status=ConsultationStatus.OPEN, opens_at__lte=at, comments_close_at__gt=at)

    def upcoming(self, at) -> Self:
        """Announced, not yet open."""
        return self.filter(status=ConsultationStatus.OPEN, opens_at__gt=at)

    def window_over(self, at) -> Self:
        """Still called open although the comment window has ended: work for the clock."""
        return self.filter(status=ConsultationStatus.OPEN, comments_close_at__lte=at)


class Consultation(models.Model):
    """One round of comments on a document version, from draft to published report."""

    Status = ConsultationStatus
    RUNNING, OVER = RUNNING, OVER  # opened, and the report not out; the report out, or cancelled
    OPENED = (*RUNNING, *OVER)
    PROMISED = (*RUNNING, ConsultationStatus.ANSWERED)  # its dates were a promise; in the order in which it goes
    HEARING = (ConsultationStatus.OPEN, ConsultationStatus.CONSOLIDATION)  # opinions are still in the making
    RESPONDING = (ConsultationStatus.CONSOLIDATION, ConsultationStatus.IN_REVIEW)  # answers are in the making
    Phase = CooperationPhase

    slug = models.SlugField(_("address name"), max_length=90, unique=True)
    number = models.CharField(_("number"), max_length=20, blank=True, help_text=_("Given when the consultation opens."))
    title = LineField(_("title"), max_length=250)
    title_en = LineField(_("title in English"), max_length=250, blank=True)
    summary = LongTextField(_("summary"), blank=True)
    summary_en = LongTextField(_("summary in English"), blank=True)
    purpose = LongTextField(_("what is asked"), blank=True, help_text=_("What kind of comments help."))
    phase = models.CharField(_("phase"), max_length=12, choices=CooperationPhase, default=CooperationPhase.PROGRAMMING)
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="consultations", verbose_name=_("document version")
    )
    sekos = models.ManyToManyField(
        Seko, through="Invitation", related_name="consultations", verbose_name=_("Sectors invited")
    )
    contact = LineField(_("contact"), max_length=200, blank=True)
    ekonsultacije_url = models.URLField(
        _("address on eKonsultacije"), blank=True, help_text=_("The entry on the state's portal of consultations.")
    )
    status = models.CharField(_("status"), max_length=15, choices=Status, default=Status.DRAFT)
    opens_at = models.DateTimeField(_("opens"))
    comments_close_at = models.DateTimeField(_("comments close"))
    opinion_due_at = models.DateTimeField(_("opinion due"))
    answer_due_at = models.DateTimeField(_("answer due"))
    urgency_reason = LongTextField(
        _("reason for urgency"), blank=True, help_text=_("For fewer than seven days. The reason is published.")
    )
    early_end_reason = LongTextField(
        _("reason for closing comments early"),
        blank=True,
        help_text=_("It is sent to everybody invited. The reason is published."),
    )
    late_comments_allowed = models.BooleanField(_("late comments allowed"), default=True)
    cancel_reason = LongTextField(_("reason for cancelling"), blank=True)
    is_demo = models.BooleanField(_("demo"), default=False, help_text=_("Invented for the demo."))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    search = models.GeneratedField(
        expression=WeighedVectorOf(titles=("number", "title", "title_en"), texts=("summary", "summary_en", "purpose")),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ConsultationQuerySet.as_manager()

    rule_fields = {
        "consultation_version_stands": "version",
        "consultation_short_window_has_reason": "urgency_reason",
        "consultation_cancelled_has_reason": "cancel_reason",
        "consultation_entry_on_ekonsultacije": "ekonsultacije_url",
    }
    trigger_rules = [
        trigger_rule(
            "consultation_version_fixed",
            "version_fixed",
            _("There are already comments or answers on this version, so it can no longer be replaced."),
        ),
        trigger_rule(
            "consultation_version_stands",
            "version_withdrawn",
            _("This version has been withdrawn. Choose another one."),
        ),
        trigger_rule(
            "consultation_window_keeps_comments",
            "comments_after_end",
            _("Comments have arrived after that moment. Choose a later deadline for comments."),
        ),
    ]

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            one_of("consultation_status_known", "status", ConsultationStatus),
            one_of("consultation_phase_known", "phase", CooperationPhase),
            models.CheckConstraint(
                name="consultation_dates_forward",
                condition=Q(
                    comments_close_at__gt=F("opens_at"),
                    opinion_due_at__gte=F("comments_close_at"),
                    answer_due_at__gte=F("opinion_due_at"),
                ),
                violation_error_code="dates_backwards",
                violation_error_message=_(
                    "The dates are in the wrong order. It must be: opening, end of comments, opinions due, answers due."
                ),
            ),
            models.CheckConstraint(
                name="consultation_short_window_has_reason",
                # A week on the wall is seven days too where summer time takes an hour from it.
                condition=Q(comments_close_at__gte=F("opens_at") + MIN_WINDOW)
                | Q(GreaterThanOrEqual(local_time("comments_close_at"), local_time("opens_at") + MIN_WINDOW))
                | ~Q(urgency_reason="")
                | ~Q(early_end_reason=""),
                violation_error_code="urgency_reason_missing",
                violation_error_message=_(
                    "Give a reason for urgency when comments are open for fewer than seven days."
                ),
            ),
            models.CheckConstraint(
                name="consultation_cancelled_has_reason",
                condition=~Q(status="cancelled") | ~Q(cancel_reason=""),
                violation_error_code="cancel_reason_missing",
                violation_error_message=_("Give a reason for cancelling."),
            ),
            models.CheckConstraint(
                name="consultation_entry_on_ekonsultacije",
                condition=Q(ekonsultacije_url="") | Q(ekonsultacije_url__regex=EKONSULTACIJE),
                violation_error_code="not_on_ekonsultacije",
                violation_error_message=_(
                    "This is not an entry on eKonsultacije. Its address begins with https://ekonsultacije.gov.rs/."
                ),
            ),
            models.CheckConstraint(
                name="consultation_opened_has_number",
                condition=Q(status="draft") | ~Q(number=""),
                violation_error_code="number_missing",
                violation_error_message=_("A consultation that has opened has a number."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="consultation_number_unique",
                violation_error_code="number_taken",
                violation_error_message=_("Another consultation has this number."),
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="consultation_search"),
            models.Index(fields=["status", "comments_close_at"], name="consultation_clock"),
            models.Index(fields=["-opens_at", "-id"], name="consultation_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consultations:detail", args=[self.slug])

    def is_open(self, at=None) -> bool:
        """Twin of `open()` for one object."""
        at = at or timezone.now()
        return self.status == self.Status.OPEN and self.opens_at <= at < self.comments_close_at

    def is_upcoming(self, at=None) -> bool:
        """Twin of `upcoming()` for one object."""
        return self.status == self.Status.OPEN and self.opens_at > (at or timezone.now())

    def is_late(self, at=None) -> bool:
        """The comment window has ended."""
        return (at or timezone.now()) >= self.comments_close_at

    @property
    def is_over(self) -> bool:
        """Its report is out, or it was cancelled."""
        return self.status in OVER

    @property
    def is_running(self) -> bool:
        """Twin of `running()` for one object."""
        return self.status in RUNNING

    @property
    def is_answered(self) -> bool:
        """Twin of `answered()` for one object."""
        return self.status == self.Status.ANSWERED

    def takes_comments(self, at=None) -> bool:
        """In time, or late where the Office allows it and the opinions are still in the making."""
        late = self.late_comments_allowed and self.status in self.HEARING and self.is_late(at)
        return self.is_open(at) or late

    def awaits(self, name, at=None) -> bool:
        """Is what the date `name` ends still to come? Late if the date has passed."""
        awaited = {
            "opens_at": self.is_upcoming(at),
            "comments_close_at": self.is_open(at) or self.is_upcoming(at),
            "opinion_due_at": self.status in self.HEARING,
            "answer_due_at": self.is_running,
        }
        return awaited[name]

    @property
    def is_urgent(self) -> bool:
        """Fewer than seven days for comments, as `consultation_short_window_has_reason` counts them.

        Where a date is missing there is no window yet, and the missing date is what has to be told."""
        opens, closes = self.opens_at, self.comments_close_at
        if opens is None or closes is None:
            return False
        return closes - opens < MIN_WINDOW and wall(closes) - wall(opens) < MIN_WINDOW

    def event_topics(self) -> list[str]:
        """Feeds in which an event about this consultation appears."""
        return [f"consultation:{self.pk}", *(f"seko:{row.seko_id}" for row in self.invitations.all())]

    def event_facts(self) -> dict[str, int | str]:
        """What every event about this consultation tells."""
        return {**name_facts("title", self, "title"), "number": self.number, "slug": self.slug, "consultation": self.pk}


class Invitation(models.Model):
    """A SEKO is asked for its opinion."""

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="invitations", verbose_name=_("consultation")
    )
    seko = models.ForeignKey(Seko, models.PROTECT, related_name="invitations", verbose_name=_("SEKO"))

    trigger_rules = [
        trigger_rule(
            "invitation_fixed",
            "invitation_fixed",
            _(
                "There are already comments or answers in this consultation, so the sectors invited can no "
                "longer be replaced."
            ),
        )
    ]
    rule_fields = {"invitation_fixed": "sekos"}

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["seko__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "seko"],
                name="invitation_once",
                violation_error_code="invited_twice",
                violation_error_message=_("This SEKO is already invited."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.seko}: {self.consultation}"
