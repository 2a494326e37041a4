"""Trainings and who takes part."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, Representation
from organizations.permissions import is_office
from sectors.models import Seko
from seko.search import SearchVectorOf
from seko.validity import one_of, trigger_rule


class TrainingStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    ANNOUNCED = "announced", _("announced")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class TrainingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Trainings are public once announced; drafts are seen by the Office."""
        return self if is_office(user) else self.exclude(status=TrainingStatus.DRAFT)

    def upcoming(self, at):
        """Announced and not yet over, soonest first."""
        return self.filter(status=TrainingStatus.ANNOUNCED, ends_at__gt=at).order_by("starts_at", "pk")


class Training(models.Model):
    """A training with a limited number of places."""

    Status = TrainingStatus

    slug = models.SlugField(_("address name"), max_length=90, unique=True)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    sekos = models.ManyToManyField(Seko, blank=True, related_name="trainings", verbose_name=_("SEKOs"))
    organizer = models.ForeignKey(
        Organization, models.PROTECT, related_name="organized_trainings", verbose_name=_("organizer")
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    registration_closes_at = models.DateTimeField(_("registration closes"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    places = models.PositiveSmallIntegerField(_("number of places"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    is_demo = models.BooleanField(_("demo"), default=False, help_text=_("Invented for the demo."))

    search = models.GeneratedField(expression=SearchVectorOf("title", "title_en", "place"), output_field=SearchVectorField(), db_persist=True)

    objects = TrainingQuerySet.as_manager()

    trigger_rules = [
        trigger_rule("training_places", "training_full", _("All places are taken. No more registrations can be confirmed."))
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
                violation_error_message=_("The dates run backwards. The order is: registration closes, starts, ends."),
            ),
        ]
        indexes = [GinIndex(fields=["search"], name="training_search")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:training_detail", args=[self.slug])

    def takes_registrations(self, at=None):
        """Announced, and the term for registering is not over."""
        return self.status == self.Status.ANNOUNCED and (at or timezone.now()) < self.registration_closes_at

    def event_topics(self):
        """Feeds in which an event about this training appears."""
        return [f"training:{self.pk}", *(f"seko:{pk}" for pk in self.sekos.values_list("pk", flat=True))]


class RegistrationStatus(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    WAITING = "waiting", _("on the waiting list")
    CANCELLED = "cancelled", _("cancelled")


class Registration(models.Model):
    """A person takes part in a training for an organization."""

    Status = RegistrationStatus

    training = models.ForeignKey(Training, models.PROTECT, related_name="registrations", verbose_name=_("training"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="registrations", verbose_name=_("organization")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="registrations", verbose_name=_("mandate"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.CONFIRMED)
    registered_at = models.DateTimeField(_("registered at"), default=timezone.now)

    trigger_rules = [
        *Training.trigger_rules,
        trigger_rule("registration_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")),
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

    def __str__(self):
        return f"{self.mandate.user} ({self.training})"
