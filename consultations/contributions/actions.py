"""An organization speaks: everything that its people prepared is submitted in one act, and can be taken back in one."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.comments.actions.comments import (
    MAX_ATTACHMENTS,
    lock_own_comment,
    make_draft_again,
    mandate_for,
    replace_words,
    require_comments_taken,
    require_open,
    validated_text,
)
from consultations.comments.actions.drafts import TEXT_FIELDS, save_draft
from consultations.comments.hooks import holding_models, lock_holders, release_comments
from consultations.comments.models import Attachment, Comment, CommentDraft, CommentRevision, DraftFile
from consultations.consultation.actions import lock_consultation
from consultations.questions.actions import take_back
from consultations.questions.answers import checked_answer
from consultations.questions.models import QuestionAnswer
from organizations.permissions import own_mandate
from seko.events.declarations import name_facts
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, require

if TYPE_CHECKING:
    from organizations.models import Representation


@transaction.atomic
def submit_contribution(consultation, organization, *, by, at=None) -> list[Comment]:
    """Turn all drafts of an organization into comments with consecutive numbers, and its draft answers into given ones.

    Raises PermissionDenied; ValidationError `window_closed`, `nothing_to_submit`, or under the keys `draft-<id>` and
    `question-<id>` what each of them misses: nothing is submitted then."""
    consultation = lock_consultation(consultation)
    at = at or timezone.now()  # after waiting: whoever ended the window meanwhile was before us
    mandate = _mandate(by, consultation, organization)
    require_comments_taken(consultation, at)
    drafts, answers = _drafts(consultation, organization), _answers(consultation, organization)
    given = [answer for answer in answers if answer.submitted_at is None]
    if not drafts and not given:
        raise ValidationError(_("Everything is submitted already: no draft is left."), code="nothing_to_submit")
    refusals, comments, numbers = {}, [], _numbers_after(consultation)
    for question in consultation.questions.filter(is_required=True).exclude(pk__in=[a.question_id for a in answers]):
        refusals[f"question-{question.pk}"] = [ValidationError(_("Answer this question."), code="answer_missing")]
    for answer in given:
        with _collected(refusals, f"question-{answer.question_id}"):
            _submit_answer(answer, consultation, mandate, at)
    for draft in drafts:
        with _collected(refusals, f"draft-{draft.pk}"):
            comments.append(_comment_from(draft, consultation, mandate, numbers, by, at))
    if refusals:
        raise ValidationError(refusals)
    _record(consultation, "contribution.submitted", by, mandate, at, comments, given)
    return comments


@transaction.atomic
def submit_draft(draft, *, by, revision=None, at=None, **words) -> Comment:
    """Submit one draft by itself, with these words, as the person saw it at `revision`.

    Raises PermissionDenied; ValidationError as `save_draft`, or the code of a broken constraint."""
    consultation = lock_consultation(draft.consultation)
    at = at or timezone.now()
    draft = save_draft(consultation, by=by, draft=draft, revision=revision, at=at, **words)
    mandate = _mandate(by, consultation, draft.organization)
    is_new = draft.comment_id is None
    comment = _comment_from(draft, consultation, mandate, _numbers_after(consultation), by, at)
    if is_new:
        record("comment.submitted", comment, by=by, mandate=mandate, at=at)
    return comment


@transaction.atomic
def withdraw_contribution(consultation, organization, *, by, at=None) -> list[Comment]:
    """Take everything back as drafts while the window is open; the numbers stay taken. Who supports it is told.

    A draft that was to change a comment keeps its newer words. What the lead has hidden stays hidden.
    Raises PermissionDenied; ValidationError `window_closed`, `nothing_to_withdraw`."""
    held = lock_holders(consultation)
    consultation = lock_consultation(consultation)
    at = at or timezone.now()
    mandate = _mandate(by, consultation, organization)
    require_open(consultation, at)
    own = Comment.objects.active().filter(consultation=consultation, organization=organization)
    said = list(own.select_for_update(of=("self",)).prefetch_related("attachments").order_by("number"))
    given = [answer for answer in _answers(consultation, organization) if answer.submitted_at]
    if not said and not given:
        raise ValidationError(
            _("There is nothing to withdraw: nothing has been submitted."), code="nothing_to_withdraw"
        )
    with database_refusals(Comment, CommentDraft, DraftFile, QuestionAnswer, *holding_models()):
        for comment in said:
            make_draft_again(comment, mandate, at)
        release_comments(held, said)
        for answer in given:
            take_back(answer, mandate)
    _record(consultation, "contribution.withdrawn", by, mandate, at, said, given)
    return said


def _mandate(by, consultation, organization) -> "Representation":
    """To speak for this organization here."""
    own = own_mandate(by, organization.pk)
    require(own)
    return mandate_for(by, consultation, own)


def _drafts(consultation, organization) -> list[CommentDraft]:
    rows = consultation.comment_drafts.filter(organization=organization)
    rows = rows.select_for_update(of=("self",)).select_related("comment", "passage", "organization")
    return list(rows.prefetch_related("files").order_by("passage__position", "pk"))


def _answers(consultation, organization) -> list[QuestionAnswer]:
    rows = QuestionAnswer.objects.filter(question__consultation=consultation, organization=organization)
    return list(rows.select_for_update(of=("self",)).select_related("question").order_by("question__position"))


def _numbers_after(consultation) -> count:
    """The numbers that are still free."""
    return count((consultation.comments.aggregate(last=Max("number"))["last"] or 0) + 1)


def _comment_from(draft, consultation, mandate, numbers, by, at) -> Comment:
    """The comment that a draft becomes, or the one that it changes, which is told; the draft is gone then."""
    files = list(draft.files.all())
    again = _said_again(draft, files, consultation, mandate, at)
    if again:
        comment, files = again, []
    elif draft.comment_id:
        comment = lock_own_comment(draft.comment, by, at)
        if comment.attachments.count() + len(files) > MAX_ATTACHMENTS:
            raise ValidationError(_("At most five files."), code="too_many_files")
    else:
        late = consultation.is_late(at)
        comment = Comment(
            consultation=consultation, organization=draft.organization, mandate=mandate, passage=draft.passage,
            number=next(numbers), submitted_at=at, is_late=late,
        )  # fmt: skip
    words = validated_text(draft.passage, **{name: getattr(draft, name) for name in TEXT_FIELDS})
    with database_refusals(Comment, CommentRevision, Attachment):
        if again:
            comment.save(update_fields=["withdrawn_at", "submitted_at", "mandate"])
        elif comment.pk:
            replace_words(comment, words, by=by, mandate=mandate, at=at)
        else:
            for name, value in words.items():
                setattr(comment, name, value)
            check_fields(comment)
            comment.save()
        for file in files:
            Attachment.objects.create(
                comment=comment, file=file.file.name, name=file.name, size=file.size, sha256=file.sha256
            )
    if again:
        record("comment.said_again", comment, by=by, mandate=mandate, at=at)
    DraftFile.objects.filter(draft=draft).delete()
    CommentDraft.objects.filter(pk=draft.pk).delete()
    return comment


def _said_again(draft, files, consultation, mandate, at) -> Comment | None:
    """The comment that was withdrawn, standing again with its number and its supports, where not a word, not a file
    was changed; None otherwise: then it is a new one."""
    withdrawn = Comment.objects.filter(pk=draft.withdrawn_id, withdrawn_at__isnull=False, hidden_at=None)
    comment = withdrawn.select_for_update(of=("self",)).first() if consultation.is_open(at) else None
    if comment is None or draft.passage_id != comment.passage_id:
        return None
    if any(getattr(draft, name) != getattr(comment, name) for name in TEXT_FIELDS):
        return None
    if sorted(file.sha256 for file in files) != sorted(comment.attachments.values_list("sha256", flat=True)):
        return None
    comment.withdrawn_at, comment.submitted_at, comment.mandate = None, at, mandate
    return comment


def _submit_answer(answer, consultation, mandate, at) -> None:
    """The answer counts from now on."""
    answer.value = checked_answer(answer.question, answer.value)
    answer.submitted_at, answer.is_late, answer.mandate = at, consultation.is_late(at), mandate
    with database_refusals(QuestionAnswer):
        answer.save(update_fields=["value", "submitted_at", "is_late", "mandate", "changed_at"])


@contextmanager
def _collected(refusals, key) -> Iterator[None]:
    """Note a refusal under its key and go on, so that all are told at once."""
    try:
        yield
    except ValidationError as refusal:
        refusals[key] = [error for errors in refusal.update_error_dict({}).values() for error in errors]


def _record(consultation, verb, by, mandate, at, comments, answers) -> None:
    """Told with the consultation, and with the organization too."""
    record(
        verb, consultation, by=by, mandate=mandate, at=at, topics=mandate.organization.event_topics(),
        **name_facts("organization", mandate.organization),
        numbers=sorted(comment.number for comment in comments), comments=len(comments), answers=len(answers),
    )  # fmt: skip
