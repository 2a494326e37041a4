"""The lead hides an abusive comment: it leaves every page, list, file and opinion, and stays in the audit."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from consultations.comments.actions.comments import change_comment, support_comment, withdraw_comment
from consultations.comments.actions.hiding import hide_comment, show_comment
from consultations.comments.permissions import can_hide, hiding_seko_ids
from consultations.contributions.actions import withdraw_contribution
from consultations.models import Comment, Consultation, ItemComment, MinorityComment, MinorityPosition, SetAside
from seko.events.models import Event
from seko.scripts import to_latin
from tests import factories as make
from tests.browsing import address, press, said, sign_in, text_of
from tests.cast import Cast
from tests.happened import last_event, signature, told
from tests.refusals import refused

ABUSE, WHY = "Гадна увреда", "Вређа људе по имену."


@pytest.fixture
def running(cast):
    return make.make_consultation("open", [cast.seko])


@pytest.fixture
def comment(cast, running):
    return make.make_comment(running, cast.mandate("network"), running.version.passages.first(), reason=ABUSE)


def hide(cast, comment, **more):
    return hide_comment(comment, by=cast.user("lead"), **{"reason": WHY, **more})


def test_the_lead_hides_a_comment_with_a_reason_and_those_concerned_are_told(cast, comment):
    hide(cast, comment)

    comment.refresh_from_db()
    assert (comment.hidden_reason, comment.hidden_mandate) == (WHY, cast.mandate("lead"))
    assert list(Comment.objects.active()) == []
    assert comment.reason == ABUSE
    event = Event.objects.get()
    assert signature(event) == ("comment.hidden", cast.lead, cast.lead_org, True)
    assert told(cast, event) == {"network", "coordinator", "desk_officer"}
    assert (event.facts["reason"], event.facts["lead"]) == (WHY, cast.lead_org.name)


def test_it_is_noted_when_it_was_hidden_and_shown(cast, comment):
    hidden_at, shown_at = (comment.submitted_at + timedelta(minutes=minutes) for minutes in (1, 2))

    assert hide(cast, comment, at=hidden_at).hidden_at == last_event().at == hidden_at
    show_comment(comment, by=cast.lead, at=shown_at)
    assert last_event().at == shown_at


@pytest.mark.parametrize("who", Cast.roles())
def test_only_the_lead_of_a_seko_that_heard_it_hides_and_shows(cast, running, comment, who):
    by, may = cast.user(who), who == "lead"
    rows = running.comments.with_network_flag(hiding_seko_ids(by, running))
    assert (can_hide(by, comment), rows.get().may_take_part) == (may, may)
    if not may:
        with pytest.raises(PermissionDenied):
            hide_comment(comment, by=by, reason=WHY)
        hide(cast, comment)
        with pytest.raises(PermissionDenied):
            show_comment(comment, by=by)


def test_the_lead_of_another_network_does_not_hide_it(cast, running):
    outside = make.make_comment(running, cast.mandate("outsider"))

    with pytest.raises(PermissionDenied):
        hide(cast, outside)


@pytest.mark.parametrize("invited", [True, False])
def test_the_lead_hides_only_where_its_own_seko_was_invited(cast, invited):
    make.join(cast.other_seko, cast.network_org)  # in both networks
    consultation = make.make_consultation("open", [cast.other_seko, *([cast.seko] if invited else [])])
    comment = make.make_comment(consultation, cast.mandate("network"))

    assert can_hide(cast.user("lead"), comment) == invited
    if not invited:
        with pytest.raises(PermissionDenied):
            hide(cast, comment)
        return
    assert hide(cast, comment).hidden_mandate == cast.mandate("lead")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_hiding_needs_a_reason(cast, comment, reason):
    with refused("reason_missing"):
        hide(cast, comment, reason=reason)


def test_it_can_be_hidden_after_the_window_and_leaves_drafts_of_opinions(cast):
    closed = make.make_consultation("consolidation", [cast.seko])
    merged, aside, kept = (make.make_comment(closed, cast.mandate("network")) for _ in range(3))
    opinion = make.make_opinion(closed, cast.seko, cast.mandate("lead"), items=1, comments=[merged])
    SetAside.objects.create(opinion=opinion, comment=aside, reason="Не.")
    position = MinorityPosition.objects.create(opinion=opinion, organization=cast.network_org, text="Не.")
    MinorityComment.objects.create(position=position, comment=kept)

    for comment in (merged, aside, kept):
        hide(cast, comment)

    held = (ItemComment.objects.count(), SetAside.objects.count(), MinorityComment.objects.count())
    assert (held, Comment.objects.active().count()) == ((0, 0, 0), 0)


@pytest.mark.parametrize("held", ["merged", "set aside", "minority"])
def test_what_a_submitted_opinion_holds_is_not_hidden(cast, held):
    closed = make.make_consultation("consolidation", [cast.seko])
    comment = make.make_comment(closed, cast.mandate("network"))
    opinion = make.make_opinion(
        closed, cast.seko, cast.mandate("lead"), items=1, comments=[comment] if held == "merged" else []
    )
    if held == "set aside":
        SetAside.objects.create(opinion=opinion, comment=comment, reason="Не.")
    if held == "minority":
        position = MinorityPosition.objects.create(opinion=opinion, organization=cast.network_org, text="Не.")
        MinorityComment.objects.create(position=position, comment=comment)
    opinion.status, opinion.number, opinion.content_hash = "submitted", "K/E", "0" * 64
    opinion.submitted_at = closed.comments_close_at + timedelta(days=1)
    opinion.save()

    with refused("opinion_submitted"):
        hide(cast, comment)


def test_hidden_words_are_not_hidden_twice_changed_supported_or_taken_back(cast, running, comment):
    hide(cast, comment)

    for act in (
        lambda: hide(cast, comment),
        lambda: change_comment(comment, by=cast.network, kind="general", reason="Друго."),
        lambda: withdraw_comment(comment, by=cast.network),
        lambda: support_comment(comment, by=cast.member),
    ):
        with refused("hidden"):
            act()
    with refused("nothing_to_withdraw"):
        withdraw_contribution(running, cast.network_org, by=cast.network)


def test_it_is_shown_again_unless_its_opinion_went_without_it(cast, comment):
    with refused("not_hidden"):
        show_comment(comment, by=cast.lead)
    hide(cast, comment)
    show_comment(comment, by=cast.lead)
    comment.refresh_from_db()
    assert (Comment.objects.active().get(), comment.hidden_reason) == (comment, "")
    assert signature(last_event()) == ("comment.shown", cast.lead, cast.lead_org, True)

    hide(cast, comment)
    make.make_opinion(comment.consultation, cast.seko, cast.mandate("lead"), status="submitted")
    with refused("opinion_submitted"):
        show_comment(comment, by=cast.lead)


def test_what_was_withdrawn_after_all_is_neither_hidden_nor_shown(cast, comment):
    Comment.objects.filter(pk=comment.pk).update(withdrawn_at=comment.submitted_at)

    with refused("withdrawn"):
        hide(cast, comment)
    hidden = {"hidden_at": comment.submitted_at, "hidden_reason": WHY, "hidden_mandate": cast.mandate("lead")}
    Comment.objects.filter(pk=comment.pk).update(**hidden)
    with refused("not_hidden"):
        show_comment(comment, by=cast.lead)


@pytest.mark.parametrize("state", ["open", "consolidation", "in_review"])
def test_it_is_hidden_and_shown_again_as_long_as_the_consultation_runs(cast, comment, state):
    Consultation.objects.update(status=state)

    hide(cast, comment)
    assert not Comment.objects.active().exists()
    show_comment(comment, by=cast.lead)
    assert Comment.objects.active().exists()


@pytest.mark.parametrize("state", ["answered", "cancelled"])
def test_nothing_is_hidden_nor_shown_once_the_consultation_is_over(cast, comment, state):
    hidden = make.make_comment(comment.consultation, cast.mandate("network"), reason=ABUSE)
    hide(cast, hidden)
    Consultation.objects.update(status=state, cancel_reason="Повучено.")

    with refused("consultation_over"):
        hide(cast, comment)
    with refused("consultation_over"):
        show_comment(hidden, by=cast.lead)


@pytest.mark.parametrize("who", ["anonymous", "lead", "network", "coordinator"])
def test_its_words_are_on_no_page_and_its_place_says_why(client, cast, running, comment, who):
    make.make_comment(running, cast.mandate("member"), comment.passage, reason="Друго.")
    hide(cast, comment)
    sign_in(client, cast, who)

    passage = text_of(client.get(address("passage", running.slug, comment.passage_id, language="sr")))
    assert "Коментар" in passage or "Comment" in passage
    assert WHY in passage and cast.lead_org.name in passage and '<h2 id="heard">1 ' in passage
    pages = [address(name, running.slug, language="sr") for name in ("detail", "comments", "questions")]
    pages += [address("comment_export", running.slug, "csv"), "/sr/dashboard/", f"/sr/search/?q={ABUSE[:5]}&section=x"]
    pages += [f"/api/v1/consultations/{running.slug}/{part}/" for part in ("comments", "passages")]
    for page in pages:
        response = client.get(page)
        text = b"".join(response.streaming_content) if response.streaming else response.content
        assert ABUSE.encode() not in text, page
    assert ABUSE not in passage
    assert client.get(f"/api/v1/consultations/{running.slug}/comments/").json()["count"] == 1
    counts = client.get(f"/api/v1/consultations/{running.slug}/passages/").json()["results"]
    assert sum(row["comment_count"] for row in counts) == 1


def test_the_audit_of_the_office_keeps_it(client, cast, comment):
    hide(cast, comment)
    client.force_login(cast.coordinator)

    page = client.get(f"/admin/consultations/comment/{comment.pk}/change/", follow=True)

    assert to_latin(WHY) in text_of(page) and to_latin(ABUSE) in text_of(page)


def test_the_lead_hides_and_shows_on_the_page(client, cast, running, comment):
    client.force_login(cast.lead)
    passage = address("passage", running.slug, comment.passage_id)
    hides, shows = (address(f"comment_{act}", running.slug, comment.number) for act in ("hide", "show"))
    assert hides in text_of(client.get(passage))

    press(client, hides, {"reason": WHY})
    assert shows in text_of(client.get(passage))
    assert said(press(client, shows))[-1] == "The comment is shown again."
    assert Comment.objects.active().count() == 1
