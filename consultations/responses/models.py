"""What is answered to the items of an opinion, by whom, and where it landed in the text."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.query import ModelIterable
from django.utils.translation import gettext_lazy as _

from consultations.consultation.models import Consultation
from consultations.documents.models.documents import Passage
from consultations.opinions.models import OfOpinionQuerySet, Opinion, OpinionItem
from consultations.responses.outcomes import Outcome, outcome_is
from organizations.models import Organization, Representation
from organizations.permissions import represented_organization_ids
from seko.rules.texts import LineField, long_text
from seko.rules.validity import one_of, trigger_rule
from seko.search.text import SearchVectorOf, WithoutSearchColumn

ITEMS_ANSWERED = next(rule for rule in Opinion.trigger_rules if rule.name == "report_items_answered")
PUBLISHED = trigger_rule(
    "report_published_fixed", "report_published", _("The report has been published and can no longer be changed.")
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

    opinion_path = "item__opinion"
    objects = OfOpinionQuerySet.as_manager()

    trigger_rules = [
        trigger_rule(
            "assignment_one_per_item", "already_assigned", _("This item has already been sent to an institution.")
        ),
    ]

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item} → {self.institution}"


class ResponseStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")


def kept_from(user, path="") -> Q:
    """Not handed on by an institution that this person does not speak for: a condition on responses, or on rows from
    which `path` leads to one. The twin for one object is `Response.is_kept_from`."""
    return Q(**{f"{path}is_kept": True}) & ~Q(**{f"{path}organization__in": represented_organization_ids(user)})


class _WithoutKept(ModelIterable):
    """Rows whose words are left out where they are kept from the reader."""

    def __iter__(self):
        reader = self.queryset.reader
        for response in super().__iter__():
            if response.is_kept_from(reader):
                response.outcome = response.reason = response.forwarded_to = ""
                response.landed_in = None
            yield response


class ResponseQuerySet(OfOpinionQuerySet):
    reader = None

    def readable_by(self, user) -> Self:
        """Those whose words this person may read."""
        return self.exclude(kept_from(user))

    def as_read_by(self, user) -> Self:
        """All of them, for pages that show how far they have come: what an institution keeps to itself has no words."""
        rows = self._chain()
        rows.reader, rows._iterable_class = user, _WithoutKept  # noqa: SLF001  as Django's own querysets do
        return rows

    def _clone(self) -> Self:
        rows = super()._clone()
        rows.reader = self.reader
        return rows


class Response(models.Model):
    """The answer to one item: an outcome, a reason, and where in the next version it landed.

    It is drafted, reviewed by the Office, returned with a note or approved; the report publishes what was approved."""

    Outcome = Outcome
    Status = ResponseStatus
    GIVEN = (ResponseStatus.IN_REVIEW, ResponseStatus.APPROVED)  # whoever had to answer has done their part
    WITH_INSTITUTION = (ResponseStatus.DRAFT, ResponseStatus.RETURNED)  # not handed on; so is an item without an answer
    UNDER_REVIEW = (ResponseStatus.IN_REVIEW, ResponseStatus.RETURNED)  # the Office has seen it and not approved it

    item = models.OneToOneField(OpinionItem, models.PROTECT, related_name="response", verbose_name=_("item"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    reason = long_text(_("reason"), blank=True)
    forwarded_to = LineField(
        _("forwarded to"), max_length=250, blank=True, help_text=_("The competent body, by its name.")
    )
    status = models.CharField(_("status"), max_length=10, choices=ResponseStatus, default=ResponseStatus.DRAFT)
    is_kept = models.BooleanField(
        _("kept back"), default=False, editable=False,
        help_text=_("The institution has not sent its answer for review yet: nobody else can read it."),
    )  # fmt: skip
    review_note = long_text(_("note of the review"), max_length=5000, blank=True)
    revision = models.PositiveIntegerField(_("revision number"), default=1)
    landed_in = models.ForeignKey(
        Passage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responses",
        verbose_name=_("passage where it was implemented"),
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

    opinion_path = "item__opinion"
    objects = WithoutSearchColumn.from_queryset(ResponseQuerySet)()

    rule_fields = {
        "response_has_reason": "reason",
        "response_forwarded_named": "forwarded_to",
        "response_returned_has_note": "review_note",
        "response_landed_in_document": "landed_in",
    }
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
                condition=Q(status="draft") | outcome_is("needs_reason", False) | ~Q(reason=""),
                violation_error_code="reason_missing",
                violation_error_message=_("Give a reason for anything but “accepted”."),
            ),
            one_of("response_status_known", "status", ResponseStatus),
            models.CheckConstraint(
                name="response_forwarded_named",
                condition=(outcome_is("names_body") | Q(forwarded_to=""))
                & (Q(status="draft") | ~outcome_is("names_body") | ~Q(forwarded_to="")),
                violation_error_code="forwarded_to_missing",
                violation_error_message=_("Name the body for “forwarded to a competent body”, and only for that."),
            ),
            models.CheckConstraint(
                name="response_returned_has_note",
                condition=~Q(status="returned") | ~Q(review_note=""),
                violation_error_code="note_missing",
                violation_error_message=_("Describe what should be changed."),
            ),
        ]
        indexes = [GinIndex(fields=["search"], name="response_search")]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_outcome_display()}"

    def is_kept_from(self, user) -> bool:
        """Written by an institution that this person does not speak for, and not handed on."""
        return self.is_kept and self.organization_id not in represented_organization_ids(user)

    @property
    def latest_correction(self) -> "ResponseCorrection | None":
        """What holds instead of this answer; asks nothing where corrections were fetched with it."""
        return max(self.corrections.all(), key=lambda row: row.number, default=None)


class Landing(models.Model):
    """Where an accepted item landed, noted after the report was published: the report itself no longer changes."""

    response = models.OneToOneField(Response, models.PROTECT, related_name="landing", verbose_name=_("response"))
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="landings", verbose_name=_("passage"))
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    noted_at = models.DateTimeField(_("noted at"), auto_now_add=True)

    rule_fields = {"landing_in_document": "passage"}
    trigger_rules = [
        trigger_rule(
            "landing_in_document", "landed_elsewhere", _("Choose a passage of a later version of the same document.")
        ),
        trigger_rule(
            "landing_one_per_response",
            "already_landed",
            _("The place of this item in the text is saved already. Change it there."),
        ),
    ]

    class Meta:
        verbose_name = _("implementation in the text")
        verbose_name_plural = _("implementations in the text")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.response} → {self.passage}"


class ResponseCorrection(models.Model):
    """A published answer was wrong: numbered, dated, with the right answer and why. The report keeps the wrong one."""

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="response_corrections", verbose_name=_("consultation")
    )
    response = models.ForeignKey(Response, models.PROTECT, related_name="corrections", verbose_name=_("response"))
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("Within the consultation, from 1."))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    reason = long_text(_("reason"), blank=True)
    forwarded_to = LineField(_("forwarded to"), max_length=250, blank=True)
    why = long_text(_("mistake"), max_length=5000)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name=_("corrected by"))
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    corrected_at = models.DateTimeField(_("corrected at"))

    rule_fields = {
        "correction_has_reason": "reason",
        "correction_forwarded_named": "forwarded_to",
        "correction_says_why": "why",
    }
    trigger_rules = [
        trigger_rule("correction_fixed", "correction_fixed", _("A published correction can no longer be changed.")),
        trigger_rule(
            "correction_after_report",
            "not_published",
            _("Until the report is published, change the answer itself."),
        ),
        trigger_rule(
            "correction_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")
        ),
    ]

    class Meta:
        verbose_name = _("correction of an answer")
        verbose_name_plural = _("corrections of answers")
        ordering = ["consultation", "number"]
        constraints = [
            one_of("correction_outcome_known", "outcome", Outcome),
            models.UniqueConstraint(
                fields=["consultation", "number"],
                name="correction_number_unique",
                violation_error_code="number_taken",
                violation_error_message=_("Another correction has this number."),
            ),
            models.CheckConstraint(
                name="correction_has_reason",
                condition=outcome_is("needs_reason", False) | ~Q(reason=""),
                violation_error_code="reason_missing",
                violation_error_message=_("Give a reason for anything but “accepted”."),
            ),
            models.CheckConstraint(
                name="correction_forwarded_named",
                condition=(outcome_is("names_body") & ~Q(forwarded_to=""))
                | (~outcome_is("names_body") & Q(forwarded_to="")),
                violation_error_code="forwarded_to_missing",
                violation_error_message=_("Name the body for “forwarded to a competent body”, and only for that."),
            ),
            models.CheckConstraint(
                name="correction_says_why",
                condition=~Q(why=""),
                violation_error_code="why_missing",
                violation_error_message=_("Describe the mistake. The text will be published."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.number}"
