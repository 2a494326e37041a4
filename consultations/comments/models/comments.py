"""What organizations say about a passage or the whole document."""

from functools import reduce
from operator import or_
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from consultations.comments.disposition import TAKEN_UP, Disposition, disposition_case, in_submitted, taken_up
from consultations.consultation.models import Consultation
from consultations.documents.models.documents import Passage
from organizations.models import Organization, Representation
from sectors.models import ConsortiumMembership, NetworkMembership, Seko
from seko.events.declarations import name_facts
from seko.rules.counting import number_of
from seko.rules.texts import LongTextField, long_text
from seko.rules.validity import one_of, trigger_rule
from seko.search.text import SearchVectorOf, WithoutSearchColumn


class CommentKind(models.TextChoices):
    CHANGE = "change", _("change")
    ADDITION = "addition", _("addition")
    DELETION = "deletion", _("deletion")
    QUESTION = "question", _("question")
    SUPPORT = "support", _("support")
    GENERAL = "general", _("general comment")


def active(path="") -> Q:
    """Neither withdrawn by its organization nor hidden by the lead: a condition on comments, or on rows from which
    `path` (such as `comments__`) leads to them."""
    return Q(**{f"{path}withdrawn_at__isnull": True, f"{path}hidden_at__isnull": True})


def _from_network(seko) -> Q:
    """A condition on comments; see `of_network`."""
    spoke_on = models.OuterRef("submitted_at__date")
    here = {"organization": models.OuterRef("organization"), "valid_from__lte": spoke_on}
    until = Q(valid_to__isnull=True) | Q(valid_to__gt=spoke_on)
    network = NetworkMembership.objects.filter(until, seko=seko, **here)
    consortium = ConsortiumMembership.objects.filter(until, consortium__seko=seko, **here)
    return models.Exists(network) | models.Exists(consortium)


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Comments are public with their consultation."""
        return self.filter(consultation__in=Consultation.objects.visible_to(user))

    def active(self) -> Self:
        """Those that were neither withdrawn by their organization nor hidden by the lead."""
        return self.filter(active())

    def not_withdrawn(self) -> Self:
        """Those that stand, and those hidden: in the place of their words a page says by whom and why."""
        return self.filter(withdrawn_at__isnull=True)

    def hidden(self) -> Self:
        """Those that the lead has hidden; their words are for the audit alone."""
        return self.filter(withdrawn_at__isnull=True, hidden_at__isnull=False)

    def of_network(self, seko) -> Self:
        """Comments of organizations that were in the SEKO's network or consortium on the day they spoke."""
        return self.filter(_from_network(seko))

    def with_disposition(self, among=in_submitted) -> Self:
        """`disposition` in submitted opinions, or in those to which `among` narrows the rows that say so."""
        return self.annotate(disposition=disposition_case(among))

    def having(self, disposition) -> Self:
        """Those with which a submitted opinion has done this; one that several took up is found by each."""
        if disposition == Disposition.WAITING:
            return self.exclude(reduce(or_, (models.Exists(taken_up(each)) for each in TAKEN_UP)))
        disposition = Disposition(disposition)  # type: ignore[call-arg]  # found by its value, not made
        return self.filter(models.Exists(taken_up(disposition)))

    def with_network_flag(self, sekos) -> Self:
        """`may_take_part`: was the organization in the network or consortium of one of these SEKOs when it spoke?"""
        heard = reduce(or_, map(_from_network, sekos), models.Value(False, models.BooleanField()))
        return self.annotate(may_take_part=heard)

    def with_support_count(self) -> Self:
        """`support_count`: how many organizations stand behind the words of each as they are now."""
        standing = Support.objects.standing().filter(comment=models.OuterRef("pk"))
        return self.annotate(support_count=number_of(standing))

    def with_weight(self) -> Self:
        """`support_count`, and `network_count`: to how many SEKOs those who stand behind it belong today."""
        of_comment = models.OuterRef(models.OuterRef(models.OuterRef("pk")))
        standing = Support.objects.standing().filter(comment=of_comment)
        here = {"organization__in": standing.values("organization")}
        network = NetworkMembership.objects.current().filter(seko=models.OuterRef("pk"), **here)
        consortium = ConsortiumMembership.objects.in_force().filter(consortium__seko=models.OuterRef("pk"), **here)
        sekos = Seko.objects.filter(models.Exists(network) | models.Exists(consortium))
        return self.with_support_count().annotate(network_count=number_of(sekos))


