"""Withdrawn is a draft again: the words stand as a draft, and submitted unchanged they are the same comment."""

import pytest
from django.core.files.base import ContentFile

from consultations.comments.actions.comments import submit_comment, support_comment, withdraw_comment
from consultations.comments.actions.drafts import delete_draft, save_draft
from consultations.contributions.actions import submit_contribution, submit_draft, withdraw_contribution
from consultations.models import Comment, CommentDraft, Support
from seko.discarded.actions import remove_expired, restore_discarded
from seko.discarded.models import KEPT_FOR, Discarded
from seko.events.models import Event
from seko.events.tasks import deliver_pending
from tests import factories as make
from tests.browsing import address, press, said, shown_first, text_of

pytestmark = pytest.mark.django_db

WORDS = {"kind": "general", "reason": "Рок је кратак."}


@pytest.fixture
def running(cast, files_apart):
    return make.make_consultation("open", [cast.seko])


@pytest.fixture
def comment(cast, running):
    """With a file and one support."""
    file = ContentFile(b"%PDF-1.7 prilog", "prilog.pdf")
    comment = submit_comment(running, by=cast.network, attachments=[file], **WORDS)
    support_comment(comment, by=cast.other_network)
    return comment


def words(row):
    return {name: getattr(row, name) for name in ("kind", "proposed_text", "reason", "passage_id", "organization_id")}


def test_a_withdrawn_comment_stands_as_a_draft_with_its_file(cast, comment):
    withdraw_comment(comment, by=cast.network)

    draft = CommentDraft.objects.get()
    assert words(draft) == words(comment)
    assert draft.files.get().sha256 == comment.attachments.get().sha256
    assert not Comment.objects.active().exists()


def test_submitted_unchanged_it_is_the_same_comment_with_number_file_and_supports(cast, running, comment):
    withdraw_comment(comment, by=cast.network)

    (again,) = submit_contribution(running, cast.network_org, by=cast.network)

    assert (again.pk, again.number, again.withdrawn_at) == (comment.pk, 1, None)
    assert again.attachments.count() == 1
    assert Comment.objects.active().with_support_count().get().support_count == 1
    assert not CommentDraft.objects.exists()


def test_submitted_changed_it_is_a_new_comment_and_supports_are_not_carried_over(cast, running, comment):
    withdraw_comment(comment, by=cast.network)
    draft = CommentDraft.objects.get()

    again = submit_draft(draft, by=cast.network, revision=draft.revision, kind="general", reason="Рок је предуг.")

    assert (again.number, again.supports.count()) == (2, 0)
    assert again.attachments.count() == 1
    assert Support.objects.filter(comment=comment).count() == 1  # the earlier words and who stood behind them are kept


def test_supporters_are_told_of_the_withdrawal_and_of_the_return(cast, running, comment, mailoutbox):
    withdraw_comment(comment, by=cast.network)
    submit_contribution(running, cast.network_org, by=cast.network)

    deliver_pending()

    told = {event.verb: {d.recipient for d in event.deliveries.all()} for event in Event.objects.all()}
    assert cast.other_network in told["comment.withdrawn"]
    assert cast.other_network in told["comment.said_again"]
    assert cast.outsider not in told["comment.withdrawn"]


def test_the_whole_contribution_comes_back_the_same_way(cast, running, comment):
    withdraw_contribution(running, cast.network_org, by=cast.network)

    (again,) = submit_contribution(running, cast.network_org, by=cast.network)

    assert (again.pk, again.number, again.supports.count()) == (comment.pk, 1, 1)


def test_a_draft_that_was_to_change_it_keeps_its_newer_words(cast, running, comment):
    save_draft(running, by=cast.network, comment=comment, kind="general", reason="Новије.")

    withdraw_comment(comment, by=cast.network)

    draft = CommentDraft.objects.get()
    assert (draft.reason, draft.comment, draft.withdrawn) == ("Новије.", None, comment)
    assert submit_contribution(running, cast.network_org, by=cast.network)[0].number == 2


def test_a_deleted_draft_of_withdrawn_words_is_kept_thirty_days_with_its_file(cast, comment):
    withdraw_comment(comment, by=cast.network)
    draft = CommentDraft.objects.get()
    before = words(draft), draft.files.get().file.name

    delete_draft(draft, by=cast.network)
    assert not CommentDraft.objects.exists()
    restore_discarded(Discarded.objects.get(), by=cast.network)

    again = CommentDraft.objects.get()
    assert (words(again), again.files.get().file.name) == before
    assert again.pk == draft.pk


def test_after_thirty_days_the_files_of_a_deleted_draft_leave_the_disk(
    cast, running, django_capture_on_commit_callbacks
):
    file = ContentFile(b"%PDF-1.7 prilog", "prilog.pdf")
    draft = save_draft(running, by=cast.network, attachments=[file], **WORDS)
    stored = draft.files.get().file
    delete_draft(draft, by=cast.network)
    row = Discarded.objects.get()
    assert stored.storage.exists(stored.name)

    with django_capture_on_commit_callbacks(execute=True):
        remove_expired(at=row.discarded_at + KEPT_FOR)

    assert not stored.storage.exists(stored.name)
    row.refresh_from_db()
    assert (row.title, row.place, row.rows, row.files) == ("", "", [], [])


def test_the_page_says_which_supports_go_and_how_it_comes_back(client, cast, running, comment):
    client.force_login(cast.network)
    at = address("comment_withdraw", running.slug, comment.number)

    response = client.post(at)

    assert Comment.objects.active().exists()
    assert "1 expression of support" in text_of(response)
    assert "gets back its number and its support" in text_of(response)
    assert {told.verb for told in shown_first(response)["told"]} == {"comment.withdrawn"}
    assert shown_first(response)["told"][0].people >= 1
    assert said(press(client, at)) == ["Your comment is withdrawn. It is a draft of your organization again."]
    assert "Рок је кратак." in text_of(client.get(address("contribution", running.slug, language="sr")))


def test_nobody_else_sees_the_draft(client, cast, running, comment):
    withdraw_comment(comment, by=cast.network)

    for role in ("other_network", "lead", "coordinator", "anonymous"):
        if role != "anonymous":
            client.force_login(cast.user(role))
        else:
            client.logout()
        for name in ("comments", "detail", "whole"):
            assert "Рок је кратак." not in text_of(client.get(address(name, running.slug, language="sr")))
