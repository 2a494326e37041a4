"""What breaks the rules of drafts, questions, answers to them, and hidden comments."""

from datetime import timedelta

from django.utils import timezone

from consultations.models import Comment, CommentDraft, Question, QuestionAnswer
from tests import factories as make
from tests.rules.breaking import breaks, rows

# --- hidden comments -------------------------------------------------------------------------


def spoken():
    return make.make_comment(make.make_consultation())


@breaks("comment_hidden_has_reason", Comment)
def a_comment_hidden_without_reason():
    comment = spoken()
    return lambda: rows(comment).update(hidden_at=timezone.now(), hidden_mandate=comment.mandate)


@breaks("comment_hidden_has_reason", Comment)
def a_comment_hidden_by_nobody():
    comment = spoken()
    return lambda: rows(comment).update(hidden_at=timezone.now(), hidden_reason="Увреда.")


@breaks("comment_hidden_has_reason", Comment)
def a_reason_to_hide_what_is_not_hidden():
    comment = spoken()
    return lambda: rows(comment).update(hidden_reason="Увреда.")


@breaks("comment_fixed_after_window", Comment)
def other_words_put_in_while_a_late_comment_is_hidden():
    comment = make.make_comment(make.make_consultation("consolidation"))
    hidden = {"hidden_at": timezone.now(), "hidden_reason": "Увреда.", "hidden_mandate": comment.mandate}
    return lambda: rows(comment).update(reason="Ипак не.", **hidden)


# --- drafts ----------------------------------------------------------------------------------


def drafted(**fields):
    mandate = make.make_representation()
    consultation = make.make_consultation()
    fields = {"consultation": consultation, "organization": mandate.organization, "mandate": mandate, **fields}
    return CommentDraft.objects.create(**fields)


@breaks("comment_draft_kind_known", CommentDraft)
def an_unknown_kind_of_draft():
    draft = drafted()
    return lambda: rows(draft).update(kind="joke")


@breaks("draft_on_version_consulted", CommentDraft)
def a_draft_on_a_passage_of_another_version():
    draft, elsewhere = drafted(), make.make_document_version().passages.first()
    return lambda: rows(draft).update(passage=elsewhere)


@breaks("draft_mandate_matches", CommentDraft)
def a_draft_under_the_mandate_of_others():
    draft, other = drafted(), make.make_representation()
    return lambda: rows(draft).update(mandate=other)


@breaks("draft_of_own_comment", CommentDraft)
def a_draft_that_changes_the_comment_of_others():
    draft = drafted()
    comment = make.make_comment(draft.consultation)
    return lambda: rows(draft).update(comment=comment)


@breaks("draft_of_own_comment", CommentDraft)
def a_draft_that_changes_a_comment_in_another_consultation():
    draft = drafted()
    comment = make.make_comment(make.make_consultation(), draft.mandate)
    return lambda: rows(draft).update(comment=comment)


@breaks("draft_one_per_comment", CommentDraft)
def two_drafts_that_change_one_comment():
    draft = drafted()
    comment = make.make_comment(draft.consultation, draft.mandate)
    rows(draft).update(comment=comment)
    again = CommentDraft(
        consultation=draft.consultation, organization=draft.organization, mandate=draft.mandate, comment=comment
    )
    return lambda: CommentDraft.objects.bulk_create([again])


# --- questions -------------------------------------------------------------------------------


def asked(**fields):
    return make.make_question(make.make_consultation("draft"), **fields)


@breaks("question_kind_known", Question)
def an_unknown_kind_of_question():
    question = asked()
    return lambda: rows(question).update(kind="song")


@breaks("question_position_unique", Question)
def two_questions_at_one_place():
    question = asked()
    other = make.make_question(question.consultation)
    return lambda: rows(other).update(position=question.position)


@breaks("question_choice_has_options", Question)
def a_choice_without_options():
    question = asked()
    return lambda: rows(question).update(kind="single")


@breaks("question_bounds_forward", Question)
def a_number_whose_bounds_run_backwards():
    question = asked(kind="number")
    return lambda: rows(question).update(minimum=5, maximum=5)


@breaks("question_scale_has_bounds", Question)
def a_scale_without_an_end():
    question = asked()
    return lambda: rows(question).update(kind="scale", minimum=1)


@breaks("question_fixed", Question)
def a_question_changed_in_an_open_consultation():
    question = asked()
    make.opened(question.consultation)
    return lambda: rows(question).update(text="Друго?")


@breaks("question_fixed", Question)
def a_question_added_to_an_open_consultation():
    consultation = make.make_consultation()
    return lambda: Question.objects.bulk_create([Question(consultation=consultation, position=1, text="Зашто?")])


@breaks("question_fixed", Question)
def a_question_deleted_from_an_open_consultation():
    question = asked()
    make.opened(question.consultation)
    return lambda: rows(question).delete()


# --- answers to questions --------------------------------------------------------------------


def answered(given=False):
    question = asked()
    running = make.opened(question.consultation)
    return make.make_answer(question, submitted_at=running.opens_at if given else None)


def over(answer):
    return make.pass_time(answer.question.consultation, "consolidation")


@breaks("answer_once", QuestionAnswer)
def a_question_answered_twice():
    answer = answered()
    again = QuestionAnswer(
        question=answer.question, organization=answer.organization, mandate=answer.mandate, value="И ово."
    )
    return lambda: QuestionAnswer.objects.bulk_create([again])


@breaks("answer_mandate_matches", QuestionAnswer)
def an_answer_to_a_question_under_the_mandate_of_others():
    answer, other = answered(), make.make_representation()
    return lambda: rows(answer).update(mandate=other)


@breaks("answer_fixed_after_window", QuestionAnswer)
def a_given_answer_changed_after_the_window():
    answer = answered(given=True)
    over(answer)
    return lambda: rows(answer).update(value="Ипак не.")


@breaks("answer_fixed_after_window", QuestionAnswer)
def a_given_answer_deleted_after_the_window():
    answer = answered(given=True)
    over(answer)
    return lambda: rows(answer).delete()


@breaks("answer_late_is_marked", QuestionAnswer)
def a_late_answer_that_is_not_marked():
    answer = answered()
    closed = over(answer)
    return lambda: rows(answer).update(submitted_at=closed.comments_close_at + timedelta(hours=1))


@breaks("answer_late_is_marked", QuestionAnswer)
def an_answer_in_time_that_is_marked_late():
    answer = answered(given=True)
    return lambda: rows(answer).update(is_late=True)
