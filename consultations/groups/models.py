"""Sector working groups: seats, meetings, attendance, decisions."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.models import Organization, Representation
from sectors.models import Area, Seko, SekoArea
from seko.events.declarations import name_facts
from seko.rules.texts import LineField, LongTextField
from seko.rules.validity import Dated, DatedQuerySet, Revocable, no_overlap, one_of, runs_forward, trigger_rule
from seko.search.text import WeighedVectorOf


class WorkingGroupQuerySet(DatedQuerySet):
    def with_areas(self) -> Self:
        """With areas and chair, for lists."""
        return self.select_related("chair").prefetch_related("areas")

    def with_seats(self) -> Self:
        """With everybody who has or had a seat: organizations and SEKOs, not persons."""
        seats = Seat.objects.held().select_related("organization", "seko")
        return self.with_areas().prefetch_related(Prefetch("seats", seats))


class WorkingGroup(Dated):
    """A state-led group that prepares proposals for EU funds, in which SEKOs hold seats."""

    slug = models.SlugField(_("address name"), max_length=90, unique=True)
    name = LineField(_("name"), max_length=200)
    name_en = LineField(_("name in English"), max_length=200, blank=True)
    areas = models.ManyToManyField(Area, related_name="working_groups", verbose_name=_("areas"))
    chair = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="chaired_groups", verbose_name=_("chaired by")
    )
    purpose = LongTextField(_("purpose"), blank=True)
    is_demo = models.BooleanField(_("demo"), default=False, help_text=_("Invented for the demo."))

    search = models.GeneratedField(
        expression=WeighedVectorOf(titles=("name", "name_en"), texts=("purpose",)),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("sector working group")
        verbose_name_plural = _("sector working groups")
        ordering = ["name", "pk"]
        constraints = [runs_forward("working_group_validity_forward")]
        indexes = [GinIndex(fields=["search"], name="working_group_search")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("consultations:working_group_detail", args=[self.slug])

    def event_topics(self) -> list[str]:
        """Feeds in which an event about this group appears: its own, and those of the SEKOs of its areas and seats."""
        of_areas = SekoArea.objects.current().filter(area__in=self.areas.all()).values_list("seko_id", flat=True)
        of_seats = self.seats.current().filter(seko__isnull=False).values_list("seko_id", flat=True)
        return [f"working_group:{self.pk}", *(f"seko:{pk}" for pk in sorted({*of_areas, *of_seats}))]

    def event_facts(self) -> dict[str, str]:
        """What every event about this group tells."""
        return {**name_facts("title", self), "slug": self.slug}


class SeatKind(models.TextChoices):
    CHAIR = "chair", _("chair")
    MEMBER = "member", _("member")
    DEPUTY = "deputy", _("deputy member")
    OBSERVER = "observer", _("observer")


class Seat(Revocable):
    """An organization's seat in a working group, held by a person under a mandate."""

    Kind = SeatKind

    working_group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="seats", verbose_name=_("working group")
    )
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="seats", verbose_name=_("organization"))
    seko = models.ForeignKey(
        Seko, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("for the SEKO")
    )
    mandate = models.ForeignKey(
        Representation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("mandate for this seat"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MEMBER)

    trigger_rules = [
        trigger_rule("seat_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization."))
    ]

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["working_group", "kind", "pk"]
        constraints = [
            runs_forward("seat_validity_forward", revocable=True),
            one_of("seat_kind_known", "kind", SeatKind),
            no_overlap(
                "seat_one_holder",
                "mandate",
                "working_group",
                condition=Q(mandate__isnull=False),
                code="seat_twice",
                message=_("This person already holds a seat in this group at that time."),
            ),
            no_overlap(
                "seat_without_holder_once",
                "working_group",
                "organization",
                nullable=("seko",),
                condition=Q(mandate__isnull=True),
                code="seat_twice",
                message=_("This organization already has such a seat in this group. Name the person who holds each."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} ({self.working_group})"

    def event_facts(self) -> dict[str, int | str]:
        """Who sits there: the organization and its SEKO. The person is not named in public."""
        return {
            **name_facts("organization", self.organization),
            "seko": self.seko.name if self.seko else "",
            "kind": self.kind,
            "seat": self.pk,
        }


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "planned")
    HELD = "held", pgettext_lazy("meeting", "held")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")


class MeetingQuerySet(models.QuerySet):
    def upcoming(self, at) -> Self:
        """Planned and not yet over, soonest first."""
        return self.filter(status=MeetingStatus.PLANNED, ends_at__gt=at).order_by("starts_at", "pk")

    def past(self, at) -> Self:
        """Over, held or cancelled: every meeting that is not upcoming, newest first."""
        return self.filter(~Q(status=MeetingStatus.PLANNED) | Q(ends_at__lte=at))

    def with_group(self) -> Self:
        """With the working group, for lists."""
        return self.select_related("working_group")

    def with_record(self) -> Self:
        """With agenda, attendance and decisions."""
        attendance = Prefetch("attendance", Attendance.objects.select_related("seat__organization", "seat__seko"))
        decisions = Prefetch("decisions", Decision.objects.select_related("responsible"))
        return self.with_group().prefetch_related("agenda", attendance, decisions)


class Meeting(models.Model):
    """A session of a working group, and its minutes."""

    Status = MeetingStatus
    WITH_MINUTES = (Status.PLANNED, Status.HELD)  # minutes may be written

    working_group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="meetings", verbose_name=_("working group")
    )
    title = LineField(_("title"), max_length=200)
    title_en = LineField(_("title in English"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = LineField(_("place"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED)
    minutes = LongTextField(_("minutes"), blank=True)

    search = models.GeneratedField(
        expression=WeighedVectorOf(titles=("title", "title_en"), texts=("place", "minutes")),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            one_of("meeting_status_known", "status", MeetingStatus),
            models.CheckConstraint(
                name="meeting_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_code="meeting_backwards",
                violation_error_message=_("The meeting ends before it starts. Choose a later end."),
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="meeting_search"),
            models.Index(fields=["-starts_at", "-id"], name="meeting_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consultations:meeting_detail", args=[self.pk])

    def is_upcoming(self, at=None) -> bool:
        """Twin of `upcoming()` for one object."""
        return self.status == self.Status.PLANNED and (at or timezone.now()) < self.ends_at

    def event_topics(self) -> list[str]:
        """Feeds in which an event about this meeting appears."""
        return [f"meeting:{self.pk}", *self.working_group.event_topics()]

    def event_facts(self) -> dict[str, datetime | str]:
        """What every event about this meeting tells."""
        return {
            **name_facts("title", self, "title"),
            **name_facts("group", self.working_group),
            "slug": self.working_group.slug,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "place": self.place,
        }


class AgendaItem(models.Model):
    """A point of the agenda."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda", verbose_name=_("meeting"))
    position = models.PositiveSmallIntegerField(_("position"))
    title = LineField(_("title"), max_length=250)
    note = LongTextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="agenda_position_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_code="position_taken",
                violation_error_message=_("Two agenda items have the same position."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class Presence(models.TextChoices):
    PRESENT = "present", _("present")
    SUBSTITUTE = "substitute", _("present by a substitute")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


class Attendance(models.Model):
    """Was a seat present at a meeting, and by whom."""

    Presence = Presence

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance", verbose_name=_("meeting"))
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendance", verbose_name=_("seat"))
    presence = models.CharField(_("presence"), max_length=10, choices=Presence)
    substitute_name = LineField(_("substitute"), max_length=150, blank=True)

    trigger_rules = [
        trigger_rule("attendance_seat_of_group", "seat_of_other_group", _("The seat belongs to another working group."))
    ]

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["meeting", "seat"]
        constraints = [
            one_of("attendance_presence_known", "presence", Presence),
            models.UniqueConstraint(
                fields=["meeting", "seat"],
                name="attendance_once",
                violation_error_code="attendance_twice",
                violation_error_message=_("The attendance of this seat is already recorded."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_presence_display()}"


class DecisionQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Not done yet, of meetings that were not cancelled; the soonest due first."""
        open_ones = self.filter(done_on__isnull=True).exclude(meeting__status=MeetingStatus.CANCELLED)
        return open_ones.order_by(F("due_on").asc(nulls_last=True), "pk")


class Decision(models.Model):
    """What a meeting decided, who does it and by when."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions", verbose_name=_("meeting"))
    text = LongTextField(_("text"))
    responsible = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("responsible")
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
