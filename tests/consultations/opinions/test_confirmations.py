"""An opinion is thrown away or submitted by the second press: the first one says what will be gone and who is told."""

import pytest
from django.core import mail
from django.utils import translation
from django.utils.translation import ngettext

from consultations.models import Comment, MinorityPosition, SetAside
from seko.events.delivery import message_for
from seko.events.models import Delivery, Event
from seko.events.tasks import deliver_pending
from seko.scripts.convert import to_latin
from tests import factories as make
from tests.browsing import address, press, said, shown_first, text_of

pytestmark = pytest.mark.django_db

ITEMS, POSITIONS, ASIDE = 20, 3, 12


@pytest.fixture
def consultation(cast):
    return make.make_consultation("consolidation", [cast.seko])


@pytest.fixture
def opinion(cast, consultation):
    """B17: the work of weeks."""
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=ITEMS)
    for number in range(POSITIONS):
        MinorityPosition.objects.create(opinion=opinion, organization=cast.member_org, text=f"Друкчије. {number}")
    for _number in range(ASIDE):
        comment = make.make_comment(consultation, cast.mandate("network"))
        SetAside.objects.create(opinion=opinion, comment=comment, reason="Није о овом документу.")
    return opinion


def here(name, opinion, language="en"):
    return address(name, opinion.consultation.slug, opinion.seko.code, language=language)


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_first_press_discards_nothing_and_names_what_would_be_gone_in_numbers(client, cast, opinion, method):
    client.force_login(cast.lead)

    response = getattr(client, method)(here("opinion_discard", opinion))

    opinion.refresh_from_db()
    assert opinion.status == "draft"
    assert not Event.objects.exists()
    page = text_of(response)
    for line in ("20 items", "3 minority positions", "12 comments set aside"):
        assert f"<strong>{line}</strong>" in page
    for item in opinion.items.all():
        assert f">{item.position}. {to_latin(item.title)}<" in page
    assert [told.verb for told in shown_first(response)["told"]] == ["opinion.discarded"]


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_the_question_is_asked_in_each_variant(client, cast, opinion, language):
    client.force_login(cast.lead)

    shown = shown_first(client.get(here("opinion_discard", opinion, language)))

    with translation.override(language):
        expected = ngettext("%(n)s item", "%(n)s items", ITEMS) % {"n": ITEMS}
    assert expected in [loss.text for loss in shown["lost"]]


def test_the_second_press_discards(client, cast, opinion):
    client.force_login(cast.lead)

    response = press(client, here("opinion_discard", opinion))

    opinion.refresh_from_db()
    assert response.status_code == 302
    assert said(response) == ["The draft is discarded."]
    assert opinion.status == "discarded"


def test_a_sign_of_nothing_or_of_another_page_does_nothing(client, cast, opinion):
    client.force_login(cast.lead)
    other = shown_first(client.get(here("opinion_discard", opinion)))["sign"][::-1]

    for sign in ("", other, "x" * 10_000, "\x00"):
        assert shown_first(client.post(here("opinion_discard", opinion), {"shown": sign}))

    opinion.refresh_from_db()
    assert opinion.status == "draft"


def test_what_was_added_meanwhile_is_shown_before_it_is_thrown_away(client, cast, opinion):
    client.force_login(cast.lead)
    sign = shown_first(client.get(here("opinion_discard", opinion)))["sign"]
    SetAside.objects.create(
        opinion=opinion, comment=make.make_comment(opinion.consultation, cast.mandate("network")), reason="Касно."
    )

    response = client.post(here("opinion_discard", opinion), {"shown": sign})

    opinion.refresh_from_db()
    assert opinion.status == "draft"
    page = text_of(response)
    assert "Something has changed since you read this." in page
    assert "13 comments set aside" in page
    assert client.post(here("opinion_discard", opinion), {"shown": shown_first(response)["sign"]}).status_code == 302


def test_who_may_not_is_refused_before_being_shown_anything(client, cast, opinion):
    for role in ("member", "network", "outsider", "contact", "coordinator"):
        client.force_login(cast.user(role))
        for name in ("opinion_discard", "opinion_submit"):
            assert client.get(here(name, opinion)).status_code in {403, 404}
            assert client.post(here(name, opinion)).status_code in {403, 404}


def test_what_can_not_be_done_is_refused_at_the_first_press(client, cast, opinion):
    make.make_comment(opinion.consultation, cast.mandate("network"))
    client.force_login(cast.lead)

    response = client.post(here("opinion_submit", opinion))

    assert said(response)[0].startswith("1 comment is still open.")
    assert Comment.objects.count() == ASIDE + 1


def test_the_mail_shown_before_submitting_is_the_mail_that_is_sent(client, cast, opinion):
    client.force_login(cast.lead)
    shown = shown_first(client.get(here("opinion_submit", opinion)))
    (told, *more) = [announcement for announcement in shown["told"] if announcement.verb == "opinion.submitted"]
    assert more == []

    press(client, here("opinion_submit", opinion))

    event = Event.objects.get(verb="opinion.submitted")
    deliver_pending()
    sent = Delivery.objects.filter(event=event)
    assert told.people == sent.count() > 1
    assert sum(group.people for group in told.groups) >= told.people
    reader = sent.order_by("recipient").first()
    reader.recipient.language = "en"
    assert (told.subject, told.body) == (message_for(reader).subject, message_for(reader).body)
    assert {address for message in mail.outbox for address in message.to} >= {
        delivery.recipient.email for delivery in sent
    }
