"""The items of an opinion, and what becomes of comments in it: merged, kept as minority positions, set aside."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.comments.models.comments import Comment
from consultations.documents.models.documents import Passage
from consultations.opinions.models.opinions import FROZEN, OfOpinionQuerySet, Opinion
from organizations.models import Organization
from seko.rules.texts import LineField, long_text
from seko.rules.validity import trigger_rule
from seko.search.text import WeighedVectorOf, WithoutSearchColumn


class OpinionItem(models.Model):
    """One point of the opinion, with the comments it merges."""

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="items", verbose_name=_("opinion"))
    position = models.PositiveIntegerField(_("position"))
    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="opinion_items", verbose_name=_("passage")
    )
    title = LineField(_("title"), max_length=200)
    text = long_text(_("position of the SEKO"))
    proposed_text = long_text(_("proposed text"), blank=True)
    note = long_text(
        _("internal note"), max_length=5000, blank=True, help_text=_("Seen by the consortium alone, never published.")
    )
    revision = models.PositiveIntegerField(_("revision number"), default=1)
    comments = models.ManyToManyField(
        Comment, through="ItemComment", related_name="items", verbose_name=_("merged comments")
    )

    search = models.GeneratedField(
        expression=WeighedVectorOf(titles=("title",), texts=("text", "proposed_text")),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    opinion_path = "opinion"
    objects = WithoutSearchColumn.from_queryset(OfOpinionQuerySet)()

    trigger_rules = [
        FROZEN,
        trigger_rule(
            "item_on_version_consulted",
            "passage_of_other_version",
            _("The passage does not belong to the version under consultation."),
        ),
        trigger_rule(
            "item_opinion_fixed", "item_fixed", _("An item cannot be moved to another opinion. Write a new one there.")
        ),
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

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"

    def minority(self) -> "list[MinorityPosition]":
        """Positions held against this item; no query where those of the opinion have been read."""
        return [position for position in self.opinion.minority_positions.all() if position.item_id == self.pk]

    def event_topics(self) -> list[str]:
        """Feeds in which an event about this item appears."""
        return self.opinion.event_topics()

    def event_facts(self) -> dict[str, int | str]:
        """What every event about this item tells."""
        consultation = self.opinion.consultation
        return {**consultation.event_facts(), "opinion": self.opinion.number, "position": self.position}


class ItemComment(models.Model):
    """A comment is merged into an item."""

    item = models.ForeignKey(OpinionItem, models.CASCADE, related_name="item_comments", verbose_name=_("item"))
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="item_comments", verbose_name=_("comment"))

    opinion_path = "item__opinion"
    objects = OfOpinionQuerySet.as_manager()

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

    def __str__(self) -> str:
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

    opinion_path = "opinion"
    objects = OfOpinionQuerySet.as_manager()

    trigger_rules = [
        FROZEN,
        trigger_rule("minority_item_same_opinion", "item_of_other_opinion", _("The item belongs to another opinion.")),
    ]

    class Meta:
        verbose_name = _("minority position")
        verbose_name_plural = _("minority positions")
        ordering = ["opinion", "pk"]

    def __str__(self) -> str:
        return f"{self.organization}: {self.text[:60]}"


class MinorityComment(models.Model):
    """A comment is kept as a minority position."""

    position = models.ForeignKey(
        MinorityPosition, models.CASCADE, related_name="minority_comments", verbose_name=_("minority position")
    )
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="minority_comments", verbose_name=_("comment"))

    opinion_path = "position__opinion"
    objects = OfOpinionQuerySet.as_manager()

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

    def __str__(self) -> str:
        return f"{self.comment} → {self.position}"


class SetAside(models.Model):
    """A comment that the lead leaves out of the opinion, with the reason that its author reads."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="set_aside", verbose_name=_("opinion"))
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="set_aside", verbose_name=_("comment"))
    reason = long_text(_("reason"), max_length=5000)

    opinion_path = "opinion"
    objects = OfOpinionQuerySet.as_manager()

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
                violation_error_message=_("Give a reason. The organization that commented sees it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment}"
