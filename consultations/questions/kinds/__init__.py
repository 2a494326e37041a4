"""The kinds of questions, each declared once with all that belongs to it.

Rules, forms, results, plots, reports and their files ask the kind and name none themselves.
"""

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from consultations.questions.kinds.choices import OneChoice, SeveralChoices
from consultations.questions.kinds.numbers import Number, Scale
from consultations.questions.kinds.texts import Text

__all__ = ["QuestionKind", "kind_is", "kind_of"]


class QuestionKind(TextChoices):
    """What is asked for, in the order in which it is offered; `answers` says how answers are taken and shown."""

    def __new__(cls, code, answers) -> str:
        kind = str.__new__(cls, code)
        kind._value_, kind.answers = code, answers
        return kind

    TEXT = "text", Text(has_options=False, has_bounds=False, needs_bounds=False), _("text")
    SINGLE = "single", OneChoice(has_options=True, has_bounds=False, needs_bounds=False), _("single choice")
    MULTIPLE = (
        "multiple",
        SeveralChoices(has_options=True, has_bounds=False, needs_bounds=False),
        _("multiple choice"),
    )
    SCALE = "scale", Scale(has_options=False, has_bounds=True, needs_bounds=True), _("scale")
    NUMBER = "number", Number(has_options=False, has_bounds=True, needs_bounds=False), _("number")


def kind_of(thing):
    """How answers are taken and shown: of a question, or of a result that `question_results` told."""
    return QuestionKind(thing["kind"] if isinstance(thing, dict) else thing.kind).answers


def kind_is(trait) -> Q:
    """A condition on questions: their kind has this trait."""
    codes = [kind.value for kind in QuestionKind if getattr(kind.answers, trait)]
    return Q(kind=codes[0]) if len(codes) == 1 else Q(kind__in=codes)
