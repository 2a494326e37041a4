"""How the lead makes one opinion of many comments, and how the consortium stands behind it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from consultations.actions.opinion import (
    add_minority_position,
    approve_opinion,
    change_introduction,
    comments_left,
    delete_item,
    discard_opinion,
    remove_minority_position,
    save_item,
    set_aside_comment,
    start_opinion,
    submit_opinion,
    take_up_again,
)
from consultations.content import content_hash, opinion_content, opinions_with_content
from consultations.models import Consultation, ItemComment, MinorityPosition, Opinion, SetAside
from organizations.actions import end_representation
from sectors.models import Seko
from tests import factories as make
from tests.cast import Cast
from tests.happened import last_event, signature, told, verbs
from tests.refusals import refused

NO_LEADS = [role for role in Cast.roles() if role != "lead"]
NO_CONSORTIUM = [role for role in Cast.roles() if role not in {"lead", "member"}]
STATES = ["draft", "open", "consolidation", "in_review", "answered", "cancelled"]
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
    set_aside_comment(opinion, comment=comments[1], by=cast.lead, reason="Није у теми.")
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
    [("open", "window_open"), ("upcoming", "window_open"), *((s, "consultation_over") for s in ("draft", "answered", "cancelled"))],
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
        lambda: change_introduction(ready, by=by, introduction="Увод"),
        lambda: save_item(ready, by=by, **POINT),
        lambda: delete_item(item, by=by),
        lambda: set_aside_comment(ready, comment=comments[1], by=by, reason="Не."),
        lambda: take_up_again(ready, comment=comments[1], by=by),
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

    delete_item(items[1], by=cast.lead)

    assert list(opinion.items.values_list("position", "title")) == [(1, "Прва"), (2, "Трећа")]


def test_a_comment_is_left_until_it_is_merged_or_set_aside(cast, opinion, comments):
    first, second = comments
    assert set(comments_left(opinion)) == {first, second}

    item = save_item(opinion, by=cast.lead, comments=[first], **POINT)
    set_aside_comment(opinion, comment=second, by=cast.lead, reason=" Није у теми. ")
    assert not comments_left(opinion).exists()
    assert SetAside.objects.get().reason == "Није у теми."

    delete_item(item, by=cast.lead)
    take_up_again(opinion, comment=second, by=cast.lead)
    assert set(comments_left(opinion)) == {first, second}


def test_a_merged_comment_is_no_longer_set_aside(cast, ready, item, comments):
    save_item(ready, by=cast.lead, item=item, comments=comments, **POINT)

    assert not SetAside.objects.exists()
    assert set(item.comments.all()) == set(comments)


def test_a_comment_is_not_merged_and_set_aside_at_once(cast, opinion, item, comments):
    with refused("already_merged"):
        set_aside_comment(opinion, comment=comments[0], by=cast.lead, reason="Не.")


def test_a_reason_for_setting_aside_is_needed_and_may_be_changed(cast, opinion, comments):
    with refused("blank"):
        set_aside_comment(opinion, comment=comments[0], by=cast.lead, reason="  ")

    for reason in ("Није у теми.", "Одговор је у анексу."):
        set_aside_comment(opinion, comment=comments[0], by=cast.lead, reason=reason)

    assert SetAside.objects.get().reason == "Одговор је у анексу."


def test_what_belongs_elsewhere_does_not_come_in(cast, opinion, consultation):
    elsewhere = make.make_consultation("consolidation", [cast.seko])
    stranger = make.make_comment(elsewhere, cast.mandate("network"))
    other_item = make.make_opinion(elsewhere, cast.seko, cast.mandate("lead")).items.first()

    with refused("comment_of_other"):
        save_item(opinion, by=cast.lead, comments=[stranger], **POINT)
    with refused("comment_of_other"):
        set_aside_comment(opinion, comment=stranger, by=cast.lead, reason="Не.")
    with refused("passage_of_other_version"):
        save_item(opinion, by=cast.lead, passage=elsewhere.version.passages.first(), **POINT)
    with refused("item_of_other_opinion"):
        add_minority_position(opinion, organization=cast.member_org, text="Не.", by=cast.lead, item=other_item)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"title": ""}, "blank"), ({"text": ""}, "blank"), ({"title": "x" * 201}, "max_length"), ({"text": "x" * 20_001}, "max_length")],
)
def test_an_item_has_a_title_and_a_text(cast, opinion, changes, code):
    with refused(code):
        save_item(opinion, by=cast.lead, **{**POINT, **changes})


# --- approving -------------------------------------------------------------------------------


def test_each_organization_of_the_consortium_approves_once_and_for_itself(cast, ready):
    approval = approve_opinion(ready, by=cast.member)

    assert (approval.organization, approval.mandate) == (cast.member_org, cast.mandate("member"))
    assert signature(last_event()) == ("opinion.approved", cast.member, cast.member_org, False)
    with refused("approved_twice"):
        approve_opinion(ready, by=cast.member)
    approve_opinion(ready, by=cast.lead)
    assert ready.approvals.count() == 2


@pytest.mark.parametrize("who", NO_CONSORTIUM)
def test_nobody_outside_the_consortium_approves(cast, ready, who):
    with pytest.raises(PermissionDenied):
        approve_opinion(ready, by=cast.user(who))


@pytest.mark.parametrize(
    "change",
    [
        lambda cast, opinion, item, comments: change_introduction(opinion, by=cast.lead, introduction="Друго"),
        lambda cast, opinion, item, comments: save_item(opinion, by=cast.lead, item=item, comments=comments[:1], **POINT),
        lambda cast, opinion, item, comments: save_item(opinion, by=cast.lead, **POINT),
        lambda cast, opinion, item, comments: delete_item(item, by=cast.lead),
        lambda cast, opinion, item, comments: set_aside_comment(opinion, comment=comments[1], by=cast.lead, reason="Друго."),
        lambda cast, opinion, item, comments: take_up_again(opinion, comment=comments[1], by=cast.lead),
        lambda cast, opinion, item, comments: add_minority_position(
            opinion, organization=cast.third_org, text="Не.", by=cast.lead
        ),
        lambda cast, opinion, item, comments: remove_minority_position(opinion.minority_positions.get(), by=cast.lead),
    ],
    ids=["introduction", "item", "new item", "deleted item", "set aside", "taken up", "minority", "no minority"],
)
def test_approvals_fall_away_when_the_text_changes(cast, ready, item, comments, change):
    MinorityPosition.objects.create(opinion=ready, organization=cast.member_org, text="Не слажемо се.")
    approve_opinion(ready, by=cast.member)

    change(cast, ready, item, comments)

    assert not ready.approvals.exists()


# --- submitting ------------------------------------------------------------------------------


def test_the_opinion_is_submitted_frozen_numbered_hashed_and_told(cast, ready):
    submit_opinion(ready, by=cast.lead)

    opinion = opinions_with_content(Opinion.objects.filter(pk=ready.pk)).get()
    assert (opinion.status, opinion.number) == ("submitted", f"{ready.consultation.number}/ENERGY")
    content = opinion_content(opinion)
    assert opinion.content_hash == content_hash(content)
    assert (len(content["items"][0]["comments"]), len(content["set_aside"])) == (1, 1)
    event = last_event()
    assert signature(event) == ("opinion.submitted", cast.lead, cast.lead_org, True)
    assert told(cast, event) == {"coordinator", "desk_officer", "lead", "member"}


def test_a_submitted_opinion_does_not_change(cast, ready, item, comments):
    position = MinorityPosition.objects.create(opinion=ready, organization=cast.member_org, text="Не.")
    submit_opinion(ready, by=cast.lead)
    before = verbs()

    for attempt in (
        lambda: change_introduction(ready, by=cast.lead, introduction="Увод"),
        lambda: save_item(ready, by=cast.lead, **POINT),
        lambda: delete_item(item, by=cast.lead),
        lambda: set_aside_comment(ready, comment=comments[1], by=cast.lead, reason="Не."),
        lambda: take_up_again(ready, comment=comments[1], by=cast.lead),
        lambda: add_minority_position(ready, organization=cast.member_org, text="Не.", by=cast.lead),
        lambda: remove_minority_position(position, by=cast.lead),
        lambda: approve_opinion(ready, by=cast.member),
        lambda: submit_opinion(ready, by=cast.lead),
        lambda: discard_opinion(ready, by=cast.lead),
    ):
        with refused("opinion_fixed"):
            attempt()
    assert verbs() == before


def test_an_empty_opinion_is_not_submitted(cast, opinion, comments):
    with refused("opinion_empty"):
        submit_opinion(opinion, by=cast.lead)


def test_nothing_that_was_said_is_forgotten(cast, opinion, item, comments):
    with refused("comments_left"):
        submit_opinion(opinion, by=cast.lead)


def test_a_comment_that_only_the_other_network_may_make_does_not_hold_the_opinion_up(cast, ready, consultation):
    make.make_comment(consultation, cast.mandate("outsider"))

    assert submit_opinion(ready, by=cast.lead).is_submitted


def test_an_introduction_alone_is_an_opinion(cast):
    opinion = make.make_opinion(make.make_consultation("consolidation", [cast.seko]), cast.seko, cast.mandate("lead"), items=0)
    change_introduction(opinion, by=cast.lead, introduction="Немамо примедби.")

    assert submit_opinion(opinion, by=cast.lead).is_submitted


@pytest.mark.parametrize(
    ("rule", "approving", "enough"),
    [
        ("lead", [], True),
        ("majority", [], False),
        ("majority", ["member"], True),
        ("all", ["member"], False),
        ("all", ["member", "third"], True),
    ],
)
def test_the_opinion_is_approved_as_the_seko_has_set(cast, ready, rule, approving, enough):
    Seko.objects.filter(pk=cast.seko.pk).update(approval_rule=rule)
    third = make.make_representative(cast.third_org)
    for who in approving:
        approve_opinion(ready, by=third if who == "third" else cast.member)

    if enough:
        assert submit_opinion(ready, by=cast.lead).is_submitted
    else:
        with refused("approvals_missing"):
            submit_opinion(ready, by=cast.lead)


def test_the_last_opinion_asked_for_begins_the_review(cast, ready, consultation):
    submit_opinion(ready, by=cast.lead)
    assert Consultation.objects.get(pk=consultation.pk).status == "consolidation"
    consortium = cast.other_seko.consortia.get()
    other = make.make_representative(consortium.memberships.get(role="lead").organization)
    opinion = start_opinion(consultation, seko=cast.other_seko, by=other)
    change_introduction(opinion, by=other, introduction="Слажемо се.")

    submit_opinion(opinion, by=other)

    assert Consultation.objects.get(pk=consultation.pk).status == "in_review"
    assert verbs()[-2:] == ["opinion.submitted", "consultation.review_begun"]


@pytest.mark.parametrize(
    ("state", "code"), [("answered", "consultation_over"), ("cancelled", "consultation_over"), ("open", "window_open")]
)
def test_an_opinion_is_not_submitted_outside_its_time(cast, ready, state, code):
    more = {"comments_close_at": ready.consultation.opinion_due_at} if state == "open" else {"cancel_reason": "Повучено."}
    Consultation.objects.filter(pk=ready.consultation_id).update(status=state, **more)

    with refused(code):
        submit_opinion(ready, by=cast.lead)


def test_a_discarded_draft_leaves_no_public_trace(cast, ready):
    discard_opinion(ready, by=cast.lead)

    assert signature(last_event()) == ("opinion.discarded", cast.lead, cast.lead_org, False)
    assert not Opinion.objects.live().exists()
    with refused("opinion_fixed"):
        discard_opinion(ready, by=cast.lead)


def test_an_opinion_keeps_its_mandate_when_the_person_leaves_and_the_person_no_longer_acts(cast, ready):
    mandate = cast.mandate("lead")
    submit_opinion(ready, by=cast.user("lead"))
    other = make.make_consultation("consolidation", [cast.seko])

    end_representation(mandate, by=cast.user("administrator"))

    opinion = Opinion.objects.get(pk=ready.pk)
    assert (opinion.organization, opinion.mandate) == (cast.lead_org, mandate)
    with pytest.raises(PermissionDenied):
        start_opinion(other, seko=cast.seko, by=cast.user("lead"))


def test_whoever_hands_it_in_stands_on_the_opinion(cast, ready):
    colleague = make.make_representative(cast.lead_org)

    submit_opinion(ready, by=colleague)

    assert Opinion.objects.get(pk=ready.pk).mandate == colleague.representations.get()
    assert ItemComment.objects.count() == 1


def test_an_opinion_is_not_due_before_the_window_is_over(cast, consultation):
    window = consultation.comments_close_at
    Consultation.objects.filter(pk=consultation.pk).update(status="open")

    with refused("window_open"):
        start_opinion(consultation, seko=cast.seko, by=cast.lead, at=window - timedelta(microseconds=1))
