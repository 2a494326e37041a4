"""How the lead makes one opinion of many comments, and how the consortium stands behind it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from consultations.models import Consultation, MinorityPosition, SetAside
from consultations.opinions.actions.disposition import (
    add_minority_position,
    remove_minority_position,
    reopen_comment,
    set_aside_comments,
)
from consultations.opinions.actions.items import delete_item, save_item
from consultations.opinions.actions.opinions import (
    change_introduction,
    comments_left,
    discard_opinion,
    start_opinion,
    submit_opinion,
)
from seko.rules.seen import Seen
from tests import factories as make
from tests.cast import Cast
from tests.happened import last_event, signature, told, verbs
from tests.refusals import refused

NO_LEADS = [role for role in Cast.roles() if role != "lead"]
POINT = {"title": "Мере", "text": "Тражимо јасне мере."}


@pytest.fixture
def consultation(cast):
    """Two opinions are asked for; the window is over."""
    return make.make_consultation("consolidation", [cast.seko, cast.other_seko])


@pytest.fixture
def comments(cast, consultation):
    return [make.make_comment(consultation, cast.mandate(who)) for who in ("network", "other_network")]


@pytest.fixture
def opinion(cast, consultation, comments):
    return start_opinion(consultation, seko=cast.seko, by=cast.lead)


@pytest.fixture
def item(cast, opinion, comments):
    return save_item(opinion, by=cast.lead, comments=comments[:1], **POINT)


@pytest.fixture
def ready(cast, opinion, item, comments):
    """One comment merged, the other set aside."""
    set_aside_comments(opinion, comments=[comments[1]], by=cast.lead, reason="Није у теми.")
    return opinion


# --- beginning -------------------------------------------------------------------------------


def test_the_lead_begins_the_opinion_under_its_mandate(cast, consultation):
    opinion = start_opinion(consultation, seko=cast.seko, by=cast.lead)

    assert (opinion.status, opinion.organization, opinion.mandate) == ("draft", cast.lead_org, cast.mandate("lead"))
    assert signature(last_event()) == ("opinion.begun", cast.lead, cast.lead_org, False)
    assert told(cast, last_event()) == set()


def test_who_comes_before_the_clock_closes_the_window_that_is_over(cast):
    consultation = make.make_consultation("open", [cast.seko])

    start_opinion(consultation, seko=cast.seko, by=cast.lead, at=consultation.comments_close_at)

    assert Consultation.objects.get(pk=consultation.pk).status == "consolidation"
    assert verbs() == ["consultation.comments_closed", "opinion.begun"]


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("open", "window_open"),
        ("upcoming", "window_open"),
        *((s, "consultation_over") for s in ("draft", "answered", "cancelled")),
    ],
)
def test_an_opinion_begins_after_the_window_and_before_the_report(cast, state, code):
    with refused(code):
        start_opinion(make.make_consultation(state, [cast.seko]), seko=cast.seko, by=cast.lead)
    assert verbs() == []


def test_an_opinion_may_begin_late_while_the_answers_are_in_the_making(cast):
    assert start_opinion(make.make_consultation("in_review", [cast.seko]), seko=cast.seko, by=cast.lead).pk


def test_a_seko_has_one_live_opinion(cast, opinion):
    with refused("opinion_exists"):
        start_opinion(opinion.consultation, seko=cast.seko, by=cast.lead)

    discard_opinion(opinion, by=cast.lead)
    assert start_opinion(opinion.consultation, seko=cast.seko, by=cast.lead) != opinion


@pytest.mark.parametrize("who", NO_LEADS)
def test_only_the_lead_of_the_seko_writes(cast, ready, item, comments, who):
    by = cast.user(who)
    before = verbs()
    position = MinorityPosition.objects.create(opinion=ready, organization=cast.member_org, text="Не.")
    for attempt in (
        lambda: start_opinion(ready.consultation, seko=cast.seko, by=by),
        lambda: change_introduction(ready, by=by, introduction="Увод", seen=Seen.of(introduction="")),
        lambda: save_item(ready, by=by, **POINT),
        lambda: delete_item(item, by=by, revision=1),
        lambda: set_aside_comments(ready, comments=[comments[1]], by=by, reason="Не."),
        lambda: reopen_comment(ready, comment=comments[1], by=by),
        lambda: add_minority_position(ready, organization=cast.member_org, text="Не.", by=by),
        lambda: remove_minority_position(position, by=by),
        lambda: submit_opinion(ready, by=by),
        lambda: discard_opinion(ready, by=by),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert verbs() == before


def test_the_lead_writes_for_its_own_seko_and_only_where_it_was_invited(cast, consultation):
    with pytest.raises(PermissionDenied):
        start_opinion(consultation, seko=cast.other_seko, by=cast.lead)
    with pytest.raises(PermissionDenied):
        start_opinion(make.make_consultation("consolidation", [cast.other_seko]), seko=cast.seko, by=cast.lead)


# --- items -----------------------------------------------------------------------------------


def test_items_are_numbered_and_close_ranks(cast, opinion):
    items = [save_item(opinion, by=cast.lead, title=title, text="Текст.") for title in ("Прва", "Друга", "Трећа")]

    delete_item(items[1], by=cast.lead, revision=1)

    assert list(opinion.items.values_list("position", "title")) == [(1, "Прва"), (2, "Трећа")]


def test_a_comment_is_left_until_it_is_merged_or_set_aside(cast, opinion, comments):
    first, second = comments
    assert set(comments_left(opinion)) == {first, second}

    item = save_item(opinion, by=cast.lead, comments=[first], **POINT)
    set_aside_comments(opinion, comments=[second], by=cast.lead, reason=" Није у теми. ")
    assert not comments_left(opinion).exists()
    assert SetAside.objects.get().reason == "Није у теми."

    delete_item(item, by=cast.lead, revision=1)
    reopen_comment(opinion, comment=second, by=cast.lead)
    assert set(comments_left(opinion)) == {first, second}


def test_a_merged_comment_is_no_longer_set_aside(cast, ready, item, comments):
    save_item(ready, by=cast.lead, item=item, comments=comments, **POINT)

    assert not SetAside.objects.exists()
    assert set(item.comments.all()) == set(comments)


def test_a_comment_is_not_merged_and_set_aside_at_once(cast, opinion, item, comments):
    with refused("already_merged"):
        set_aside_comments(opinion, comments=[comments[0]], by=cast.lead, reason="Не.")


def test_a_reason_for_setting_aside_is_needed_and_may_be_changed(cast, opinion, comments):
    with refused("blank"):
        set_aside_comments(opinion, comments=[comments[0]], by=cast.lead, reason="  ")

    for reason in ("Није у теми.", "Одговор је у анексу."):
        set_aside_comments(opinion, comments=[comments[0]], by=cast.lead, reason=reason)

    assert SetAside.objects.get().reason == "Одговор је у анексу."


def test_what_belongs_elsewhere_does_not_come_in(cast, opinion, consultation):
    elsewhere = make.make_consultation("consolidation", [cast.seko])
    stranger = make.make_comment(elsewhere, cast.mandate("network"))
    other_item = make.make_opinion(elsewhere, cast.seko, cast.mandate("lead")).items.first()

    with refused("comment_of_other"):
        save_item(opinion, by=cast.lead, comments=[stranger], **POINT)
    with refused("comment_of_other"):
        set_aside_comments(opinion, comments=[stranger], by=cast.lead, reason="Не.")
    with refused("passage_of_other_version"):
        save_item(opinion, by=cast.lead, passage=elsewhere.version.passages.first(), **POINT)
    with refused("item_of_other_opinion"):
        add_minority_position(opinion, organization=cast.member_org, text="Не.", by=cast.lead, item=other_item)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": ""}, "blank"),
        ({"text": ""}, "blank"),
        ({"title": "x" * 201}, "max_length"),
        ({"text": "x" * 20_001}, "max_length"),
    ],
)
def test_an_item_has_a_title_and_a_text(cast, opinion, changes, code):
    with refused(code):
        save_item(opinion, by=cast.lead, **{**POINT, **changes})


def test_a_comment_that_was_withdrawn_meanwhile_is_not_merged(cast, opinion, consultation):
    gone = make.make_comment(consultation, cast.mandate("network"), withdrawn_at=timezone.now())

    with refused("withdrawn"):
        save_item(opinion, by=cast.lead, comments=[gone], **POINT)

    assert not opinion.items.exists()
