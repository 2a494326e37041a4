"""Trainings and who takes part."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.models import Organization, Representation, active
from organizations.permissions import is_office
from sectors.models import Seko
from seko.events.declarations import name_facts
from seko.rules.counting import number_of
from seko.rules.texts import LineField, LongTextField
from seko.rules.validity import one_of, trigger_rule
from seko.search.text import WeighedVectorOf


class TrainingStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    ANNOUNCED = "announced", pgettext_lazy("training", "announced")
    HELD = "held", pgettext_lazy("training", "held")
    CANCELLED = "cancelled", pgettext_lazy("training", "cancelled")


class TrainingQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Trainings are public once announced; drafts are seen by the Office."""
        return self if is_office(user) else self.exclude(status=TrainingStatus.DRAFT)

    def upcoming(self, at) -> Self:
        """Announced and not yet over, soonest first."""
        return self.filter(status=TrainingStatus.ANNOUNCED, ends_at__gt=at).order_by("starts_at", "pk")

    def past(self, at) -> Self:
        """Over, held or cancelled, newest first."""
        return self.filter(Q(status__in=Training.OVER) | Q(ends_at__lte=at))

    def with_places(self) -> Self:
        """With organizer and SEKOs, and `confirmed`, `waiting` and `places_left` as numbers."""
        return (
            self.select_related("organizer")
            .prefetch_related("sekos")
            .annotate(confirmed=_registrations_in("confirmed"), waiting=_registrations_in("waiting"))
            .annotate(places_left=Greatest(F("places") - F("confirmed"), 0))
        )

    def with_organizations(self) -> Self:
        """With the confirmed registrations and whom they are for, in the list `taking_part`."""
        registrations = Registration.objects.filter(status=RegistrationStatus.CONFIRMED).select_related("organization")
        return self.prefetch_related(Prefetch("registrations", registrations, to_attr="taking_part"))


def _registrations_in(status) -> Coalesce:
    """The number of a training's registrations in a status, as a subquery that no join multiplies."""
    return number_of(Registration.objects.filter(training=OuterRef("pk"), status=status))


class Training(models.Model):
    """A training with a limited number of places."""

    Status = TrainingStatus
    COMING = (Status.DRAFT, Status.ANNOUNCED)
    OVER = (Status.HELD, Status.CANCELLED)

    slug = models.SlugField(_("address name"), max_length=90, unique=True)
    title = LineField(_("title"), max_length=200)
    title_en = LineField(_("title in English"), max_length=200, blank=True)
    text = LongTextField(_("text"), blank=True)
    sekos = models.ManyToManyField(Seko, blank=True, related_name="trainings", verbose_name=_("SEKOs"))
    organizer = models.ForeignKey(
        Organization, models.PROTECT, related_name="organized_trainings", verbose_name=_("organizer")
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    registration_closes_at = models.DateTimeField(_("registration closes"))
    place = LineField(_("place"), max_length=200, blank=True)
    places = models.PositiveSmallIntegerField(_("number of places"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    is_demo = models.BooleanField(_("demo"), default=False, help_text=_("Invented for the demo."))

    search = models.GeneratedField(
        expression=WeighedVectorOf(titles=("title", "title_en"), texts=("place", "text")),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = TrainingQuerySet.as_manager()

    trigger_rules = [
        trigger_rule(
            "training_places", "training_full", _("All places are taken. No more registrations can be confirmed.")
        )
    ]

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            one_of("training_status_known", "status", TrainingStatus),
            models.CheckConstraint(
                name="training_dates_forward",
                condition=Q(ends_at__gt=F("starts_at"), registration_closes_at__lte=F("starts_at")),
                violation_error_code="training_backwards",
                violation_error_message=_(
                    "The dates are in the wrong order. It must be: end of registration, start, end."
                ),
            ),
        ]
        indexes = [GinIndex(fields=["search"], name="training_search")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consultations:training_detail", args=[self.slug])

    def is_upcoming(self, at=None) -> bool:
        """Twin of `upcoming()` for one object."""
        return self.status == self.Status.ANNOUNCED and (at or timezone.now()) < self.ends_at

    def takes_registrations(self, at=None) -> bool:
        """Announced, and the term for registering is not over."""
        return self.status == self.Status.ANNOUNCED and (at or timezone.now()) < self.registration_closes_at

    def organizations_taking_part(self, by="azbuka") -> list[Organization]:
        """Whose people have a place, each once, in the order of an alphabet; needs `with_organizations()`.

        Organizations that have left public view are not named."""
        taking_part = {registration.organization for registration in self.taking_part}
        return sorted((o for o in taking_part if o.is_public), key=lambda o: (getattr(o, by), o.pk))

    def event_topics(self) -> list[str]:
        """Feeds in which an event about this training appears."""
        return [f"training:{self.pk}", *(f"seko:{pk}" for pk in self.sekos.values_list("pk", flat=True))]

    def event_facts(self) -> dict[str, datetime | int | str]:
        """What every event about this training tells."""
        return {
            **name_facts("title", self, "title"),
            "slug": self.slug,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "place": self.place,
            "places": self.places,
        }


class RegistrationStatus(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    WAITING = "waiting", _("on the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("registration", "cancelled")


class RegistrationQuerySet(models.QuerySet):
    def live(self) -> Self:
        """Confirmed or on the waiting list."""
        return self.exclude(status=RegistrationStatus.CANCELLED)

    def of(self, user) -> Self:
        """Made by this person, under whichever mandate; none for a visitor."""
        return self.filter(mandate__user=user) if user.is_authenticated else self.none()

    def next_in_line(self, on=None) -> Self:
        """The waiting list in its order, without those who have lost their mandate or whose organization left."""
        mandates = Representation.objects.current(on).filter(active("organization__"), user__is_active=True)
        waiting = self.filter(status=RegistrationStatus.WAITING, mandate__in=mandates)
        return waiting.order_by("registered_at", "pk")


class Registration(models.Model):
    """A person takes part in a training for an organization."""

    Status = RegistrationStatus
    LIVE = (Status.CONFIRMED, Status.WAITING)

    training = models.ForeignKey(Training, models.PROTECT, related_name="registrations", verbose_name=_("training"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="registrations", verbose_name=_("organization")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="registrations", verbose_name=_("mandate"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.CONFIRMED)
    registered_at = models.DateTimeField(_("registered at"), default=timezone.now)

    objects = RegistrationQuerySet.as_manager()

    trigger_rules = [
        *Training.trigger_rules,
        trigger_rule(
            "registration_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")
        ),
    ]

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["registered_at", "pk"]
        constraints = [
            one_of("registration_status_known", "status", RegistrationStatus),
            models.UniqueConstraint(
                fields=["training", "mandate"],
                condition=~Q(status="cancelled"),
                name="registration_once",
                violation_error_code="registered_twice",
                violation_error_message=_("You are already registered."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mandate.user} ({self.training})"

    def event_facts(self) -> dict[str, int | str]:
        """What an event about this place in the training adds."""
        return {
            "registration": self.pk,
            **name_facts("organization", self.organization),
            "status": self.status,
        }

    def turn(self) -> int | None:
        """The place on the waiting list, counted from 1; None for who does not wait."""
        if self.status != self.Status.WAITING:
            return None
        ahead = Q(registered_at__lt=self.registered_at) | Q(registered_at=self.registered_at, pk__lt=self.pk)
        return Registration.objects.filter(ahead, training=self.training_id).next_in_line().count() + 1
