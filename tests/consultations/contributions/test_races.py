"""Two connections at once while an organization prepares and submits: one act, nothing twice, nothing overwritten."""

from collections import Counter

import pytest

from consultations.comments.actions.drafts import save_draft
from consultations.comments.actions.hiding import hide_comment
from consultations.contributions.actions import submit_contribution, withdraw_contribution
from consultations.models import Comment, CommentDraft, QuestionAnswer
from consultations.opinions.actions.opinions import submit_opinion
from consultations.questions.actions import save_answers
from seko.events.models import Event
from tests import factories as make
from tests.rules.races import DONE, behind, one_of, race, several

pytestmark = pytest.mark.django_db(transaction=True)


def prepared(cast, drafts=3):
    """An open consultation with a question, and drafts of one organization."""
    draft = make.make_consultation("draft", [cast.seko])
    question = make.make_question(draft)
    running = make.opened(draft)
    for n in range(drafts):
        save_draft(running, by=cast.user("network"), kind="general", reason=f"Разлог {n}.")
    return running, question


def submitting(cast, running):
    return lambda: submit_contribution(running, cast.network_org, by=cast.user("network"))


def saving(cast, running, draft, words, revision=1):
    return lambda: save_draft(
        running, by=cast.user("network"), draft=draft, revision=revision, kind="general", reason=words
    )


@several
def test_a_contribution_submitted_twice_at_once_is_submitted_once(cast):
    running, __ = prepared(cast)

    outcomes = race(submitting(cast, running), submitting(cast, running))

    assert one_of(outcomes, "nothing_to_submit")
    assert sorted(running.comments.values_list("number", flat=True)) == [1, 2, 3]
    assert Event.objects.filter(verb="contribution.submitted", object_id=running.pk).count() == 1


@several
def test_two_who_save_one_draft_at_once_do_not_overwrite_each_other(cast):
    running, __ = prepared(cast, drafts=1)
    draft = running.comment_drafts.get()

    outcomes = race(saving(cast, running, draft, "Једно."), saving(cast, running, draft, "Друго."))

    draft.refresh_from_db()
    assert one_of(outcomes, "changed_meanwhile")
    assert (draft.revision, draft.reason) == (2, "Једно." if outcomes[0] == DONE else "Друго.")


@several
def test_the_first_autosave_sent_twice_makes_one_draft(cast):
    running, __ = prepared(cast, drafts=0)

    outcomes = race(*[lambda: save_draft(running, by=cast.user("network"), kind="general", reason="Исто.")] * 2)

    assert (outcomes, running.comment_drafts.count()) == ([DONE, DONE], 1)


@several
def test_a_draft_that_is_submitted_while_a_colleague_types_is_told_as_gone(cast):
    running, __ = prepared(cast, drafts=1)
    draft = running.comment_drafts.get()

    outcomes = behind(submitting(cast, running), saving(cast, running, draft, "Касно."))

    assert outcomes == [DONE, "draft_gone"]
    assert (running.comments.get().reason, running.comment_drafts.count()) == ("Разлог 0.", 0)


@several
def test_two_colleagues_answer_one_question_at_once(cast):
    running, question = prepared(cast, drafts=0)

    def answering(words):
        return lambda: save_answers(running, cast.network_org, by=cast.user("network"), values={question.pk: words})

    outcomes = race(answering("Да."), answering("Не."))

    assert one_of(outcomes, "changed_meanwhile")
    assert QuestionAnswer.objects.get(question=question).value == ("Да." if outcomes[0] == DONE else "Не.")


@several
def test_submitting_and_answering_wait_for_each_other(cast):
    running, question = prepared(cast)
    values = {question.pk: "Да."}
    save_answers(running, cast.network_org, by=cast.user("network"), values=values)
    save = {"values": {question.pk: "Не."}, "seen": values}

    outcomes = race(
        submitting(cast, running),
        lambda: save_answers(running, cast.network_org, by=cast.user("network"), **save),
    )

    answer = QuestionAnswer.objects.get(question=question)
    assert (Counter(outcomes), answer.submitted_at is not None) == (Counter([DONE, DONE]), True)


@several
def test_a_contribution_taken_back_and_submitted_at_once_is_either(cast):
    running, __ = prepared(cast)
    submit_contribution(running, cast.network_org, by=cast.user("network"))

    outcomes = race(
        lambda: withdraw_contribution(running, cast.network_org, by=cast.user("network")), submitting(cast, running)
    )

    active, drafts = running.comments.active().count(), CommentDraft.objects.filter(consultation=running).count()
    assert outcomes[0] == DONE and outcomes[1] in {DONE, "nothing_to_submit"}
    assert (active, drafts) == ((3, 0) if outcomes[1] == DONE else (0, 3))


@several
def test_a_comment_is_hidden_or_goes_into_the_opinion_that_is_submitted(cast):
    closed = make.make_consultation("consolidation", [cast.seko])
    comment = make.make_comment(closed, cast.mandate("network"))
    cast.seko.approval_rule = "lead"
    cast.seko.save()
    opinion = make.make_opinion(closed, cast.seko, cast.mandate("lead"), items=1, comments=[comment])

    outcomes = race(
        lambda: hide_comment(comment, by=cast.user("lead"), reason="Увреда."),
        lambda: submit_opinion(opinion, by=cast.user("lead")),
    )

    held = Comment.objects.filter(items__opinion=opinion, pk=comment.pk).exists()
    hidden = not Comment.objects.active().filter(pk=comment.pk).exists()
    assert outcomes[1] == DONE
    assert (outcomes[0] == DONE, hidden, held) in {(True, True, False), (False, False, True)}
