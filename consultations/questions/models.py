"""What the Office asks in a consultation beside the text, and what organizations answer."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultations.consultation.models import Consultation
from consultations.questions.kinds import QuestionKind, kind_is
from organizations.models import Organization, Representation
from seko.rules.texts import LineField
from seko.rules.validity import one_of, trigger_rule


class Question(models.Model):
    """One question. `options`, `minimum` and `maximum` are filled where its kind has them."""

    Kind = QuestionKind

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="questions", verbose_name=_("consultation")
    )
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TEXT)
    text = LineField(_("question"), max_length=500)
    text_en = LineField(_("question in English"), max_length=500, blank=True)
    options = models.JSONField(_("options"), default=list, blank=True, help_text=_("What can be chosen."))
    minimum = models.IntegerField(_("from"), null=True, blank=True)
    maximum = models.IntegerField(_("to"), null=True, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)

    rule_fields = {
        "question_choice_has_options": "options",
        "question_bounds_forward": "maximum",
        "question_scale_has_bounds": "maximum",
    }
    trigger_rules = [
        trigger_rule(
            "question_fixed",
            "question_fixed",
            _("The consultation has opened: its questions can no longer be changed."),
        )
    ]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["consultation", "position"]
        constraints = [
            one_of("question_kind_known", "kind", QuestionKind),
            models.UniqueConstraint(
                fields=["consultation", "position"],
                name="question_position_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_code="position_taken",
                violation_error_message=_("Two questions have the same position."),
            ),
            models.CheckConstraint(
                name="question_choice_has_options",
                condition=~kind_is("has_options") | ~Q(options=[]),
                violation_error_code="options_missing",
                violation_error_message=_("Write what can be chosen, one on each line."),
            ),
            models.CheckConstraint(
                name="question_bounds_forward",
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(maximum__gt=F("minimum")),
                violation_error_code="bounds_backwards",
                violation_error_message=_("The highest number must be greater than the lowest."),
            ),
            models.CheckConstraint(
                name="question_scale_has_bounds",
                condition=~kind_is("needs_bounds") | (Q(minimum__isnull=False) & Q(maximum__isnull=False)),
                violation_error_code="bounds_missing",
                violation_error_message=_("Give the lowest and the highest number of the scale."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"


class QuestionAnswerQuerySet(models.QuerySet):
    def submitted(self) -> Self:
        """Those that an organization has given; the others are its drafts."""
        return self.filter(submitted_at__isnull=False)


class QuestionAnswer(models.Model):
    """What an organization answers: a draft, seen by itself alone, until it is submitted.

    `value` is a string for text and one choice, a list of strings for several, a whole number for a scale, and a
    number for a number."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers", verbose_name=_("question"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="question_answers", verbose_name=_("organization")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    value = models.JSONField(_("answer"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    is_late = models.BooleanField(_("late"), default=False)
    revision = models.PositiveIntegerField(_("revision number"), default=1)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = QuestionAnswerQuerySet.as_manager()

    trigger_rules = [
        trigger_rule(
            "answer_fixed_after_window",
            "window_closed",
            _("Comments have closed and can no longer be changed."),
        ),
        trigger_rule("answer_late_is_marked", "late_not_marked", _("An answer after the deadline is marked late.")),
        trigger_rule("answer_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")),
    ]

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        ordering = ["question", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "organization"],
                name="answer_once",
                violation_error_code="answered_twice",
                violation_error_message=_("Your organization has already answered this question. Change that answer."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.question}"
