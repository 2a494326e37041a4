"""The Office sees what all SEKOs say about each passage, side by side."""

import pytest

from consultations.models import Comment, ItemComment, MinorityPosition, OpinionItem
from tests import factories as make
from tests.browsing import address, sign_in, text_of
from tests.cast import Cast
from tests.counting import MOST_QUERIES, queries_of

pytestmark = pytest.mark.django_db
CASE_WORKERS = {"coordinator", "desk_officer"}


def submitted(consultation, seko, mandate, *items):
    """An opinion whose items are told as (passage number or None, title, proposed text)."""
    opinion = make.make_opinion(consultation, seko, mandate, items=0)
    for position, (number, title, proposed) in enumerate(items, start=1):
        passage = consultation.version.passages.get(number=number) if number else None
        OpinionItem.objects.create(
            opinion=opinion, position=position, passage=passage, title=title, text="Текст.", proposed_text=proposed
        )
    return opinion


def hand_in(opinion):
    number = f"{opinion.consultation.number}/{opinion.seko.code}"
    opinion.status, opinion.number, opinion.content_hash = "submitted", number, "0" * 64
    opinion.submitted_at = opinion.consultation.opinion_due_at
    opinion.save()


@pytest.fixture
def consultation(cast):
    consultation = make.make_consultation("in_review", [cast.seko, cast.other_seko])
    proposed = "Документ уређује мере за енергетску ефикасност и штедњу."
    ours = submitted(consultation, cast.seko, cast.mandate("lead"), ("1.1", "Штедња", proposed), (None, "Целина", ""))
    item = ours.items.get(position=1)
    item.comments.set([make.make_comment(consultation, cast.mandate("network"))])
    MinorityPosition.objects.create(opinion=ours, item=item, organization=cast.member_org, text="Против смо.")
    lead = cast.other_seko.consortia.get().memberships.get(role="lead").organization
    theirs = submitted(
        consultation, cast.other_seko, make.make_representation(organization=lead), ("1.1", "Култура", "")
    )
    for opinion in (ours, theirs):
        hand_in(opinion)
    make.make_response(item, cast.mandate("coordinator"), "partly", reason="Делом.")
    return consultation


def test_the_items_of_all_sekos_stand_by_passage_side_by_side(client, cast, consultation):
    sign_in(client, cast, "desk_officer")

    response = client.get(address("by_passage", consultation.slug))

    told = [
        (place.passage and place.passage.number, [[item.title for item in items] for __, items in place.columns])
        for place in response.context["rows"]
    ]
    assert sorted(told, key=str) == sorted([(None, [["Целина"], []]), ("1.1", [["Штедња"], ["Култура"]])], key=str)
    text = text_of(response)
    assert "<ins>" in text and "Protiv smo." in text and "1 merged comment" in text and "partly accepted" in text
    assert "Passage 2.2" not in text


def test_passages_without_items_are_shown_when_asked_for(client, cast, consultation):
    sign_in(client, cast, "coordinator")

    rows = client.get(address("by_passage", consultation.slug) + "?all=1").context["rows"]

    assert len(rows) == 1 + consultation.version.passages.count()


def test_a_draft_is_not_among_them(client, cast):
    consultation = make.make_consultation("consolidation", [cast.seko])
    submitted(consultation, cast.seko, cast.mandate("lead"), ("1.1", "Нацрт", ""))
    sign_in(client, cast, "coordinator")

    response = client.get(address("by_passage", consultation.slug))

    assert "Nacrt" not in text_of(response)
    assert "No opinion has been submitted yet." in text_of(response)


@pytest.mark.parametrize("who", Cast.roles())
def test_only_the_office_compares(client, cast, consultation, who):
    sign_in(client, cast, who)

    status = client.get(address("by_passage", consultation.slug)).status_code

    assert status == (200 if who in CASE_WORKERS else 302 if who == "anonymous" else 403)


def test_a_thousand_comments_in_hundreds_of_items_take_no_more_queries(client, cast):
    sign_in(client, cast, "coordinator")
    counts = set()
    for rows in (10, 1000):
        consultation = make.make_consultation("in_review", [cast.seko])
        mandate, passages = cast.mandate("network"), list(consultation.version.passages.all())
        comments = Comment.objects.bulk_create(
            Comment(
                consultation=consultation, number=n, mandate=mandate, organization_id=mandate.organization_id,
                reason="Рок.", submitted_at=consultation.opens_at,
            )
            for n in range(1, rows + 1)
        )  # fmt: skip
        opinion = submitted(consultation, cast.seko, cast.mandate("lead"))
        items = OpinionItem.objects.bulk_create(
            OpinionItem(opinion=opinion, position=n, title="Т", text="Т", passage=passages[n % len(passages)])
            for n in range(1, rows // 5 + 1)
        )
        ItemComment.objects.bulk_create(
            ItemComment(item=items[n % len(items)], comment=comment) for n, comment in enumerate(comments)
        )
        hand_in(opinion)
        counts.add(queries_of(client, address("by_passage", consultation.slug)))

    assert len(counts) == 1
    assert max(counts) <= MOST_QUERIES
