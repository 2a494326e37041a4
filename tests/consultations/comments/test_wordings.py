"""Support holds for words: when they change it is asked anew, and what stood before stays readable."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone, translation

from consultations.comments.actions.comments import (
    change_comment,
    submit_comment,
    support_comment,
    withdraw_comment,
)
from consultations.comments.actions.drafts import save_draft
from consultations.comments.models import is_same_meaning
from consultations.contributions.actions import submit_contribution
from consultations.models import Comment, CommentRevision
from seko.events.declarations import stale_reason
from seko.events.models import Event
from tests import factories as make
from tests.browsing import address
from tests.happened import told

FOR = {"kind": "general", "reason": "Подржавамо меру 3, са роком од 1,5 године."}
COMMA = {"kind": "general", "reason": "Подржавамо меру 3 са роком од 1,5 године"}
AGAINST = {"kind": "general", "reason": "Не подржавамо меру 3."}


@pytest.fixture
def supported(cast):
    """A comment of `network` that `other_network` supports."""
    consultation = make.make_consultation("open", [cast.seko])
    comment = submit_comment(consultation, by=cast.user("network"), **FOR)
    support_comment(comment, by=cast.user("other_network"))
    return comment


def supports(comment):
    return Comment.objects.with_support_count().get(pk=comment.pk).support_count


def changed_event():
    return Event.objects.get(verb="comment.changed")


# --- support ---------------------------------------------------------------------------------


def test_words_turned_round_are_supported_by_nobody_until_somebody_says_so(cast, supported):
    change_comment(supported, by=cast.user("network"), **AGAINST)

    assert supports(supported) == 0
    assert told(cast, changed_event()) == {"other_network"}
    assert changed_event().facts["asks_anew"]

    support_comment(supported, by=cast.user("other_network"))

    assert supports(supported) == 1
    assert supported.supports.count() == 1


def test_a_changed_comma_asks_nobody_anew_and_is_told_and_kept(cast, supported):
    change_comment(supported, by=cast.user("network"), **COMMA)

    assert supports(supported) == 1
    assert told(cast, changed_event()) == {"other_network"}
    assert not changed_event().facts["asks_anew"]
    assert CommentRevision.objects.get().same_meaning


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Мера, јасна.", "Мера јасна", True),
        ("Мера  јасна", "Мера јасна ", True),
        ("мера јасна", "Mera jasna!", True),
        ("члан 5.", "члан 5", True),
        ("рок 1,5 година", "рок 15 година", False),
        ("повећање 5%", "повећање 5", False),
        ("мање од 5", "мање од -5", False),
        ("битно", "не битно", False),
        ("ми смо за", "ми смо против", False),
    ],
)
def test_a_change_of_signs_and_spaces_is_none_of_meaning(before, after, same):
    words = {"kind": "general", "proposed_text": ""}

    assert is_same_meaning(words | {"reason": before}, words | {"reason": after}) == same


def test_another_kind_is_another_meaning():
    words = {"proposed_text": "", "reason": "Мера."}

    assert not is_same_meaning(words | {"kind": "addition"}, words | {"kind": "deletion"})


def test_a_change_that_comes_with_a_contribution_asks_anew_too(cast, supported):
    author = {"by": cast.user("network")}
    save_draft(supported.consultation, comment=supported, **AGAINST, **author)

    submit_contribution(supported.consultation, cast.network_org, **author)

    assert supports(supported) == 0
    assert told(cast, changed_event()) == {"other_network"}


def test_supporters_are_told_that_a_comment_was_withdrawn_and_not_asked_any_more(cast, supported):
    change_comment(supported, by=cast.user("network"), **AGAINST)
    changed = changed_event()
    assert stale_reason(changed, timezone.now()) is None

    withdraw_comment(supported, by=cast.user("network"))

    assert told(cast, Event.objects.get(verb="comment.withdrawn")) == {"other_network"}
    assert stale_reason(Event.objects.get(pk=changed.pk), timezone.now()) == "cancelled"


# --- earlier wordings ------------------------------------------------------------------------


def test_each_earlier_wording_is_kept_with_its_time_and_with_who_changed_it(cast, supported):
    first = supported.submitted_at + timedelta(hours=1)
    change_comment(supported, by=cast.user("network"), at=first, **COMMA)
    change_comment(supported, by=cast.user("network"), at=first + timedelta(hours=1), **AGAINST)

    kept = list(CommentRevision.objects.order_by("number"))

    assert [row.reason for row in kept] == [FOR["reason"], COMMA["reason"]]
    assert [(row.since, row.replaced_at) for row in kept] == [
        (supported.submitted_at, first),
        (first, first + timedelta(hours=1)),
    ]
    assert {row.replaced_by for row in kept} == {cast.mandate("network")}


def test_the_same_words_again_leave_no_wording_behind(cast, supported):
    change_comment(supported, by=cast.user("network"), **FOR)

    assert not CommentRevision.objects.exists()
    assert supports(supported) == 1


@pytest.mark.parametrize("act", ["update", "delete"])
def test_an_earlier_wording_stays_as_it_was(cast, supported, act):
    change_comment(supported, by=cast.user("network"), **AGAINST)
    rows = CommentRevision.objects.all()

    with pytest.raises(DatabaseError, match="comment_revision_fixed"):
        rows.update(reason="Друго.") if act == "update" else rows.delete()


def test_readers_see_when_it_was_changed_and_what_stood_before(client, cast, supported):
    change_comment(supported, by=cast.user("network"), **AGAINST)

    page = client.get(address("comments", supported.consultation.slug)).content.decode()

    assert "Changed on" in page
    assert "Podržavamo meru 3, sa rokom od 1,5 godine." in page


def test_whoever_is_asked_anew_sees_it_at_the_button(client, cast, supported):
    change_comment(supported, by=cast.user("network"), **AGAINST)
    client.force_login(cast.user("other_network"))

    page = client.get(address("comments", supported.consultation.slug)).content.decode()

    assert "Support the new text" in page


def test_the_interface_tells_earlier_wordings_and_standing_support(client, cast, supported):
    change_comment(supported, by=cast.user("network"), **AGAINST)

    with translation.override("en"):
        [row] = client.get(f"/api/v1/consultations/{supported.consultation.slug}/comments/").json()["results"]

    assert [wording["reason"] for wording in row["earlier_wordings"]] == [FOR["reason"]]
    assert row["supported_by"] == []
