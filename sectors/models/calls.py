"""How consortia are chosen and networks widened: public calls and the applications to them."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.models import Organization, Representation
from sectors.models.area import Seko
from sectors.models.consortium import Consortium
from seko.rules.texts import LineField, LongTextField
from seko.rules.validity import one_of

MAX_POINTS = 100


class Call(models.Model):
    """What both kinds of calls share: text, criteria and a term for applying."""

    title = LineField(_("title"), max_length=200)
    text = LongTextField(_("text"))
    criteria = LongTextField(_("criteria"), help_text=_("Set before the call opens."))
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.title


def call_runs_forward(name):
    """A call closes after it opens."""
    return models.CheckConstraint(
        name=name,
        condition=Q(closes_at__gt=F("opens_at")),
        violation_error_code="call_backwards",
        violation_error_message=_("The call closes before it opens. Choose a later end."),
    )


class ConsortiumCall(Call):
    """The Office's public call for the consortium of a SEKO."""

    seko = models.ForeignKey(Seko, models.PROTECT, related_name="consortium_calls", verbose_name=_("SEKO"))

    class Meta:
        verbose_name = _("call for a consortium")
        verbose_name_plural = _("calls for consortia")
        ordering = ["-opens_at", "pk"]
        constraints = [call_runs_forward("consortium_call_forward")]


class CandidacyStatus(models.TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("application", "submitted")
    CHOSEN = "chosen", _("chosen")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Candidacy(models.Model):
    """Organizations that offer to run a SEKO together, with the lead that speaks for them."""

    Status = CandidacyStatus

    call = models.ForeignKey(ConsortiumCall, models.PROTECT, related_name="candidacies", verbose_name=_("call"))
    lead = models.ForeignKey(
        Organization, models.PROTECT, related_name="led_candidacies", verbose_name=_("lead organization")
    )
    partners = models.ManyToManyField(Organization, related_name="candidacies", blank=True, verbose_name=_("partners"))
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    motivation = LongTextField(_("motivation"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.SUBMITTED)
    decision_reason = LongTextField(_("reason for the decision"), blank=True)
    consortium = models.OneToOneField(
        Consortium, models.PROTECT, null=True, blank=True, related_name="candidacy", verbose_name=_("consortium")
    )
    submitted_at = models.DateTimeField(_("submitted at"), auto_now_add=True)

    class Meta:
        verbose_name = _("candidacy")
        verbose_name_plural = _("candidacies")
        ordering = ["call", "pk"]
        constraints = [
            one_of("candidacy_status_known", "status", CandidacyStatus),
            models.UniqueConstraint(
                fields=["call", "lead"],
                name="candidacy_once",
                violation_error_code="candidacy_twice",
                violation_error_message=_("This organization already leads a candidacy in this call."),
            ),
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(status="chosen"),
                name="candidacy_one_chosen",
                violation_error_code="already_chosen",
                violation_error_message=_("Another candidacy has been chosen in this call."),
            ),
            models.CheckConstraint(
                name="candidacy_refusal_has_reason",
                condition=~Q(status="refused") | ~Q(decision_reason=""),
                violation_error_code="reason_missing",
                violation_error_message=_("Give a reason for the refusal."),
            ),
        ]

    def __str__(self):
        return f"{self.lead} ({self.call})"


class Score(models.Model):
    """Points that one member of the selection commission gives a candidacy for one criterion."""

    candidacy = models.ForeignKey(Candidacy, models.PROTECT, related_name="scores", verbose_name=_("candidacy"))
    scorer = models.ForeignKey(
        Representation, models.PROTECT, related_name="+", verbose_name=_("member of the commission")
    )
    criterion = LineField(_("criterion"), max_length=200)
    points = models.PositiveSmallIntegerField(_("points"), validators=[MaxValueValidator(MAX_POINTS)])
    note = LongTextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["candidacy", "criterion", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy", "scorer", "criterion"],
                name="score_once",
                violation_error_code="scored_twice",
                violation_error_message=_("This criterion already has points from this person."),
            ),
            models.CheckConstraint(
                name="score_points_range",
                condition=Q(points__lte=MAX_POINTS),
                violation_error_code="points_out_of_range",
                violation_error_message=_("Give from 0 to 100 points."),
            ),
        ]

    def __str__(self):
        return f"{self.candidacy}: {self.points}"


class MembershipCall(Call):
    """The lead's open call to join the network of its SEKO."""

    seko = models.ForeignKey(Seko, models.PROTECT, related_name="membership_calls", verbose_name=_("SEKO"))

    class Meta:
        verbose_name = _("network membership call")
        verbose_name_plural = _("network membership calls")
        ordering = ["-opens_at", "pk"]
        constraints = [call_runs_forward("membership_call_forward")]


class ApplicationStatus(models.TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("application", "submitted")
    ACCEPTED = "accepted", pgettext_lazy("application", "accepted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class MembershipApplication(models.Model):
    """An organization asks to join a network."""

    Status = ApplicationStatus

    call = models.ForeignKey(MembershipCall, models.PROTECT, related_name="applications", verbose_name=_("call"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="membership_applications", verbose_name=_("organization")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    motivation = LongTextField(_("motivation"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.SUBMITTED)
    decision_reason = LongTextField(_("reason for the decision"), blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), auto_now_add=True)

    class Meta:
        verbose_name = _("network membership application")
        verbose_name_plural = _("network membership applications")
        ordering = ["call", "pk"]
        constraints = [
            one_of("membership_application_status_known", "status", ApplicationStatus),
            models.UniqueConstraint(
                fields=["call", "organization"],
                name="membership_application_once",
                violation_error_code="applied_twice",
                violation_error_message=_("This organization has already applied."),
            ),
            models.CheckConstraint(
                name="membership_refusal_has_reason",
                condition=~Q(status="refused") | ~Q(decision_reason=""),
                violation_error_code="reason_missing",
                violation_error_message=_("Give a reason for the refusal."),
            ),
        ]

    def __str__(self):
        return f"{self.organization} ({self.call})"
