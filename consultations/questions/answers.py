"""What may be answered to a question, and what all answers together say; each kind of question knows how."""

from django.db.models import Prefetch

from consultations.questions.kinds import kind_of
from consultations.questions.models import QuestionAnswer


def checked_answer(question, value):
    """The answer as it is kept, or None where nothing was answered.

    Raises ValidationError `text_too_long`, `unknown_option`, `not_a_number`, `not_whole`, `out_of_bounds`."""
    return kind_of(question).checked(question, value)


def answer_in_words(value) -> str:
    """An answer in one line."""
    return "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def question_results(consultation):
    """What organizations answered to each question, as plain data that can be frozen; two queries.

    Each question has `position`, `text`, `text_en`, `kind`, `answers` and `late` (how many); a choice has `options`
    with `count`; a scale or a number has `numbers` (`mean`, `median`, `least`, `most`, None without an answer) and
    `distribution` (`low`, `high`, `count`; the same number twice, or from low to below high, the last one included);
    a text has `texts`, each with its organization."""
    given = QuestionAnswer.objects.submitted().select_related("organization").order_by("submitted_at", "pk")
    questions = consultation.questions.order_by("position")
    questions = questions.prefetch_related(Prefetch("answers", given, to_attr="given"))
    return [_result(question, question.given) for question in questions]


def _result(question, answers):
    return {
        "position": question.position,
        "text": question.text,
        "text_en": question.text_en,
        "kind": question.kind,
        "answers": len(answers),
        "late": sum(answer.is_late for answer in answers),
        **kind_of(question).counted(question, answers),
    }
