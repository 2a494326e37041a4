"""The lead's workspace: comments on one side, items on the other; nothing is forgotten, nothing overwritten unseen."""

import pytest

from consultations.comments.disposition import Disposition
from consultations.models import (
    Comment,
    ItemComment,
    MinorityComment,
    MinorityPosition,
    Opinion,
    OpinionItem,
    SetAside,
    Support,
)
from consultations.opinions.actions.disposition import add_minority_position, reopen_comment, set_aside_comments
from consultations.opinions.actions.items import delete_item, move_item, save_item
from consultations.opinions.actions.opinions import change_introduction, comments_left, submit_opinion
from consultations.opinions.content import opinion_content, opinions_with_content
from consultations.opinions.workspace import Workspace
from seko.rules.seen import Seen
from tests import factories as make
from tests.browsing import address, said, text_of
from tests.counting import MOST_QUERIES, queries_again, queries_of
from tests.forms import typed_form
from tests.refusals import refused

pytestmark = pytest.mark.django_db
POINT = {"title": "Мере", "text": "Тражимо јасне мере."}


@pytest.fixture
def consultation(cast):
    return make.make_consultation("consolidation", [cast.seko])


@pytest.fixture
def comments(cast, consultation):
    """Four of them: two on a passage, the second of these supported, one elsewhere, one on the whole document."""
    first, second = consultation.version.passages.filter(number__in=["1.1", "1.2"])
    made = [
        make.make_comment(consultation, cast.mandate("network"), first, reason="Рок је кратак."),
        make.make_comment(
            consultation, cast.mandate("other_network"), first, kind="change", reason="Мера није јасна.",
            proposed_text="Документ уређује мере за енергетску ефикасност зграда.",
        ),
        make.make_comment(consultation, cast.mandate("network"), second, reason="Недостаје буџет."),
        make.make_comment(consultation, cast.mandate("member"), reason="Подржавамо."),
    ]  # fmt: skip
    Support.objects.create(comment=made[1], organization=cast.lead_org, mandate=cast.mandate("lead"))
    return made


@pytest.fixture
def opinion(cast, consultation, comments):
    return make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=0)


@pytest.fixture
def items(cast, opinion):
    return [save_item(opinion, by=cast.lead, title=title, text="Текст.") for title in ("Прва", "Друга", "Трећа")]


def page(opinion, name="opinion", *more):
    return address(name, opinion.consultation.slug, opinion.seko.code, *more)


def numbers(opinion, **query):
    return [row.number for row in Workspace(opinion, query).chosen]


# --- what is left ----------------------------------------------------------------------------


def test_each_comment_is_counted_by_what_became_of_it(cast, opinion, comments):
    merged, kept, aside, left = comments
    save_item(opinion, by=cast.lead, comments=[merged], **POINT)
    add_minority_position(opinion, by=cast.lead, organization=kept.organization, text="Не.", comments=[kept])
    set_aside_comments(opinion, by=cast.lead, comments=[aside], reason="Није у теми.")

    assert Workspace(opinion, None).counts == dict.fromkeys(Disposition, 1)
    assert list(comments_left(opinion)) == [left]


def test_a_comment_waits_again_whatever_was_done_with_it(cast, opinion, comments):
    merged, kept, aside, __ = comments
    item = save_item(opinion, by=cast.lead, comments=[merged], **POINT)
    add_minority_position(opinion, by=cast.lead, organization=kept.organization, text="Не.", comments=[kept])
    set_aside_comments(opinion, by=cast.lead, comments=[aside], reason="Није у теми.")

    for comment in (merged, kept, aside):
        reopen_comment(opinion, comment=comment, by=cast.lead)

    assert set(comments_left(opinion)) == set(comments)
    assert OpinionItem.objects.get(pk=item.pk).revision == 2  # a form that was opened before does not bring it back
    assert MinorityPosition.objects.count() == 1


def test_a_comment_has_one_fate(cast, opinion, comments):
    merged, kept, aside, __ = comments
    save_item(opinion, by=cast.lead, comments=[merged], **POINT)
    add_minority_position(opinion, by=cast.lead, organization=kept.organization, text="Не.", comments=[kept])
    set_aside_comments(opinion, by=cast.lead, comments=[aside], reason="Није у теми.")

    with refused("already_kept"):
        save_item(opinion, by=cast.lead, comments=[kept], **POINT)
    with refused("already_kept"):
        set_aside_comments(opinion, by=cast.lead, comments=[kept], reason="Не.")
    with refused("already_merged"):
        add_minority_position(opinion, by=cast.lead, organization=cast.member_org, text="Не.", comments=[merged])
    add_minority_position(opinion, by=cast.lead, organization=cast.network_org, text="Не.", comments=[aside])
    assert not SetAside.objects.exists()


