"""What had been submitted before an opinion was taken back, kept as a trace."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.opinions.models.opinions import Opinion
from organizations.models import Organization, Representation
from seko.rules.texts import long_text
from seko.rules.validity import trigger_rule


class Retraction(models.Model):
    """An opinion was submitted too early and taken back: its frozen content as it was, and why."""

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="retractions", verbose_name=_("opinion"))
    number = models.CharField(_("number"), max_length=50)
    content = models.JSONField(_("content"), encoder=DjangoJSONEncoder)
    content_hash = models.CharField(_("SHA-256 of the content"), max_length=64, db_index=True)
    submitted_at = models.DateTimeField(_("submitted at"))
    reason = long_text(_("reason"), max_length=5000)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name=_("taken back by"))
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    retracted_at = models.DateTimeField(_("taken back at"))

    trigger_rules = [
        trigger_rule(
            "retraction_fixed", "retraction_fixed", _("What was submitted and taken back can no longer be changed.")
        ),
        trigger_rule(
            "retraction_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")
        ),
    ]

    class Meta:
        verbose_name = _("opinion taken back")
        verbose_name_plural = _("opinions taken back")
        ordering = ["-retracted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="retraction_has_reason",
                condition=~models.Q(reason=""),
                violation_error_code="reason_missing",
                violation_error_message=_("Give a reason. It will be published."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.retracted_at:%Y-%m-%d}"
