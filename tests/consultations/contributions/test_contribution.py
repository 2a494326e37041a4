"""An organization submits all that it has prepared in one act, and takes it back in one."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from consultations.comments.actions.comments import change_comment, withdraw_comment
from consultations.comments.actions.drafts import save_draft
from consultations.contributions.actions import submit_contribution, withdraw_contribution
from consultations.models import Attachment, Comment, CommentDraft, DraftFile, ItemComment, Question, QuestionAnswer
from consultations.questions.actions import reopen_answer, save_answers
from seko.events.models import Event
from tests import factories as make
from tests.browsing import address, press, said, text_of
from tests.cast import Cast
from tests.consultations.comments.test_drafts import pdf
from tests.counting import assert_flat
from tests.happened import last_event, signature, verbs
from tests.refusals import refused

DAY = timedelta(days=1)


pytestmark = pytest.mark.usefixtures("files_apart")


@pytest.fixture
def running(cast):
    draft = make.make_consultation("draft", [cast.seko])
    make.make_question(draft, text="Да ли је рок довољан?", kind="single", options=["да", "не"], is_required=True)
    make.make_question(draft, kind="number")
    return make.opened(draft)


@pytest.fixture
def asked(running):
    return {question.kind: question for question in running.questions.all()}


def prepare(cast, consultation, reasons=("Прво.", "Друго."), files=0):
    """Drafts on passages from the last to the first, and the answer that must be given."""
    passages = list(consultation.version.passages.order_by("-position"))
    for passage, reason in zip(passages, reasons, strict=False):
        attached = [pdf() for _ in range(files)]
        save_draft(consultation, by=cast.network, passage=passage, kind="general", reason=reason, attachments=attached)
    [must, *__] = consultation.questions.filter(is_required=True)
    save_answers(consultation, cast.network_org, by=cast.network, values={must.pk: "да"})


def submit(cast, consultation, **more):
    return submit_contribution(consultation, cast.network_org, by=cast.user("network"), **more)


def withdraw(cast, consultation, **more):
    return withdraw_contribution(consultation, cast.network_org, by=cast.user("network"), **more)


def test_everything_is_submitted_in_one_act(cast, running):
    make.make_comment(running, cast.mandate("lead"))
    prepare(cast, running, files=1)
    save_draft(running, by=cast.network, kind="general", reason="О целини.")
    colleague = make.make_representative(cast.network_org)

    comments = submit_contribution(running, cast.network_org, by=colleague)

    told = [
        (c.number, c.reason, c.mandate.user, c.is_late) for c in Comment.objects.filter(pk__in=[c.pk for c in comments])
    ]
    assert told == [(n, words, colleague, False) for n, words in [(2, "Друго."), (3, "Прво."), (4, "О целини.")]]
    assert (CommentDraft.objects.count(), Attachment.objects.count()) == (0, 2)
    assert QuestionAnswer.objects.get().submitted_at is not None
    event = Event.objects.get()
    assert signature(event) == ("contribution.submitted", colleague, cast.network_org, True)
    assert (event.facts["numbers"], event.facts["answers"]) == ([2, 3, 4], 1)
    assert event.topics == [*running.event_topics(), f"organization:{cast.network_org.pk}"]


def test_a_second_press_submits_nothing_more(cast, running):
    prepare(cast, running)
    submit(cast, running)

    with refused("nothing_to_submit"):
        submit(cast, running)
    assert (Comment.objects.count(), verbs()) == (2, ["contribution.submitted"])


def test_what_each_draft_and_each_question_misses_is_told_at_once_and_nothing_is_submitted(cast, running, asked):
    empty = save_draft(running, by=cast.network, kind="general")
    change = save_draft(running, by=cast.network, kind="change", reason="Јер.")
    save_draft(running, by=cast.network, kind="general", reason="Ваљано.")

    with pytest.raises(ValidationError) as caught:
        submit(cast, running)

    told = {key: {error.code for error in errors} for key, errors in caught.value.error_dict.items()}
    assert told == {
        f"draft-{empty.pk}": {"blank"},
        f"draft-{change.pk}": {"proposed_text_missing"},
        f"question-{asked['single'].pk}": {"answer_missing"},
    }
    assert (Comment.objects.count(), CommentDraft.objects.count(), verbs()) == (0, 3, [])


@pytest.mark.parametrize("who", [role for role in Cast.roles() if role != "network"])
def test_nobody_submits_or_withdraws_for_another_organization(cast, running, who):
    prepare(cast, running)

    for act in (submit_contribution, withdraw_contribution):
        with pytest.raises(PermissionDenied):
            act(running, cast.network_org, by=cast.user(who))
    assert Comment.objects.count() == 0


def test_after_the_window_a_contribution_is_late_or_refused(cast, running):
    prepare(cast, running)
    after = running.comments_close_at + DAY

    comments = submit(cast, running, at=after)

    assert [comment.is_late for comment in comments] == [True, True]
    assert QuestionAnswer.objects.get().is_late
    with refused("window_closed"):
        withdraw(cast, running, at=after)
    running.late_comments_allowed = False
    running.save(update_fields=["late_comments_allowed"])
    with refused("window_closed"):
        submit(cast, running, at=after)


def test_a_contribution_is_taken_back_as_drafts_and_submitted_unchanged_has_its_numbers_again(cast, running):
    prepare(cast, running, files=1)
    comments = submit(cast, running)
    opinion = make.make_opinion(running, cast.seko, cast.mandate("lead"), items=1, comments=comments)

    withdraw(cast, running)

    drafts = CommentDraft.objects.order_by("pk").values_list("reason", "passage")
    assert list(drafts) == [(comment.reason, comment.passage_id) for comment in comments]
    assert (DraftFile.objects.count(), QuestionAnswer.objects.get().submitted_at) == (2, None)
    assert (Comment.objects.active().count(), ItemComment.objects.filter(item__opinion=opinion).count()) == (0, 0)
    assert signature(last_event()) == ("contribution.withdrawn", cast.network, cast.network_org, True)
    with refused("nothing_to_withdraw"):
        withdraw(cast, running)
    assert [comment.number for comment in submit(cast, running)] == [1, 2]
    assert Attachment.objects.filter(comment__withdrawn_at=None).count() == 2


def test_a_draft_changes_its_comment_and_keeps_its_words_when_that_is_taken_back(cast, running):
    prepare(cast, running, reasons=["Прво."])
    [comment] = submit(cast, running)
    save_draft(running, by=cast.network, comment=comment, kind="general", reason="Боље.")
    assert [c.reason for c in submit(cast, running)] == ["Боље."]
    comment.refresh_from_db()
    assert (comment.number, comment.reason, Comment.objects.count()) == (1, "Боље.", 1)
    change_comment(comment, by=cast.network, kind="general", reason="Још боље.")

    save_draft(running, by=cast.network, comment=comment, kind="general", reason="Најбоље.")
    withdraw(cast, running)

    draft = CommentDraft.objects.get()
    assert (draft.reason, draft.comment) == ("Најбоље.", None)


def test_a_draft_whose_comment_was_withdrawn_meanwhile_becomes_a_comment_of_its_own(cast, running):
    prepare(cast, running, reasons=["Прво."])
    [comment] = submit(cast, running)
    save_draft(running, by=cast.network, comment=comment, kind="general", reason="Боље.")
    withdraw_comment(comment, by=cast.network)

    assert [(each.number, each.reason) for each in submit(cast, running)] == [(2, "Боље.")]


def test_a_given_answer_is_reopened_changed_and_given_again(cast, running, asked):
    prepare(cast, running, reasons=[])
    submit(cast, running)
    save_answers(running, cast.network_org, by=cast.network, values={asked["single"].pk: "не"})
    assert QuestionAnswer.objects.get().value == "да"  # what is given stays until it is reopened

    reopen_answer(QuestionAnswer.objects.get(), by=cast.network)
    single = asked["single"].pk
    save_answers(running, cast.network_org, by=cast.network, values={single: "не"}, seen={single: "да"})
    submit(cast, running)

    answer = QuestionAnswer.objects.get()
    assert (answer.value, answer.submitted_at is not None) == ("не", True)


# --- on the page -----------------------------------------------------------------------------


def test_a_number_of_any_length_is_answered(client, cast, running, asked):
    client.force_login(cast.network)

    assert client.post(address("contribution", running.slug), {"reopen": "9" * 5000}).status_code == 302


def test_the_page_submits_with_what_was_typed_and_takes_back(client, cast, running, asked):
    prepare(cast, running)
    client.force_login(cast.network)
    page = address("contribution", running.slug)
    typed = {f"q{asked['single'].pk}": "не", f"seen-q{asked['single'].pk}": '"да"', f"q{asked['number'].pk}": "12,5"}

    answer = client.post(page, {**typed, "act": "submit"})
    again = client.post(page, {**typed, "act": "submit"})

    assert said(answer) == ["Your contribution is submitted."] == said(again)[-1:]
    values = dict(QuestionAnswer.objects.values_list("question__kind", "value"))
    assert (values, Comment.objects.count()) == ({"single": "не", "number": 12.5}, 2)
    assert "#2" in text_of(client.get(page))
    client.post(page, {"reopen": asked["number"].pk})
    assert QuestionAnswer.objects.get(question=asked["number"]).submitted_at is None
    press(client, address("contribution_withdraw", running.slug))
    assert (Comment.objects.active().count(), CommentDraft.objects.count()) == (0, 2)


def test_the_page_says_beside_each_what_is_missing(client, cast, running, asked):
    draft = save_draft(running, by=cast.network, kind="general")
    client.force_login(cast.network)

    text = text_of(
        client.post(address("contribution", running.slug), {f"q{asked['number'].pk}": "много", "act": "submit"})
    )
    assert "Enter a number, such as 12 or 12.5." in text
    text = text_of(client.post(address("contribution", running.slug), {"act": "submit"}))

    assert f'<article class="comment field-invalid" id="d{draft.pk}">' in text
    assert "Answer this question." in text and "Nothing was submitted: 1 draft is incomplete." in text


def test_a_colleagues_answer_is_not_overwritten_unseen(client, cast, running, asked):
    single = asked["single"].pk
    save_answers(running, cast.network_org, by=cast.network, values={single: "да"})
    client.force_login(make.make_representative(cast.network_org))
    page, save = address("contribution", running.slug), address("answers_autosave", running.slug)

    told = text_of(client.post(page, {f"q{single}": "не", f"seen-q{single}": "null", "act": "save"}))
    assert "has answered in the meantime" in told and f'name="seen-q{single}" value="&quot;да&quot;"' in told
    assert QuestionAnswer.objects.get().value == "да"
    untouched = client.post(save, {f"q{single}": "", f"seen-q{single}": "null", f"q{asked['number'].pk}": "7"})
    assert (untouched.status_code, QuestionAnswer.objects.get(question=single).value) == (200, "да")
    client.post(page, {f"q{single}": "не", f"seen-q{single}": '"да"', "act": "save"})
    assert QuestionAnswer.objects.get(question=single).value == "не"


def test_a_person_of_several_organizations_chooses_for_which(client, cast, running):
    both = make.make_representative(cast.network_org)
    make.make_representation(both, cast.other_network_org)
    client.force_login(both)
    own = f"{address('contribution', running.slug)}?organization={cast.other_network_org.slug}"

    text = text_of(client.get(own))

    assert "Association Network" in text and "Association Other network" in text
    assert client.get(f"{address('contribution', running.slug)}?organization={cast.lead_org.slug}").status_code == 404


@pytest.mark.parametrize("who", ["coordinator", "contact", "stranger", "observer"])
def test_others_have_no_contribution(client, cast, running, who):
    client.force_login(cast.user(who))

    assert client.get(address("contribution", running.slug)).status_code == 403


def test_the_page_needs_as_many_queries_for_many_rows(client, cast):
    draft = make.make_consultation("draft", [cast.seko])
    for _ in range(3):
        make.make_question(draft)
    running = make.opened(draft)
    answered = Question.objects.filter(consultation=running).first()
    make.make_answer(answered, cast.mandate("network"), "Да.", submitted_at=running.opens_at + DAY)
    client.force_login(cast.network)
    passage = running.version.passages.first()

    def grow(rows):
        for n in range(rows):
            make.make_comment(running, cast.mandate("network"), passage)
            CommentDraft.objects.create(
                consultation=running, organization=cast.network_org, mandate=cast.mandate("network"), passage=passage,
                reason=str(n),
            )  # fmt: skip

    assert_flat(client, address("contribution", running.slug), grow)


@pytest.mark.parametrize("seen", ["[" * 100_000, '"\\ud800"', '{"a": [1]}', "1" * 5000, '[["а"]]', "NaN", "{"])
def test_whatever_is_said_to_have_been_seen_is_no_reason_to_break(client, cast, running, asked, seen):
    client.force_login(cast.network)
    single = f"q{asked['single'].pk}"

    answer = client.post(address("contribution", running.slug), {single: "не", f"seen-{single}": seen, "act": "save"})

    assert answer.status_code in {200, 302}
