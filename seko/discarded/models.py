"""What somebody threw away and can still take up again: kept out of every list, for thirty days, then gone."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=30)


class DiscardedQuerySet(models.QuerySet):
    def waiting(self, at=None) -> Self:
        """Those that can still be taken up again."""
        at = at or timezone.now()
        return self.filter(restored_at__isnull=True, removed_at__isnull=True, discarded_at__gt=at - KEPT_FOR)

    def due(self, at) -> Self:
        """Those whose thirty days are over, and that are still here."""
        return self.filter(restored_at__isnull=True, removed_at__isnull=True, discarded_at__lte=at - KEPT_FOR)

    def of(self, owners) -> Self:
        """Those that belong to one of these owners, such as `organization:3`."""
        return self.filter(owner__in=owners)


class Discarded(models.Model):
    """One thing thrown away. `rows` are its rows as they were, in the order in which they come back; where the thing
    stays in its own table in a state of its own, `facts` name it. `files` are names in the storage that only it has.

    Its row stays as the trace of who threw away what kind of thing, and what became of it, when `rows` are gone."""

    kind = models.CharField(_("kind"), max_length=40)
    owner = models.CharField(_("whose it is"), max_length=60)
    title = models.TextField(_("title"), blank=True)
    place = models.TextField(_("where it stood"), blank=True)
    rows = models.JSONField(_("rows"), default=list, encoder=DjangoJSONEncoder)
    facts = models.JSONField(_("facts"), default=dict, encoder=DjangoJSONEncoder)
    files = ArrayField(models.CharField(max_length=200), default=list, verbose_name=_("files"))
    discarded_at = models.DateTimeField(_("discarded at"), default=timezone.now)
    discarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("discarded by")
    )
    restored_at = models.DateTimeField(_("restored at"), null=True, blank=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("restored by"),
    )  # fmt: skip
    removed_at = models.DateTimeField(_("removed permanently at"), null=True, blank=True)

    objects = DiscardedQuerySet.as_manager()

    class Meta:
        verbose_name = _("discarded entry")
        verbose_name_plural = _("discarded entries")
        ordering = ["-discarded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="discarded_has_one_end",
                condition=models.Q(restored_at__isnull=True) | models.Q(removed_at__isnull=True),
                violation_error_code="removed",
                violation_error_message=_("What was removed permanently cannot be restored."),
            ),
            models.CheckConstraint(
                name="discarded_removed_is_empty",
                condition=models.Q(removed_at__isnull=True)
                | models.Q(rows=[], facts={}, files__len=0, title="", place=""),
                violation_error_code="not_empty",
                violation_error_message=_("Nothing is kept of what was removed permanently."),
            ),
        ]
        indexes = [models.Index(fields=["owner", "-discarded_at"], name="discarded_of_owner")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title[:60]}"

    @property
    def until(self):
        """The moment from which it is gone for good."""
        return self.discarded_at + KEPT_FOR
