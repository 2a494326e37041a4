"""The event log: what happened, told once, read by feed, mail and statistics."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seko.rules.validity import one_of


class DeliveryStatus(models.TextChoices):
    PENDING = "pending", _("pending")
    SENT = "sent", _("sent")
    FAILED = "failed", pgettext_lazy("delivery", "failed")
    DROPPED = "dropped", _("not sent")


class DropReason(models.TextChoices):
    """Why a message is not sent: what it says is no longer so, or does not concern this person any more."""

    ACCOUNT_CLOSED = "account_closed", _("the account was closed")
    NOT_CONCERNED = "not_concerned", _("no longer concerns this person")
    TERM_PASSED = "term_passed", _("its date has passed")
    CHANGED = "changed", _("it has been changed in the meantime")
    CANCELLED = "cancelled", _("it was cancelled in the meantime")


class EventQuerySet(models.QuerySet):
    def about(self, topic):
        """Events that touch a topic such as `seko:3`, newest first."""
        return self.filter(topics__contains=[topic]).order_by("-at", "-pk")

    def public(self):
        """Events that a visitor without an account may read."""
        return self.filter(public=True)

    def undelivered(self):
        """Events whose recipients have not been listed yet."""
        return self.filter(distributed_at__isnull=True)


class Event(models.Model):
    """One thing that happened, written in the transaction that made it happen."""

    verb = models.CharField(_("what happened"), max_length=60)
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    organization = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on whose behalf"),
    )
    object_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    object = GenericForeignKey("object_type", "object_id")
    topics = ArrayField(models.CharField(max_length=60), default=list, verbose_name=_("topics"))
    facts = models.JSONField(_("facts"), default=dict, encoder=DjangoJSONEncoder)
    public = models.BooleanField(_("public"), default=False)
    distributed_at = models.DateTimeField(_("recipients listed at"), null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-at", "-pk"]
        indexes = [
            GinIndex(fields=["topics"], name="event_topics"),
            models.Index(fields=["-at", "-id"], name="event_newest"),
            models.Index(fields=["id"], name="event_undelivered", condition=models.Q(distributed_at__isnull=True)),
        ]

    def __str__(self):
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"


class DeliveryQuerySet(models.QuerySet):
    def waiting(self):
        """Neither sent nor given up."""
        return self.filter(status=DeliveryStatus.PENDING)

    def due(self, at):
        """Waiting, and not before their time."""
        return self.waiting().filter(models.Q(retry_at__isnull=True) | models.Q(retry_at__lte=at))

    def failed(self):
        """Given up: refused for good, or for days."""
        return self.filter(status=DeliveryStatus.FAILED)

    def dropped(self):
        """Not sent, for a reason: what they say is no longer so, or does not concern the person."""
        return self.filter(status=DeliveryStatus.DROPPED)

    def counts(self):
        """How many wait after a refusal, were given up, or dropped."""
        delayed = models.Q(status=DeliveryStatus.PENDING, attempts__gt=0)
        return self.aggregate(
            delayed=models.Count("pk", filter=delayed),
            failed=models.Count("pk", filter=models.Q(status=DeliveryStatus.FAILED)),
            dropped=models.Count("pk", filter=models.Q(status=DeliveryStatus.DROPPED)),
        )

    def unsent(self):
        """What the Office may send again: given up, or waiting after a refusal."""
        return self.filter(
            models.Q(status=DeliveryStatus.FAILED) | models.Q(status=DeliveryStatus.PENDING, attempts__gt=0)
        )


class Delivery(models.Model):
    """One message to one person about one event. Unique, so that nobody is told twice."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        FORMER_EMAIL = "former", _("former e-mail")

    Status = DeliveryStatus
    DropReason = DropReason

    event = models.ForeignKey(Event, models.PROTECT, related_name="deliveries", verbose_name=_("event"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.EMAIL)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="deliveries", verbose_name=_("recipient")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("last error"), blank=True)
    drop_reason = models.CharField(_("why it was not sent"), max_length=20, choices=DropReason, blank=True)
    first_tried_at = models.DateTimeField(_("first attempt"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    retry_at = models.DateTimeField(_("not before"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "channel", "recipient"],
                name="delivery_once",
                violation_error_code="already_told",
                violation_error_message=_("This person has already been notified."),
            ),
            one_of("delivery_status_known", "status", DeliveryStatus),
            models.CheckConstraint(
                name="delivery_dropped_has_reason",
                condition=models.Q(status="dropped", drop_reason__in=DropReason.values)
                | (~models.Q(status="dropped") & models.Q(drop_reason="")),
                violation_error_code="drop_reason_missing",
                violation_error_message=_("A message that is not sent says why."),
            ),
            models.CheckConstraint(
                name="delivery_sent_has_moment",
                condition=~models.Q(status="sent") | models.Q(sent_at__isnull=False),
                violation_error_code="sent_without_moment",
                violation_error_message=_("A sent message has the moment at which it was sent."),
            ),
        ]
        indexes = [models.Index(fields=["id"], name="delivery_pending", condition=models.Q(status="pending"))]

    def __str__(self):
        return f"{self.event_id} → {self.recipient_id}"

    @property
    def is_unsent(self):
        """Twin of `unsent()` for one row."""
        return self.status == self.Status.FAILED or (self.status == self.Status.PENDING and self.attempts > 0)
