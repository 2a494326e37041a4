"""The Office asks while a consultation is prepared; organizations answer while it takes comments."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.comments.actions.comments import mandate_for, require_comments_taken, require_open
from consultations.consultation.actions import lock_consultation
from consultations.consultation.models import Consultation
from consultations.documents.permissions import can_prepare
from consultations.questions.answers import answer_in_words, checked_answer
from consultations.questions.kinds import QuestionKind
from consultations.questions.models import Question, QuestionAnswer
from organizations.permissions import case_worker_mandate, own_mandate
from seko.discarded.actions import keep_discarded, restore_rows
from seko.discarded.kinds import can_be_restored
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, require
from seko.rules.seen import only_changes, stored_values

MOST_OPTIONS, LONGEST_OPTION = 50, 300


@transaction.atomic
def save_question(
    consultation, *, by, kind, text, text_en="", options=(), minimum=None, maximum=None, is_required=False,
    question=None, seen=None,
) -> Question:  # fmt: skip
    """Add a question to a draft as its last, or change `question`. What its kind does not need is left out. `seen` is
    what the person had before them.

    Raises PermissionDenied; ValidationError `not_draft`, `changed_meanwhile`, `options_missing`, `option_twice`,
    `too_many_options`, `bounds_missing`, `bounds_backwards`, or the code of a broken field."""
    consultation = _draft(consultation, by)
    told = {"kind": kind, "text": text, "text_en": text_en, "is_required": is_required}
    told |= {"options": list(options), "minimum": minimum, "maximum": maximum}
    if question is None:
        last = consultation.questions.aggregate(last=Max("position"))["last"] or 0
        question = Question(consultation=consultation, position=last + 1)
    else:
        question = consultation.questions.get(pk=question.pk)
        now = stored_values(question, told)
        told = now | only_changes(seen, told, now, of=consultation)
    kind, options, minimum, maximum = (told.pop(name) for name in ("kind", "options", "minimum", "maximum"))
    question.kind, question.text, question.text_en, question.is_required = kind, *told.values()
    known = kind in QuestionKind.values  # an unknown kind is refused below
    answers = QuestionKind(kind).answers if known else None  # type: ignore[call-arg]  # a member is found by its value
    question.options = _checked_options(options) if answers and answers.has_options else []
    question.minimum, question.maximum = (minimum, maximum) if answers and answers.has_bounds else (None, None)
    with database_refusals(Question):
        check_fields(question)
        question.save()
    record("consultation.questions_changed", consultation, by=by, mandate=case_worker_mandate(by))
    return question


@transaction.atomic
def delete_question(question, *, by) -> None:
    """Take a question out of a draft; the others close up. For thirty days it can be put back.

    Raises PermissionDenied; ValidationError `not_draft`."""
    consultation = _draft(question.consultation, by)
    found = consultation.questions.filter(pk=question.pk)
    for row in found:
        where = {"title": row.text, "place": consultation.title}
        keep_discarded("question", "office", by=by, rows=[found], position=row.position, **where)
    with database_refusals(Question):
        found.delete()
        _renumber(consultation.questions.order_by("position"))
    record("consultation.questions_changed", consultation, by=by, mandate=case_worker_mandate(by))


def restore_question(discarded, *, by) -> str:
    """A question stands again at its former place, or at the end. Raises PermissionDenied; ValidationError
    `not_draft`."""
    consultation = Consultation.objects.get(pk=discarded.rows[0]["fields"]["consultation"])
    consultation = _draft(consultation, by)
    last = consultation.questions.aggregate(last=Max("position"))["last"] or 0
    question = consultation.questions.get(pk=restore_rows(discarded, position=last + 1)[0].pk)
    order = [other for other in consultation.questions.order_by("position") if other.pk != question.pk]
    order.insert(discarded.facts["position"] - 1, question)
    _renumber(order)
    record("consultation.questions_changed", consultation, by=by, mandate=case_worker_mandate(by))
    return reverse("consultations:questions", args=[consultation.slug])


@transaction.atomic
def move_question(question, *, by, to) -> None:
    """Put a question at the place `to`, counted from 1. Raises PermissionDenied; ValidationError `not_draft`."""
    consultation = _draft(question.consultation, by)
    order = [other for other in consultation.questions.order_by("position") if other.pk != question.pk]
    order.insert(max(to, 1) - 1, consultation.questions.get(pk=question.pk))
    with database_refusals(Question):
        _renumber(order)
    record("consultation.questions_changed", consultation, by=by, mandate=case_worker_mandate(by))


@transaction.atomic
def save_answers(consultation, organization, *, by, values, seen=None, at=None) -> dict[int, Any]:
    """Keep answers as drafts: `values` is {id of the question: what was written}; an empty one takes the draft away.

    `seen` is {id: the answer that the person had before them}: what they left as it was is left alone, and another one
    by now is not overwritten. Answers that are given already stay as they are. Returns {id: answer} as they stand now.
    Raises PermissionDenied; ValidationError `window_closed`, or under `question-<id>` what is wrong with each:
    `changed_meanwhile`, or as `checked_answer` says."""
    consultation = lock_consultation(consultation)
    at = at or timezone.now()
    own = own_mandate(by, organization.pk)
    require(own)
    mandate = mandate_for(by, consultation, own)
    require_comments_taken(consultation, at)
    rows = QuestionAnswer.objects.filter(question__consultation=consultation, organization=organization)
    there = {row.question_id: row for row in rows.select_for_update(of=("self",)).select_related("mandate__user")}
    refusals, seen = {}, seen or {}
    with database_refusals(QuestionAnswer):
        for question in consultation.questions.filter(pk__in=values):
            row = there.get(question.pk)
            if row and row.submitted_at:
                continue
            try:
                value = checked_answer(question, values[question.pk])
                if question.pk in seen and value == seen[question.pk]:
                    continue
                _require_seen(row, value, seen.get(question.pk))
            except ValidationError as refusal:
                refusals[f"question-{question.pk}"] = refusal.error_list
                continue
            there[question.pk] = _save_answer(question, organization, row, value, mandate)
    if refusals:
        raise ValidationError(refusals)
    return {pk: row.value for pk, row in there.items() if row is not None}


@transaction.atomic
def reopen_answer(answer, *, by, at=None) -> QuestionAnswer:
    """Make a given answer a draft again, to change it, while the window is open.

    Raises PermissionDenied; ValidationError `window_closed`."""
    consultation = lock_consultation(answer.question.consultation)
    own = own_mandate(by, answer.organization_id)
    require(own)
    mandate = mandate_for(by, consultation, own)
    require_open(consultation, at or timezone.now())
    answer = QuestionAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if answer.submitted_at:
        with database_refusals(QuestionAnswer):
            take_back(answer, mandate)
    return answer


def take_back(answer, mandate) -> None:
    """A given answer is a draft again."""
    answer.submitted_at, answer.is_late, answer.mandate = None, False, mandate
    answer.revision += 1
    answer.save(update_fields=["submitted_at", "is_late", "mandate", "revision", "changed_at"])


def _draft(consultation, by) -> Consultation:
    consultation = lock_consultation(consultation)
    require(can_prepare(by))
    require_askable(consultation)
    return consultation


def require_askable(consultation) -> None:
    """Refuse to change questions once the consultation has opened."""
    if consultation.status != Consultation.Status.DRAFT:
        raise ValidationError(
            _("The consultation has opened: its questions can no longer be changed."), code="not_draft"
        )


def _checked_options(options) -> list[str]:
    options = [option.strip() for option in options if option.strip()]
    if len(set(options)) < len(options):
        raise ValidationError(
            {"options": ValidationError(_("The same answer is given twice. Remove one."), code="option_twice")}
        )
    if len(options) > MOST_OPTIONS or any(len(option) > LONGEST_OPTION for option in options):
        message = _("Offer at most %(most)s answers of at most %(longest)s characters.")
        words = message % {"most": MOST_OPTIONS, "longest": LONGEST_OPTION}
        raise ValidationError({"options": ValidationError(words, code="too_many_options")})
    return options


def _renumber(questions) -> None:
    for position, question in enumerate(questions, start=1):
        if question.position != position:
            Question.objects.filter(pk=question.pk).update(position=position)


def _require_seen(row, value, seen) -> None:
    """Refuse where a colleague has answered otherwise than the person saw, and otherwise than they answer now."""
    stands = row.value if row else None
    if stands in (seen, value):
        return
    message = _("%(who)s has answered in the meantime: “%(answer)s”. Save again to replace it with your answer.") % {
        "who": row.mandate.user.full_name if row else _("someone in your organization"),
        "answer": answer_in_words(stands),
    }
    raise ValidationError(message, code="changed_meanwhile")


def _save_answer(question, organization, row, value, mandate) -> QuestionAnswer | None:
    """The row with this value, or None where there is no answer."""
    if row and row.value == value:
        return row
    if value is None:
        if row:
            row.delete()
        return None
    row = row or QuestionAnswer(question=question, organization=organization, revision=0)
    row.value, row.mandate, row.revision = value, mandate, row.revision + 1
    row.save()
    return row


can_be_restored("question", _("Question"), restore_question, models=[Question])
