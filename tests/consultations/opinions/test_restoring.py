"""What was thrown away of an opinion can be taken up again for thirty days, by its consortium, with all it held."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from consultations.comments.actions.hiding import hide_comment
from consultations.models import Comment, ItemComment, MinorityPosition, Opinion, OpinionItem, SetAside
from consultations.opinions.actions.disposition import (
    add_minority_position,
    remove_minority_position,
    set_aside_comments,
)
from consultations.opinions.actions.items import delete_item, save_item
from consultations.opinions.actions.opinions import discard_opinion, start_opinion, submit_opinion
from seko.discarded.actions import remove_expired, restore_discarded
from seko.discarded.models import KEPT_FOR, Discarded
from seko.events.models import Event
from tests import factories as make
from tests.browsing import address, press, said, text_of
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(cast):
    return make.make_consultation("consolidation", [cast.seko])


@pytest.fixture
def opinion(cast, consultation):
    """Three items, each with a comment; one minority position; one comment set aside."""
    opinion = start_opinion(consultation, seko=cast.seko, by=cast.lead)
    comments = [make.make_comment(consultation, cast.mandate("network")) for _number in range(5)]
    for number, comment in enumerate(comments[:3]):
        save_item(opinion, by=cast.lead, title=f"Тачка {number}", text="Тражимо.", comments=[comment], note="За нас.")
    first = opinion.items.first()
    add_minority_position(
        opinion, organization=cast.member_org, text="Друкчије.", item=first, comments=comments[3:4], by=cast.lead
    )
    set_aside_comments(opinion, comments=comments[4:], by=cast.lead, reason="Није о овом.")
    return opinion


def content(opinion):
    """What the opinion holds, as plain data."""
    return {
        "items": list(opinion.items.order_by("position").values("pk", "position", "title", "text", "note", "revision")),
        "merged": list(ItemComment.objects.filter(item__opinion=opinion).order_by("pk").values()),
        "positions": list(MinorityPosition.objects.filter(opinion=opinion).values()),
        "kept": [list(position.comments.values("pk")) for position in opinion.minority_positions.all()],
        "aside": list(SetAside.objects.filter(opinion=opinion).values()),
    }


def discarded():
    return Discarded.objects.get(restored_at=None, removed_at=None)


def test_a_discarded_opinion_comes_back_whole(cast, opinion):
    before = content(opinion)
    discard_opinion(opinion, by=cast.lead)

    restore_discarded(discarded(), by=cast.lead)

    opinion.refresh_from_db()
    assert opinion.status == "draft"
    assert content(opinion) == before
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "opinion.discarded",
        "opinion.restored",
    ]


def test_undo_stands_beside_the_message_and_puts_the_opinion_back(client, cast, opinion):
    client.force_login(cast.lead)
    where = (opinion.consultation.slug, cast.seko.code)
    response = press(client, address("opinion_discard", *where))

    page = text_of(client.get(response.url))
    undo = f"/en/discarded/{discarded().pk}/restore/"
    assert f'action="{undo}"' in page
    back = client.post(undo)

    assert back.url == address("opinion", *where)
    assert said(back) == ["Restored."]
    assert Opinion.objects.get(pk=opinion.pk).status == "draft"
    assert f'action="{undo}"' not in text_of(client.get(back.url))


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_the_list_shows_it_to_the_consortium_and_to_nobody_else(client, cast, opinion, language):
    discard_opinion(opinion, by=cast.lead)
    at = f"/{language}/discarded/"
    seen = set()

    for role in ("lead", "member", "network", "other_network", "outsider", "contact", "coordinator", "stranger"):
        client.force_login(cast.user(role))
        if f"/discarded/{discarded().pk}/restore/" in text_of(client.get(at)):
            seen.add(role)

    assert seen == {"lead", "member"}


def test_only_who_writes_the_opinion_takes_it_up_again(client, cast, opinion):
    discard_opinion(opinion, by=cast.lead)

    for role in ("member", "network", "outsider", "contact", "coordinator", "stranger"):
        with pytest.raises(PermissionDenied):
            restore_discarded(discarded(), by=cast.user(role))
    client.force_login(cast.network)
    assert client.post(f"/en/discarded/{discarded().pk}/restore/").status_code == 404


def test_a_new_opinion_in_its_place_refuses_it_with_words(client, cast, opinion, consultation):
    discard_opinion(opinion, by=cast.lead)
    start_opinion(consultation, seko=cast.seko, by=cast.lead)
    client.force_login(cast.lead)

    with refused("opinion_exists"):
        restore_discarded(discarded(), by=cast.lead)
    response = client.post(f"/en/discarded/{discarded().pk}/restore/")

    assert said(response) == ["This SEKO already has an opinion on this consultation. Continue with that one."]
    assert discarded().restored_at is None


def test_thirty_days_are_counted_to_the_second(cast, opinion):
    discard_opinion(opinion, by=cast.lead)
    end = discarded().discarded_at + KEPT_FOR

    with refused("removed"):
        restore_discarded(discarded(), by=cast.lead, at=end)
    restore_discarded(discarded(), by=cast.lead, at=end - timedelta(seconds=1))

    with refused("restored"):
        restore_discarded(Discarded.objects.get(), by=cast.lead)


def test_after_thirty_days_every_row_is_gone_and_the_trace_tells_who_and_when(cast, opinion):
    discard_opinion(opinion, by=cast.lead)
    row = discarded()

    assert remove_expired(at=row.discarded_at + KEPT_FOR - timedelta(seconds=1)) == 0
    assert remove_expired(at=row.discarded_at + KEPT_FOR) == 1
    assert remove_expired(at=row.discarded_at + KEPT_FOR) == 0

    assert not Opinion.objects.exists()
    assert not OpinionItem.objects.exists() and not MinorityPosition.objects.exists()
    assert Comment.objects.count() == 5
    row.refresh_from_db()
    assert (row.kind, row.discarded_by, row.title, row.rows) == ("opinion", cast.lead, "", [])
    assert row.removed_at is not None
    with refused("removed"):
        restore_discarded(row, by=cast.lead)


def test_an_item_taken_out_comes_back_to_its_place_with_comments_and_what_is_held_against_it(cast, opinion):
    before = content(opinion)
    item = opinion.items.get(position=1)
    delete_item(item, by=cast.lead, revision=item.revision)
    assert [row.title for row in opinion.items.order_by("position")] == ["Тачка 1", "Тачка 2"]

    restore_discarded(discarded(), by=cast.lead)

    assert content(opinion) == before


def test_a_comment_that_went_elsewhere_meanwhile_stays_there(cast, opinion):
    item = opinion.items.get(position=2)
    comment = item.comments.get()
    delete_item(item, by=cast.lead, revision=item.revision)
    add_minority_position(opinion, organization=cast.member_org, text="Издвојено.", comments=[comment], by=cast.lead)

    restore_discarded(discarded(), by=cast.lead)

    assert opinion.items.get(title="Тачка 1").comments.count() == 0
    assert comment.minority_positions.count() == 1


def test_comments_hidden_meanwhile_do_not_come_back_with_the_opinion(cast, opinion):
    item = opinion.items.get(position=2)
    discard_opinion(opinion, by=cast.lead)
    hide_comment(item.comments.get(), by=cast.lead, reason="Увреде.")

    restore_discarded(discarded(), by=cast.lead)

    assert item.comments.count() == 0


def test_an_item_of_a_submitted_opinion_is_not_put_back(cast, opinion):
    item = opinion.items.get(position=3)
    delete_item(item, by=cast.lead, revision=item.revision)
    set_aside_comments(opinion, comments=list(Comment.objects.filter(number=3)), by=cast.lead, reason="Није о овом.")
    submit_opinion(opinion, by=cast.lead)

    with refused("opinion_fixed"):
        restore_discarded(discarded(), by=cast.lead)

    assert opinion.items.count() == 2


def test_a_minority_position_comes_back(cast, opinion):
    before = content(opinion)
    remove_minority_position(opinion.minority_positions.get(), by=cast.lead)
    assert opinion.minority_positions.count() == 0

    restore_discarded(discarded(), by=cast.lead)

    assert content(opinion) == before


def test_an_item_whose_opinion_is_gone_is_refused_with_words(cast, opinion):
    item = opinion.items.get(position=2)
    delete_item(item, by=cast.lead, revision=item.revision)
    row = discarded()
    discard_opinion(opinion, by=cast.lead)
    whole = Discarded.objects.get(kind="opinion")
    Discarded.objects.filter(pk=whole.pk).update(discarded_at=timezone.now() - KEPT_FOR)
    remove_expired(at=timezone.now())

    with refused("place_gone"):
        restore_discarded(row, by=cast.lead)


def test_nothing_discarded_stands_in_lists_counts_or_the_search(client, cast, opinion):
    discard_opinion(opinion, by=cast.lead)

    client.force_login(cast.lead)
    for page in ("/en/", "/en/dashboard/", "/en/statistics/", "/en/search/?q=Тачка", "/api/v1/search/?q=Тачка"):
        assert "Tačka 1" not in client.get(page).content.decode()
        assert "Тачка 1" not in client.get(page).content.decode()