def test_hidden_words_are_neither_merged_nor_kept_nor_set_aside(cast, opinion, comments):
    hidden = {"hidden_at": comments[0].submitted_at, "hidden_reason": "Увреде.", "hidden_mandate": cast.mandate("lead")}
    Comment.objects.filter(pk=comments[0].pk).update(**hidden)

    for attempt in (
        lambda: save_item(opinion, by=cast.lead, comments=comments[:1], **POINT),
        lambda: set_aside_comments(opinion, by=cast.lead, comments=comments[:1], reason="Не."),
        lambda: add_minority_position(
            opinion, by=cast.lead, organization=cast.network_org, text="Не.", comments=comments[:1]
        ),
    ):
        with refused("withdrawn"):
            attempt()
    assert [row.number for row in Workspace(opinion, None).rows] == [4, 2, 3]


# --- choosing --------------------------------------------------------------------------------


def test_comments_are_chosen_by_what_they_are_and_what_became_of_them(cast, opinion, comments):
    set_aside_comments(opinion, by=cast.lead, comments=comments[2:3], reason="Није у теми.")
    passage = comments[0].passage_id

    assert numbers(opinion) == [4, 1, 2]  # the whole document first, then in the order of the text
    assert numbers(opinion, state="aside") == [3]
    assert numbers(opinion, state="all", order="support") == [2, 1, 3, 4]
    assert numbers(opinion, state="all", order="arrival") == [1, 2, 3, 4]
    assert numbers(opinion, passage=str(passage)) == [1, 2]
    assert numbers(opinion, passage="whole") == [4]
    assert numbers(opinion, organization=str(cast.network_org.pk), state="all") == [1, 3]
    assert numbers(opinion, kind="change") == [2]
    assert numbers(opinion, q="budzeta", state="all") == [3]
    assert numbers(opinion, kind="song", passage="x", state="nema") == [4, 1, 2]


def test_the_page_shows_weight_changes_and_what_is_left(client, cast, opinion, comments):
    client.force_login(cast.lead)

    text = text_of(client.get(page(opinion)))

    assert "4 comments still to deal with" in text
    assert text.count("supported by 1") == 1
    assert all(text.count(f"<span>#{comment.number}</span>") == 1 for comment in comments)
    assert "<ins>" in text and "zgrada" in text


def test_the_chosen_comments_go_into_a_new_item_or_an_existing_one_or_a_minority_position(
    client, cast, opinion, comments
):
    client.force_login(cast.lead)
    first, second, third, fourth = comments
    back = "state=all&kind=change"

    chosen = client.get(page(opinion, "item_create"), {"comment": [1, 2]}).context["form"]
    assert (chosen.initial["comments"], chosen.initial["passage"]) == ([first.pk, second.pk], first.passage)
    data = {**POINT, "comments": [first.pk, second.pk]}
    answer = client.post(f"{page(opinion, 'item_create')}?back={back.replace('&', '%26')}", data)
    assert answer["Location"] == f"{page(opinion)}?{back}"  # the choice in the workspace outlives the act
    item = opinion.items.get()

    merge = client.get(page(opinion, "item_merge"), {"comment": 3, "item": item.pk}, follow=True)
    assert merge.context["form"].initial["comments"] == [first.pk, second.pk, third.pk]
    client.post(page(opinion, "item_edit", item.pk), {**data, "revision": 1, "comments": [first.pk, third.pk]})
    assert set(item.comments.all()) == {first, third}

    kept = client.get(page(opinion, "minority_create"), {"comment": 4}).context["form"]
    assert kept.initial["organization"] == cast.member_org
    client.post(
        page(opinion, "minority_create"), {"organization": cast.member_org.pk, "text": "Не.", "comments": fourth.pk}
    )
    client.post(page(opinion, "set_aside"), {"comments": second.pk, "reason": "Понавља се."})

    assert not comments_left(opinion).exists()
    assert client.get(page(opinion, "item_merge"), {"comment": 3}, follow=True).redirect_chain


