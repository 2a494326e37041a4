"""The questions of a consultation come along when it is copied as a new draft."""

from consultations.consultation.hooks import is_copied
from consultations.questions.models import Question


def copy_questions(source, consultation) -> None:
    """The same questions in the same order; answers stay where they were given."""
    questions = list(source.questions.order_by("position"))
    for question in questions:
        question.pk, question.consultation = None, consultation
        question._state.adding = True
    Question.objects.bulk_create(questions)


is_copied(copy_questions)
