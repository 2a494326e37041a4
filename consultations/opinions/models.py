"""The consolidated opinion of a SEKO: what the lead makes of the network's comments."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.comments.models.comments import Comment
from consultations.consultation.models import Consultation
from consultations.documents.models.documents import Passage
from organizations.models import Organization, Representation
from sectors.models import Seko
from sectors.permissions import consortium_seko_ids
from seko.rules.texts import long_text
from seko.rules.validity import one_of, trigger_rule
from seko.search.text import WeighedVectorOf, WithoutSearchColumn


class OpinionStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    DISCARDED = "discarded", _("discarded")


class OpinionQuerySet(models.QuerySet):
    def live(self):
        """The draft or submitted opinion; a discarded one no longer counts."""
        return self.exclude(status=OpinionStatus.DISCARDED)

    def submitted(self):
        """Those the Office has received."""
        return self.filter(status=OpinionStatus.SUBMITTED)

    def visible_to(self, user):
        """Submitted opinions are public; a draft is seen by the consortium that writes it, and by nobody else."""
        public = Q(status=OpinionStatus.SUBMITTED)
        return self.filter(public | Q(seko__in=consortium_seko_ids(user)))


FROZEN = trigger_rule(
    "opinion_submitted_fixed", "opinion_fixed", _("The opinion has been submitted and does not change.")
)


class Opinion(models.Model):
    """One per SEKO and consultation; frozen with a number and a hash when submitted."""

    Status = OpinionStatus

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="opinions", verbose_name=_("consultation")
    )
    seko = models.ForeignKey(Seko, models.PROTECT, related_name="opinions", verbose_name=_("SEKO"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    introduction = long_text(_("introduction"), blank=True)
    number = models.CharField(_("number"), max_length=50, blank=True)
    content = models.JSONField(
        _("content"), encoder=DjangoJSONEncoder, null=True, blank=True, help_text=_("Frozen with the submission.")
    )
    content_hash = models.CharField(_("SHA-256 of the content"), max_length=64, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="opinions", verbose_name=_("lead organization")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="opinions", verbose_name=_("mandate"))
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)

    objects = OpinionQuerySet.as_manager()

    trigger_rules = [
        FROZEN,
        trigger_rule(
            "opinion_consultation_fixed",
            "consultation_fixed",
            _("An opinion stays with its consultation. Begin another one there."),
        ),
        trigger_rule("opinion_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")),
        trigger_rule(
            "report_items_answered",
            "items_unanswered",
            _("Every item of every submitted opinion needs its answer before the report is published."),
        ),
    ]

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["seko__order", "pk"]
        constraints = [
            one_of("opinion_status_known", "status", OpinionStatus),
            models.UniqueConstraint(
                fields=["consultation", "seko"],
                condition=~Q(status="discarded"),
                name="opinion_one_live",
                violation_error_code="opinion_exists",
                violation_error_message=_(
                    "This SEKO already has an opinion on this consultation. Continue with that one."
                ),
            ),
            models.CheckConstraint(
                name="opinion_submitted_has_number",
                condition=~Q(status="submitted")
                | (~Q(number="") & ~Q(content_hash="") & Q(submitted_at__isnull=False)),
                violation_error_code="number_missing",
                violation_error_message=_("A submitted opinion has a number, a hash and the moment of submission."),
            ),
        ]

    def __str__(self):
        return f"{self.seko}: {self.consultation}"

    @property
    def is_submitted(self):
        """Frozen."""
        return self.status == self.Status.SUBMITTED

    def event_topics(self):
        """Feeds in which an event about this opinion appears."""
        return [f"consultation:{self.consultation_id}", f"seko:{self.seko_id}"]


class OpinionItem(models.Model):
    """One point of the opinion, with the comments it merges."""

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="items", verbose_name=_("opinion"))
    position = models.PositiveIntegerField(_("position"))
    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="opinion_items", verbose_name=_("passage")
    )
    title = models.CharField(_("title"), max_length=200)
    text = long_text(_("position of the SEKO"))
    proposed_text = long_text(_("proposed text"), blank=True)
    note = long_text(
        _("note to self"), max_length=5000, blank=True, help_text=_("Seen by the consortium alone, never published.")
    )
    revision = models.PositiveIntegerField(_("revision"), default=1)
    comments = models.ManyToManyField(
        Comment, through="ItemComment", related_name="items", verbose_name=_("merged comments")
    )

    search = models.GeneratedField(
        expression=WeighedVectorOf(titles=("title",), texts=("text", "proposed_text")),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = WithoutSearchColumn()

    trigger_rules = [
        FROZEN,
        trigger_rule(
            "item_on_version_consulted",
            "passage_of_other_version",
            _("The passage does not belong to the version under consultation."),
        ),
        trigger_rule("item_opinion_fixed", "item_fixed", _("An item stays with its opinion. Write another one there.")),
    ]

    class Meta:
        verbose_name = _("opinion item")
        verbose_name_plural = _("opinion items")
        ordering = ["opinion", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "position"],
                name="opinion_item_position_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_code="position_taken",
                violation_error_message=_("Two items have the same position."),
            )
        ]
        indexes = [GinIndex(fields=["search"], name="opinion_item_search")]

    def __str__(self):
        return f"{self.position}. {self.title}"

    def minority(self):
        """Positions held against this item; no query where those of the opinion have been read."""
        return [position for position in self.opinion.minority_positions.all() if position.item_id == self.pk]

    def event_topics(self):
        """Feeds in which an event about this item appears."""
        return self.opinion.event_topics()


class ItemComment(models.Model):
    """A comment is merged into an item."""

    item = models.ForeignKey(OpinionItem, models.CASCADE, related_name="item_comments", verbose_name=_("item"))
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="item_comments", verbose_name=_("comment"))

    trigger_rules = [
        FROZEN,
        trigger_rule(
            "item_comment_same_consultation", "comment_of_other", _("The comment belongs to another consultation.")
        ),
    ]

    class Meta:
        verbose_name = _("merged comment")
        verbose_name_plural = _("merged comments")
        ordering = ["item", "comment__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "comment"],
                name="item_comment_once",
                violation_error_code="merged_twice",
                violation_error_message=_("The comment is already in this item."),
            )
        ]

    def __str__(self):
        return f"{self.comment} → {self.item}"


class MinorityPosition(models.Model):
    """What an organization holds against the opinion or one of its items; it goes along with it."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="minority_positions", verbose_name=_("opinion"))
    item = models.ForeignKey(
        OpinionItem, models.CASCADE, null=True, blank=True, related_name="minority_positions", verbose_name=_("item")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="minority_positions", verbose_name=_("organization")
    )
    text = long_text(_("text"))
    comments = models.ManyToManyField(
        Comment, through="MinorityComment", related_name="minority_positions", verbose_name=_("comments")
    )

    trigger_rules = [
        FROZEN,
        trigger_rule("minority_item_same_opinion", "item_of_other_opinion", _("The item belongs to another opinion.")),
    ]

    class Meta:
        verbose_name = _("minority position")
        verbose_name_plural = _("minority positions")
        ordering = ["opinion", "pk"]

    def __str__(self):
        return f"{self.organization}: {self.text[:60]}"


