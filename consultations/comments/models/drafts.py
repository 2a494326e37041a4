"""What an organization prepares before it speaks: drafts that its own people alone see, submitted in one act."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.comments.models.comments import Comment, CommentKind
from consultations.consultation.models import Consultation
from consultations.documents.models.documents import Passage
from organizations.models import Organization, Representation
from organizations.permissions import civil_mandates
from seko.rules.texts import long_text
from seko.rules.validity import one_of, trigger_rule


class CommentDraftQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Drafts are seen by those who speak for the organization, and by nobody else."""
        return self.filter(organization__in=[m.organization_id for m in civil_mandates(user)])


class CommentDraft(models.Model):
    """A comment in the making. Anything may still be missing; `mandate` is of the person who wrote last.

    `comment` is the submitted comment that this draft will change; `withdrawn` the one that was taken back and whose
    words these were: submitted as they were, they are that comment again, with its number and its supports."""

    Kind = CommentKind

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="comment_drafts", verbose_name=_("consultation")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="comment_drafts", verbose_name=_("organization")
    )
    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="comment_drafts", verbose_name=_("passage"),
        help_text=_("Empty means the whole document."),
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CHANGE)
    proposed_text = long_text(_("proposed text"), blank=True)
    reason = long_text(_("reason"), blank=True)
    comment = models.OneToOneField(
        Comment, models.CASCADE, null=True, blank=True, related_name="draft", verbose_name=_("comment")
    )
    withdrawn = models.OneToOneField(
        Comment, models.SET_NULL, null=True, blank=True, related_name="draft_again", verbose_name=_("withdrawn comment")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    revision = models.PositiveIntegerField(_("revision number"), default=1)
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = CommentDraftQuerySet.as_manager()

    rule_fields = {"draft_on_version_consulted": "passage"}
    trigger_rules = [
        trigger_rule(
            "draft_on_version_consulted",
            "passage_of_other_version",
            _("The passage does not belong to the version under consultation."),
        ),
        trigger_rule("draft_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")),
        trigger_rule("draft_of_own_comment", "comment_of_other", _("The comment belongs to another organization.")),
        trigger_rule(
            "draft_one_per_comment", "already_in_change", _("This comment is already being changed. Continue there.")
        ),
    ]

    class Meta:
        verbose_name = _("draft of a comment")
        verbose_name_plural = _("drafts of comments")
        ordering = ["consultation", "passage__position", "pk"]
        constraints = [one_of("comment_draft_kind_known", "kind", CommentKind)]
        indexes = [models.Index(fields=["consultation", "organization"], name="comment_draft_of_organization")]

    def __str__(self):
        return f"{self.organization}: {self.reason[:60]}"


class DraftFile(models.Model):
    """A file that waits with its draft; the hash is taken of the bytes as they were stored."""

    draft = models.ForeignKey(CommentDraft, models.CASCADE, related_name="files", verbose_name=_("draft"))
    file = models.FileField(_("file"), upload_to="comments/%Y/")
    name = models.CharField(_("name"), max_length=200)
    size = models.PositiveIntegerField(_("size"), help_text=_("Bytes."))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        verbose_name = _("file of a draft")
        verbose_name_plural = _("files of drafts")
        ordering = ["pk"]

    def __str__(self):
        return self.name
