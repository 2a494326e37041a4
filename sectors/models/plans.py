"""What a consortium means to do in a year, and what it did."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sectors.models.consortium import Consortium
from seko.rules.texts import LineField, LongTextField
from seko.rules.validity import one_of

FIRST_YEAR, LAST_YEAR = 2011, 2100  # the mechanism began in March 2011


def year_field():
    """A calendar year of the mechanism."""
    return models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SENT = "sent", _("sent to the Ministry")
    AGREED = "agreed", _("agreed")


class AnnualPlan(models.Model):
    """The action plan of a consortium for one year."""

    Status = PlanStatus

    consortium = models.ForeignKey(Consortium, models.PROTECT, related_name="plans", verbose_name=_("consortium"))
    year = year_field()
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    introduction = LongTextField(_("introduction"), blank=True)

    class Meta:
        verbose_name = _("annual action plan")
        verbose_name_plural = _("annual action plans")
        ordering = ["-year", "pk"]
        constraints = [
            one_of("annual_plan_status_known", "status", PlanStatus),
            models.UniqueConstraint(
                fields=["consortium", "year"],
                name="annual_plan_once",
                violation_error_code="plan_twice",
                violation_error_message=_("This consortium already has a plan for that year."),
            ),
        ]

    def __str__(self):
        return f"{self.consortium} {self.year}"


class ActivityKind(models.TextChoices):
    """Source: cep.org.rs on the plans of 2017, four kinds of activity."""

    COOPERATION = "cooperation", _("programming, monitoring and reporting")
    CAPACITY = "capacity", _("internal capacity building")
    VISIBILITY = "visibility", _("visibility")
    NETWORK = "network", _("widening the network")


class PlanActivityQuerySet(models.QuerySet):
    def of_latest_plan(self, consortium):
        """What a consortium means to do by its latest plan that is agreed, and so public; each with its plan."""
        agreed = AnnualPlan.objects.filter(consortium=consortium, status=PlanStatus.AGREED).order_by("-year")
        return self.filter(plan=agreed.values("pk")[:1]).select_related("plan")


class PlanActivity(models.Model):
    """One planned activity and what became of it."""

    Kind = ActivityKind

    plan = models.ForeignKey(AnnualPlan, models.CASCADE, related_name="activities", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    title = LineField(_("title"), max_length=250)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    outcome = LongTextField(_("outcome"), blank=True)

    objects = PlanActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned activity")
        verbose_name_plural = _("planned activities")
        ordering = ["due_on", "pk"]
        constraints = [one_of("plan_activity_kind_known", "kind", ActivityKind)]

    def __str__(self):
        return self.title


class AnnualReport(models.Model):
    """What a consortium did in one year."""

    consortium = models.ForeignKey(
        Consortium, models.PROTECT, related_name="annual_reports", verbose_name=_("consortium")
    )
    year = year_field()
    text = LongTextField(_("text"))
    published_on = models.DateField(_("published on"), null=True, blank=True)

    class Meta:
        verbose_name = _("annual report")
        verbose_name_plural = _("annual reports")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consortium", "year"],
                name="annual_report_once",
                violation_error_code="report_twice",
                violation_error_message=_("This consortium already has a report for that year."),
            ),
        ]

    def __str__(self):
        return f"{self.consortium} {self.year}"