def test_a_note_to_self_is_seen_by_the_consortium_alone_and_ends_no_approval(client, cast, opinion, comments):
    item = save_item(opinion, by=cast.lead, comments=comments, **POINT)
    opinion.approvals.create(organization=cast.member_org, mandate=cast.mandate("member"))

    save_item(opinion, by=cast.lead, item=item, comments=comments, note="Питати Сенту.", **POINT)

    assert opinion.approvals.exists()
    client.force_login(cast.member)
    assert "Pitati Sentu." in text_of(client.get(page(opinion)))
    submit_opinion(opinion, by=cast.lead)
    told = opinions_with_content(Opinion.objects.all()).get()
    assert "Сенту" not in str(opinion_content(told))
    assert "Sentu" not in text_of(client.get(page(opinion)))
    assert "Сенту" not in str(client.get(f"/api/v1/consultations/{opinion.consultation.slug}/opinions/").json())


# --- order -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("which", "to", "order"),
    [(2, 1, "Друга Прва Трећа"), (1, 3, "Друга Трећа Прва"), (3, 0, "Трећа Прва Друга"), (1, 99, "Друга Трећа Прва")],
)
def test_an_item_is_moved_to_a_place(cast, opinion, items, which, to, order):
    move_item(items[which - 1], by=cast.lead, to=to, seen=which)

    assert list(opinion.items.values_list("position", "title")) == list(enumerate(order.split(), start=1))


def test_buttons_move_an_item_up_and_down_and_to_a_place(client, cast, opinion, items):
    client.force_login(cast.lead)
    move = page(opinion, "item_move", items[0].pk)

    client.post(move, {"to": "down", "seen": 1})
    client.post(move, {"to": "3", "seen": 2})
    client.post(move, {"to": "up", "seen": 3})
    assert OpinionItem.objects.get(pk=items[0].pk).position == 2
    client.post(move, {"to": "", "seen": 2})
    client.post(move, {"to": "1"})
    assert OpinionItem.objects.get(pk=items[0].pk).position == 2


def test_who_takes_an_item_out_leaves_what_was_held_against_it(cast, opinion, items):
    position = add_minority_position(opinion, by=cast.lead, organization=cast.member_org, text="Не.", item=items[0])

    delete_item(items[0], by=cast.lead, revision=1)

    position.refresh_from_db()
    assert position.item is None


# --- two people at once ----------------------------------------------------------------------


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(cast, opinion, items):
    item = items[0]
    seen = Seen.of(title=item.title, text=item.text, proposed_text="", passage=None, note="", comments=[])
    save_item(opinion, by=cast.lead, item=item, title="Прва", text="Други текст.")
    move_item(items[2], by=cast.lead, to=1, seen=3)
    change_introduction(opinion, by=cast.lead, introduction="Увод.", seen=Seen.of(introduction=""))

    with refused("changed_meanwhile"):
        save_item(opinion, by=cast.lead, item=item, seen=seen, **POINT)
    with refused("changed_meanwhile"):
        delete_item(item, by=cast.lead, revision=1)
    with refused("changed_meanwhile"):
        move_item(item, by=cast.lead, to=3, seen=1)
    with refused("changed_meanwhile"):
        change_introduction(opinion, by=cast.lead, introduction="Други увод.", seen=Seen.of(introduction=""))
    delete_item(item, by=cast.lead, revision=2)
    for attempt in (
        lambda: save_item(opinion, by=cast.lead, item=item, **POINT),
        lambda: move_item(item, by=cast.lead, to=1, seen=2),
        lambda: delete_item(item, by=cast.lead, revision=2),
    ):
        with refused("item_gone"):
            attempt()


def test_the_page_shows_what_the_other_wrote_beside_what_was_typed_and_lets_the_person_decide(
    client, cast, opinion, items
):
    client.force_login(cast.lead)
    edit = page(opinion, "item_edit", items[0].pk)
    mine = typed_form(client.get(edit)).sent() | {"text": "Оно што сам ја куцала."}
    save_item(opinion, by=cast.lead, item=items[0], title=items[0].title, text="Оно што је други написао.")

    answer = client.post(edit, mine)

    text = text_of(answer)
    assert "Ono što je drugi napisao." in text and "Оно што сам ја куцала." in text
    assert "Save my text" in text
    assert OpinionItem.objects.get(pk=items[0].pk).text == "Оно што је други написао."
    assert client.post(edit, typed_form(answer).sent()).status_code == 302
    assert OpinionItem.objects.get(pk=items[0].pk).text == "Оно што сам ја куцала."


