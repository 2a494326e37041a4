"""Earlier wordings of submitted comments: what organizations once stood behind stays readable."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.comments.models.comments import Comment, CommentKind
from organizations.models import Representation
from seko.rules.texts import long_text
from seko.rules.validity import one_of, trigger_rule
from seko.scripts import to_latin

WORDS = ("kind", "proposed_text", "reason")

# Signs that only part words. One beside a figure may change it (1,5 and 15), unless it ends a sentence there.
SIGNS = re.compile(r"(?<!\d)[^\w\s](?!\d)|(?<=\d)[.,;:!?)»“”\"](?=\s|$)")


class CommentRevision(models.Model):
    """One earlier wording of a comment: from when to when it stood, and who put another in its place."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="revisions", verbose_name=_("comment"))
    number = models.PositiveIntegerField(_("number"), help_text=_("1 is the wording that was submitted first."))
    kind = models.CharField(_("kind"), max_length=10, choices=CommentKind)
    proposed_text = long_text(_("proposed text"), blank=True)
    reason = long_text(_("reason"))
    since = models.DateTimeField(_("since"))
    replaced_at = models.DateTimeField(_("replaced at"))
    replaced_by = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("replaced under"))
    same_meaning = models.BooleanField(
        _("signs and spaces alone"), default=False, help_text=_("Support stays where no word changed.")
    )

    trigger_rules = [
        trigger_rule(
            "comment_revision_fixed", "revision_fixed", _("An earlier wording of a comment cannot be changed.")
        )
    ]

    class Meta:
        verbose_name = _("earlier wording")
        verbose_name_plural = _("earlier wordings")
        ordering = ["comment", "number"]
        constraints = [
            one_of("comment_revision_kind_known", "kind", CommentKind),
            models.UniqueConstraint(
                fields=["comment", "number"],
                name="comment_revision_number_unique",
                violation_error_code="number_taken",
                violation_error_message=_("Another wording of this comment has this number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment} ({self.number})"


def words_of(comment) -> dict[str, str]:
    """What a comment says: what support stands behind."""
    return {name: getattr(comment, name) for name in WORDS}


def is_same_meaning(before, after) -> bool:
    """Do two wordings differ by signs, spaces, capitals or script alone? One word more asks for support anew."""
    return before["kind"] == after["kind"] and all(
        _bare(before[name]) == _bare(after[name]) for name in ("proposed_text", "reason")
    )


def _bare(text) -> str:
    return " ".join(SIGNS.sub(" ", to_latin(text)).casefold().split())
