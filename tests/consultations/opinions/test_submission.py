"""How the opinion is approved and handed in, and that it then stays what it is."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from consultations.models import Consultation, ItemComment, MinorityPosition, Opinion
from consultations.opinions.actions.consent import approve_opinion
from consultations.opinions.actions.disposition import (
    add_minority_position,
    remove_minority_position,
    reopen_comment,
    set_aside_comments,
)
from consultations.opinions.actions.items import delete_item, save_item
from consultations.opinions.actions.opinions import (
    change_introduction,
    discard_opinion,
    start_opinion,
    submit_opinion,
)
from consultations.opinions.content import content_hash, content_of, opinion_content, opinions_with_content
from organizations.actions import end_representation
from sectors.actions import change_lead
from sectors.models import Seko
from seko.rules.seen import Seen
from tests import factories as make
from tests.cast import Cast
from tests.happened import last_event, signature, told, verbs
from tests.refusals import refused

NO_CONSORTIUM = [role for role in Cast.roles() if role not in {"lead", "member"}]
POINT = {"title": "Мере", "text": "Тражимо јасне мере."}


def approve(opinion, *, by):
    """Approve what stands now."""
    return approve_opinion(opinion, by=by, revision=Opinion.objects.get(pk=opinion.pk).revision)


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


# --- approving -------------------------------------------------------------------------------


def test_each_organization_of_the_consortium_approves_once_and_for_itself(cast, ready):
    approval = approve(ready, by=cast.member)

    assert (approval.organization, approval.mandate) == (cast.member_org, cast.mandate("member"))
    assert signature(last_event()) == ("opinion.approved", cast.member, cast.member_org, False)
    with refused("approved_twice"):
        approve(ready, by=cast.member)
    approve(ready, by=cast.lead)
    assert ready.approvals.count() == 2


@pytest.mark.parametrize("who", NO_CONSORTIUM)
def test_nobody_outside_the_consortium_approves(cast, ready, who):
    with pytest.raises(PermissionDenied):
        approve(ready, by=cast.user(who))


@pytest.mark.parametrize(
    "change",
    [
        lambda cast, opinion, item, comments: change_introduction(
            opinion, by=cast.lead, introduction="Друго", seen=Seen.of(introduction="")
        ),
        lambda cast, opinion, item, comments: save_item(
            opinion, by=cast.lead, item=item, comments=comments[:1], **{**POINT, "text": "Друго."}
        ),
        lambda cast, opinion, item, comments: save_item(opinion, by=cast.lead, **POINT),
        lambda cast, opinion, item, comments: delete_item(item, by=cast.lead, revision=1),
        lambda cast, opinion, item, comments: set_aside_comments(
            opinion, comments=[comments[1]], by=cast.lead, reason="Друго."
        ),
        lambda cast, opinion, item, comments: reopen_comment(opinion, comment=comments[1], by=cast.lead),
        lambda cast, opinion, item, comments: add_minority_position(
            opinion, organization=cast.third_org, text="Не.", by=cast.lead
        ),
        lambda cast, opinion, item, comments: remove_minority_position(opinion.minority_positions.get(), by=cast.lead),
    ],
    ids=["introduction", "item", "new item", "deleted item", "set aside", "taken up", "minority", "no minority"],
)
def test_approvals_fall_away_when_the_text_changes(cast, ready, item, comments, change):
    MinorityPosition.objects.create(opinion=ready, organization=cast.member_org, text="Не слажемо се.")
    approve(ready, by=cast.member)

    change(cast, ready, item, comments)

    assert not ready.approvals.exists()


# --- submitting ------------------------------------------------------------------------------


def test_the_opinion_is_submitted_frozen_numbered_hashed_and_told(cast, ready):
    submit_opinion(ready, by=cast.lead)

    opinion = opinions_with_content(Opinion.objects.filter(pk=ready.pk)).get()
    assert (opinion.status, opinion.number) == ("submitted", f"{ready.consultation.number}/ENERGY")
    content = content_of(opinion)
    assert content == opinion.content
    assert opinion.content_hash == content_hash(content) == content_hash(opinion_content(opinion))
    assert (len(content["items"][0]["comments"]), len(content["set_aside"])) == (1, 1)
    event = last_event()
    assert signature(event) == ("opinion.submitted", cast.lead, cast.lead_org, True)
    # The Office, the consortium with a receipt for the lead, and those whose comments are merged or set aside.
    assert told(cast, event) == {"coordinator", "desk_officer", "lead", "member", "network", "other_network"}


def test_an_opinion_begun_by_one_lead_and_handed_in_by_the_next_is_hashed_as_the_opinion_of_the_next(cast, ready):
    change_lead(cast.consortium, cast.member_org, by=cast.coordinator)

    submit_opinion(ready, by=cast.user("member"))

    opinion = opinions_with_content(Opinion.objects.filter(pk=ready.pk)).get()
    assert opinion.organization == cast.member_org
    assert opinion.content_hash == content_hash(opinion_content(opinion))


def test_a_submitted_opinion_does_not_change(cast, ready, item, comments):
    position = MinorityPosition.objects.create(opinion=ready, organization=cast.member_org, text="Не.")
    submit_opinion(ready, by=cast.lead)
    before = verbs()

    for attempt in (
        lambda: change_introduction(ready, by=cast.lead, introduction="Увод", seen=Seen.of(introduction="")),
        lambda: save_item(ready, by=cast.lead, **POINT),
        lambda: delete_item(item, by=cast.lead, revision=1),
        lambda: set_aside_comments(ready, comments=[comments[1]], by=cast.lead, reason="Не."),
        lambda: reopen_comment(ready, comment=comments[1], by=cast.lead),
        lambda: add_minority_position(ready, organization=cast.member_org, text="Не.", by=cast.lead),
        lambda: remove_minority_position(position, by=cast.lead),
        lambda: approve(ready, by=cast.member),
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
    opinion = make.make_opinion(
        make.make_consultation("consolidation", [cast.seko]), cast.seko, cast.mandate("lead"), items=0
    )
    change_introduction(opinion, by=cast.lead, introduction="Немамо примедби.", seen=Seen.of(introduction=""))

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
        approve(ready, by=third if who == "third" else cast.member)

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
    change_introduction(opinion, by=other, introduction="Слажемо се.", seen=Seen.of(introduction=""))

    submit_opinion(opinion, by=other)

    assert Consultation.objects.get(pk=consultation.pk).status == "in_review"
    assert verbs()[-2:] == ["opinion.submitted", "consultation.review_begun"]


@pytest.mark.parametrize(
    ("state", "code"), [("answered", "consultation_over"), ("cancelled", "consultation_over"), ("open", "window_open")]
)
def test_an_opinion_is_not_submitted_outside_its_time(cast, ready, state, code):
    more = (
        {"comments_close_at": ready.consultation.opinion_due_at} if state == "open" else {"cancel_reason": "Повучено."}
    )
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