def test_a_comment_that_somebody_else_merges_meanwhile_stays_merged(client, cast, opinion, items, comments):
    client.force_login(cast.lead)
    edit = page(opinion, "item_edit", items[0].pk)
    mine = typed_form(client.get(edit)).sent() | {"text": "Оно што сам ја куцала."}
    save_item(opinion, by=cast.lead, item=items[0], title=items[0].title, text=items[0].text, comments=comments[:1])

    assert client.post(edit, mine).status_code == 302

    assert list(items[0].comments.all()) == comments[:1]


def test_an_introduction_that_was_changed_meanwhile_stands_beside_the_other(client, cast, opinion):
    client.force_login(cast.lead)
    write = page(opinion, "opinion_introduction")
    mine = typed_form(client.get(write)).sent() | {"introduction": "Наш увод."}
    change_introduction(opinion, by=cast.lead, introduction="Њихов увод.")

    answer = client.post(write, mine)

    assert "Njihov uvod." in text_of(answer) and "Наш увод." in text_of(answer)
    assert client.post(write, typed_form(answer).sent()).status_code == 302
    opinion.refresh_from_db()
    assert opinion.introduction == "Наш увод."


def test_words_typed_for_an_item_that_was_taken_out_become_a_new_item(client, cast, opinion, items):
    client.force_login(cast.lead)
    delete_item(items[0], by=cast.lead, revision=1)

    answer = client.post(page(opinion, "item_edit", items[0].pk), POINT)

    assert POINT["text"] in text_of(answer)
    assert f'action="{page(opinion, "item_create")}"' in text_of(answer)
    assert client.get(page(opinion, "item_edit", items[0].pk)).status_code == 404


def test_a_button_pressed_on_an_old_page_is_refused(client, cast, opinion, items):
    client.force_login(cast.lead)
    save_item(opinion, by=cast.lead, item=items[0], **POINT)

    answer = client.post(page(opinion, "item_delete", items[0].pk), {"revision": 1})

    assert said(answer) == [
        "Somebody else changed this in the meantime. Compare both texts, then save the one that should stay."
    ]
    assert opinion.items.count() == 3


# --- who -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"), [("lead", 200), ("member", 403), ("network", 404), ("coordinator", 404), ("outsider", 404)]
)
def test_only_the_lead_finds_the_tools(client, cast, opinion, items, who, status):
    client.force_login(cast.user(who))

    for name in ("item_create", "similar", "set_aside", "minority_create"):
        assert client.get(page(opinion, name)).status_code == status
    for name, *more in (("item_move", items[0].pk), ("item_delete", items[0].pk), ("comment_reopen", 1)):
        assert client.post(page(opinion, name, *more), {}).status_code == (302 if status == 200 else status)
    assert opinion.items.count() == 3


# --- speed -----------------------------------------------------------------------------------


def test_a_thousand_comments_take_no_more_queries_than_ten(client, cast, consultation, opinion):
    client.force_login(cast.lead)
    mandate, passages = cast.mandate("network"), list(consultation.version.passages.all())

    def grow(first, last):
        made = Comment.objects.bulk_create(
            Comment(
                consultation=consultation, number=n, mandate=mandate, organization_id=mandate.organization_id,
                passage=passages[n % len(passages)], kind="change", submitted_at=consultation.opens_at,
                reason=f"Рок из мере {n} је кратак.", proposed_text=f"Рок је {n} дана.",
            )
            for n in range(first, last)
        )  # fmt: skip
        merged, kept, aside = (made[n::4] for n in range(3))
        item = OpinionItem.objects.create(opinion=opinion, position=first, title="Тачка", text="Текст.")
        ItemComment.objects.bulk_create(ItemComment(item=item, comment=comment) for comment in merged)
        position = MinorityPosition.objects.create(
            opinion=opinion, item=item, organization_id=mandate.organization_id, text="Не."
        )
        MinorityComment.objects.bulk_create(MinorityComment(position=position, comment=comment) for comment in kept)
        SetAside.objects.bulk_create(SetAside(opinion=opinion, comment=comment, reason="Не.") for comment in aside)

    def counts(count):
        pages = (
            page(opinion),
            page(opinion) + "?state=all&q=rok",
            page(opinion, "similar"),
            page(opinion, "opinion_consent"),
        )
        return [count(client, each) for each in pages]

    grow(5, 15)
    few = counts(queries_of)
    grow(15, 1005)

    assert counts(queries_again) == few
    assert max(few) <= MOST_QUERIES