class MinorityComment(models.Model):
    """A comment is kept as a minority position."""

    position = models.ForeignKey(
        MinorityPosition, models.CASCADE, related_name="minority_comments", verbose_name=_("minority position")
    )
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="minority_comments", verbose_name=_("comment"))

    trigger_rules = [
        FROZEN,
        trigger_rule(
            "item_comment_same_consultation", "comment_of_other", _("The comment belongs to another consultation.")
        ),
    ]

    class Meta:
        verbose_name = _("comment kept as a minority position")
        verbose_name_plural = _("comments kept as minority positions")
        ordering = ["position", "comment__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "comment"],
                name="minority_comment_once",
                violation_error_code="kept_twice",
                violation_error_message=_("The comment is already in this minority position."),
            )
        ]

    def __str__(self):
        return f"{self.comment} → {self.position}"


class SetAside(models.Model):
    """A comment that the lead leaves out of the opinion, with the reason that its author reads."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="set_aside", verbose_name=_("opinion"))
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="set_aside", verbose_name=_("comment"))
    reason = long_text(_("reason"), max_length=5000)

    rule_fields = {"set_aside_has_reason": "reason"}
    trigger_rules = [
        FROZEN,
        trigger_rule(
            "item_comment_same_consultation", "comment_of_other", _("The comment belongs to another consultation.")
        ),
    ]

    class Meta:
        verbose_name = _("comment set aside")
        verbose_name_plural = _("comments set aside")
        ordering = ["opinion", "comment__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "comment"],
                name="set_aside_once",
                violation_error_code="set_aside_twice",
                violation_error_message=_("The comment has already been set aside."),
            ),
            models.CheckConstraint(
                name="set_aside_has_reason",
                condition=~Q(reason=""),
                violation_error_code="reason_missing",
                violation_error_message=_("Give a reason: the organization reads it."),
            ),
        ]

    def __str__(self):
        return f"{self.comment}"


class Approval(models.Model):
    """A member of the consortium agrees that the opinion be submitted."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="approvals", verbose_name=_("opinion"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="approvals", verbose_name=_("organization")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)

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

    def __str__(self):
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

    def __str__(self):
        return f"{self.organization}: {self.reason[:60]}"