class Comment(models.Model):
    """One remark by one organization. Nothing changes it after the comment window has closed."""

    Kind = CommentKind

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="comments", verbose_name=_("consultation")
    )
    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="comments", verbose_name=_("passage"),
        help_text=_("Empty means the whole document."),
    )  # fmt: skip
    number = models.PositiveIntegerField(_("number"), help_text=_("Within the consultation, in order of arrival."))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="comments", verbose_name=_("organization")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="comments", verbose_name=_("mandate"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.GENERAL)
    proposed_text = long_text(_("proposed text"), blank=True)
    reason = long_text(_("reason"))
    submitted_at = models.DateTimeField(_("submitted at"))
    is_late = models.BooleanField(_("late"), default=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden at"), null=True, blank=True)
    hidden_reason = LongTextField(_("reason for hiding"), blank=True, max_length=2000)
    hidden_mandate = models.ForeignKey(
        Representation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("hidden by")
    )

    search = models.GeneratedField(
        expression=SearchVectorOf("proposed_text", "reason"), output_field=SearchVectorField(), db_persist=True
    )

    objects = WithoutSearchColumn.from_queryset(CommentQuerySet)()

    rule_fields = {
        "comment_has_reason": "reason",
        "comment_change_has_text": "proposed_text",
        "comment_on_version_consulted": "passage",
        "comment_hidden_has_reason": "hidden_reason",
    }
    trigger_rules = [
        trigger_rule(
            "comment_on_version_consulted",
            "passage_of_other_version",
            _(
                "The passage does not belong to the version under consultation. Reload the page of the consultation "
                "and comment there."
            ),
        ),
        trigger_rule(
            "comment_fixed_after_window",
            "window_closed",
            _("Comments have closed and can no longer be changed."),
        ),
        trigger_rule(
            "comment_consultation_fixed",
            "consultation_fixed",
            _("A comment cannot be moved to another consultation."),
        ),
        trigger_rule("comment_late_is_marked", "late_not_marked", _("A comment after the deadline is marked late.")),
        trigger_rule("comment_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")),
    ]

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["consultation", "number"]
        constraints = [
            one_of("comment_kind_known", "kind", CommentKind),
            models.UniqueConstraint(
                fields=["consultation", "number"],
                name="comment_number_unique",
                violation_error_code="number_taken",
                violation_error_message=_("Another comment has this number."),
            ),
            models.CheckConstraint(
                name="comment_has_reason",
                condition=~Q(reason=""),
                violation_error_code="reason_missing",
                violation_error_message=_("Give the reason."),
            ),
            models.CheckConstraint(
                name="comment_change_has_text",
                condition=~Q(kind__in=["change", "addition"]) | ~Q(proposed_text=""),
                violation_error_code="proposed_text_missing",
                violation_error_message=_("Write the text that you propose."),
            ),
            models.CheckConstraint(
                name="comment_hidden_has_reason",
                condition=Q(hidden_at__isnull=True, hidden_reason="", hidden_mandate__isnull=True)
                | (Q(hidden_at__isnull=False, hidden_mandate__isnull=False) & ~Q(hidden_reason="")),
                violation_error_code="reason_missing",
                violation_error_message=_("Give the reason for hiding. Everybody sees it."),
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="comment_search"),
            models.Index(fields=["organization", "-submitted_at"], name="comment_of_organization"),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.organization}"

    def event_topics(self) -> list[str]:
        """Feeds in which an event about this comment appears."""
        return [*self.consultation.event_topics(), f"organization:{self.organization_id}"]

    def event_facts(self) -> dict[str, int | str]:
        """What every event about this comment tells."""
        return {
            **self.consultation.event_facts(),
            **name_facts("organization", self.organization),
            "number": self.number,
        }


def number_of_comments(**match) -> Coalesce:
    """How many comments stand, as a column: for each consultation unless `match` says otherwise."""
    return number_of(Comment.objects.active().filter(**(match or {"consultation": models.OuterRef("pk")})))


class Attachment(models.Model):
    """A file that supports a comment; the hash is taken of the bytes as they were stored."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="attachments", verbose_name=_("comment"))
    file = models.FileField(_("file"), upload_to="comments/%Y/")
    name = models.CharField(_("name"), max_length=200)
    size = models.PositiveIntegerField(_("size"), help_text=_("Bytes."))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    trigger_rules = [Comment.trigger_rules[1]]

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class SupportQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that hold for the words as they are now; everything that counts support counts these."""
        return self.filter(lapsed_at__isnull=True)

    def lapsed(self) -> Self:
        """Those that do not hold: the words were changed after they were given."""
        return self.filter(lapsed_at__isnull=False)


class Support(models.Model):
    """Another organization stands behind a comment, as it was worded when it said so."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="supports", verbose_name=_("comment"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="supports", verbose_name=_("organization")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)
    lapsed_at = models.DateTimeField(
        _("does not hold since"),
        null=True,
        blank=True,
        help_text=_("The text was changed after it was supported."),
    )

    objects = SupportQuerySet.as_manager()

    trigger_rules = [
        trigger_rule("support_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")),
    ]

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("expressions of support")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "organization"],
                name="support_once",
                violation_error_code="supported_twice",
                violation_error_message=_("Your organization already supports this comment."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization} → {self.comment}"
