"""What organizations answer to the questions of the Office, with or without a comment."""

from consultations.models import Question, QuestionAnswer
from seko.demo.voices import as_written_by

SKIPPED = 0.15  # of the questions that may be left out
CHOSEN = (1, 2, 3, 4)  # so many of several
Kind = Question.Kind


def voices_of(mandates, on, days, rng):
    """Pairs of a mandate and the moment at which it answers, on one of these days."""
    return [(mandate, on(rng.choice(days), rng.randint(9, 19), rng.randrange(60))) for mandate in mandates]


def answer_questions(chronicle, told, voices, rng):
    """Each voice answers what it likes, and what it must."""
    answers = []
    questions = chronicle.consultation.questions.order_by("position")
    for question, facts in zip(questions, told, strict=True):
        texts = list(facts.get("answers", ()))
        for mandate, at in voices:
            value = _value(question, facts, texts, rng)
            if value is None or (not question.is_required and rng.random() < SKIPPED):
                continue
            if question.kind == Kind.TEXT:
                value = as_written_by(mandate.organization, value)
            organization = mandate.organization_id
            answers.append(
                QuestionAnswer(
                    question=question, organization_id=organization, mandate=mandate, value=value, submitted_at=at
                )
            )
    QuestionAnswer.objects.bulk_create(answers)
    for mandate, at in sorted(voices, key=lambda voice: voice[1]):
        given = sum(answer.organization_id == mandate.organization_id for answer in answers)
        chronicle.contributed(mandate, at, answers=given)


def _value(question, told, texts, rng):
    """One answer; None where nothing is left to be said."""
    if question.kind == Kind.TEXT:
        return texts.pop(0) if texts else None
    if question.kind == Kind.NUMBER:
        return rng.choice(told["values"])
    if question.kind == Kind.SCALE:
        return rng.choices(range(question.minimum, question.maximum + 1), told["weights"])[0]
    if question.kind == Kind.SINGLE:
        return rng.choices(question.options, told["weights"])[0]
    chosen = set(rng.choices(question.options, told["weights"], k=rng.choice(CHOSEN)))
    return [option for option in question.options if option in chosen]
