"""What the Office answers, and the report that tells it to everybody."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.document import Passage
from consultations.models.opinion import Opinion, OpinionItem
from consultations.models.texts import long_text
from organizations.models import Organization, Representation
from seko.search import SearchVectorOf, WeighedVectorOf, WithoutSearchColumn
from seko.validity import one_of, trigger_rule

ITEMS_ANSWERED = Opinion.trigger_rules[-1]
PUBLISHED = trigger_rule(
    "report_published_fixed", "report_published", _("The report has been published and does not change.")
)


class Assignment(models.Model):
    """An item is sent to an institution for its answer."""

    item = models.OneToOneField(OpinionItem, models.PROTECT, related_name="assignment", verbose_name=_("item"))
    institution = models.ForeignKey(
        Organization, models.PROTECT, related_name="assignments", verbose_name=_("institution")
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    assigned_at = models.DateTimeField(_("assigned at"), auto_now_add=True)

    trigger_rules = [
        trigger_rule(
            "assignment_one_per_item", "already_assigned", _("This item has already been sent to an institution.")
        ),
    ]

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.item} → {self.institution}"


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("partly accepted")
    NOT_ACCEPTED = "not_accepted", _("not accepted")
    ALREADY_COVERED = "already_covered", _("already covered")
    OUT_OF_SCOPE = "out_of_scope", _("out of scope")


class Response(models.Model):
    """The answer to one item: an outcome, a reason, and where in the next version it landed."""

    Outcome = Outcome

    item = models.OneToOneField(OpinionItem, models.PROTECT, related_name="response", verbose_name=_("item"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    reason = long_text(_("reason"), blank=True)
    landed_in = models.ForeignKey(
        Passage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responses",
        verbose_name=_("passage where it landed"),
        help_text=_("In a later version of the document."),
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="responses", verbose_name=_("answered by")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="responses", verbose_name=_("mandate"))
    answered_at = models.DateTimeField(_("answered at"))

    search = models.GeneratedField(
        expression=SearchVectorOf("reason"), output_field=SearchVectorField(), db_persist=True
    )

    objects = WithoutSearchColumn()

    rule_fields = {"response_has_reason": "reason", "response_landed_in_document": "landed_in"}
    trigger_rules = [
        PUBLISHED,
        ITEMS_ANSWERED,
        trigger_rule(
            "response_one_per_item", "already_answered", _("This item already has its answer. Change that one.")
        ),
        trigger_rule("response_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")),
        trigger_rule(
            "response_landed_in_document",
            "landed_elsewhere",
            _("Choose a passage of a later version of the same document."),
        ),
    ]

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["item"]
        constraints = [
            one_of("response_outcome_known", "outcome", Outcome),
            models.CheckConstraint(
                name="response_has_reason",
                condition=Q(outcome="accepted") | ~Q(reason=""),
                violation_error_code="reason_missing",
                violation_error_message=_("Give a reason for anything but “accepted”."),
            ),
        ]
        indexes = [GinIndex(fields=["search"], name="response_search")]

    def __str__(self):
        return f"{self.item}: {self.get_outcome_display()}"


class ConsultationReport(models.Model):
    """The published result, frozen: `content` holds everything that the page shows."""

    consultation = models.OneToOneField(
        Consultation, models.PROTECT, related_name="report", verbose_name=_("consultation")
    )
    number = models.CharField(_("number"), max_length=50, unique=True)
    summary = long_text(_("summary"), blank=True)
    content = models.JSONField(_("content"), encoder=DjangoJSONEncoder)
    content_hash = models.CharField(_("SHA-256 of the content"), max_length=64)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="reports", verbose_name=_("published by")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    published_at = models.DateTimeField(_("published at"))

    search = models.GeneratedField(
        expression=WeighedVectorOf(
            titles=("number", KT("content__consultation__title"), KT("content__consultation__title_en")),
            texts=("summary",),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    trigger_rules = [
        PUBLISHED,
        ITEMS_ANSWERED,
        trigger_rule("report_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")),
        trigger_rule(
            "report_one_per_consultation", "already_published", _("The report of this consultation is already out.")
        ),
    ]

    class Meta:
        verbose_name = _("consultation report")
        verbose_name_plural = _("consultation reports")
        ordering = ["-published_at", "pk"]
        indexes = [GinIndex(fields=["search"], name="report_search")]

    def __str__(self):
        return f"{self.number} {self.consultation}"

    def get_absolute_url(self):
        return reverse("consultations:report", args=[self.consultation.slug])
