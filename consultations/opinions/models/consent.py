"""The members of a consortium approve its opinion, or object to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.opinions.models.opinions import FROZEN, OfOpinionQuerySet, Opinion
from organizations.models import Organization, Representation
from seko.rules.texts import long_text
from seko.rules.validity import trigger_rule


class Approval(models.Model):
    """A member of the consortium agrees that the opinion be submitted."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="approvals", verbose_name=_("opinion"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="approvals", verbose_name=_("organization")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)

    opinion_path = "opinion"
    objects = OfOpinionQuerySet.as_manager()

    trigger_rules = [
        FROZEN,
        trigger_rule("approval_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")),
    ]

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "organization"],
                name="approval_once",
                violation_error_code="approved_twice",
                violation_error_message=_("Your organization has already approved."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.opinion}"


class Objection(models.Model):
    """A member of the consortium does not agree that the opinion be submitted as it stands, and says why."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="objections", verbose_name=_("opinion"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="objections", verbose_name=_("organization")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    reason = long_text(_("reason"), max_length=5000)
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)

    opinion_path = "opinion"
    objects = OfOpinionQuerySet.as_manager()

    rule_fields = {"objection_has_reason": "reason"}
    trigger_rules = [
        FROZEN,
        trigger_rule(
            "objection_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")
        ),
    ]

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "organization"],
                name="objection_once",
                violation_error_code="objected_twice",
                violation_error_message=_("Your organization has already objected. Withdraw that objection first."),
            ),
            models.CheckConstraint(
                name="objection_has_reason",
                condition=~Q(reason=""),
                violation_error_code="reason_missing",
                violation_error_message=_("Give the reason for the objection. The lead organization sees it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.reason[:60]}"
