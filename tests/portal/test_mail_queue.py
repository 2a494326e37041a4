"""The Office sees what did not go out, and sends it again."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation

from consultations.consultation.actions import open_consultation
from seko.events.actions import send_again, send_all_again
from seko.events.delivery import distribute, send_pending
from seko.events.models import Delivery, Event
from tests import factories as make
from tests.counting import assert_flat
from tests.refusals import refused

with translation.override("en"):
    PAGE, DASHBOARD = reverse("mail_queue"), reverse("dashboard")


@pytest.fixture
def given_up(cast):
    """Four messages that were given up."""
    draft = make.make_consultation("draft", [cast.seko])
    open_consultation(draft, by=cast.user("coordinator"))
    distribute(Event.objects.get().pk)
    Delivery.objects.update(status="failed", attempts=9, first_tried_at=timezone.now(), error="TimeoutError: slow")
    return list(Delivery.objects.order_by("pk"))


def test_one_message_is_sent_again_as_if_it_were_new(cast, given_up):
    send_again(given_up[0], by=cast.user("desk_officer"))

    send_pending()

    assert [message.to for message in mail.outbox] == [[given_up[0].recipient.email]]
    assert Delivery.objects.get(pk=given_up[0].pk).attempts == 1
    assert Delivery.objects.failed().count() == 3


def test_all_are_sent_again_and_each_once(cast, given_up):
    assert send_all_again(by=cast.user("coordinator")) == 4
    assert send_all_again(by=cast.user("coordinator")) == 0

    send_pending()
    send_pending()

    assert len(mail.outbox) == 4


def test_what_was_sent_is_not_sent_again(cast, given_up):
    send_all_again(by=cast.user("coordinator"))
    send_pending()

    with refused("already_sent"):
        send_again(given_up[0], by=cast.user("coordinator"))


@pytest.mark.parametrize("who", ["lead", "network", "contact", "stranger", "anonymous"])
def test_only_the_office_sends_again(client, cast, given_up, who):
    with pytest.raises(PermissionDenied):
        send_again(given_up[0], by=cast.user(who))
    with pytest.raises(PermissionDenied):
        send_all_again(by=cast.user(who))
    if who != "anonymous":
        client.force_login(cast.user(who))
        assert client.get(PAGE).status_code == client.post(PAGE).status_code == 403
    assert Delivery.objects.failed().count() == 4


def test_the_page_names_whom_it_did_not_reach_and_why(client, cast, given_up):
    client.force_login(cast.user("coordinator"))

    text = client.get(PAGE).content.decode()

    assert cast.network.email in text
    assert "TimeoutError: slow" in text


def test_the_buttons_of_the_page_send_one_or_all(client, cast, given_up):
    client.force_login(cast.user("coordinator"))

    client.post(PAGE, {"delivery": given_up[0].pk})
    assert Delivery.objects.failed().count() == 3
    client.post(PAGE)
    assert Delivery.objects.failed().count() == 0
    assert client.post(PAGE, {"delivery": "x"}).status_code == 404


def test_what_was_dropped_is_listed_with_its_reason(client, cast, given_up):
    Delivery.objects.filter(pk=given_up[0].pk).update(status="dropped", drop_reason="term_passed")
    client.force_login(cast.user("coordinator"))

    page = client.get(PAGE, {"show": "dropped"})

    assert [row.pk for row in page.context["page"]] == [given_up[0].pk]
    assert "its date has passed" in page.content.decode()


def test_the_dashboard_counts_what_waits_and_what_was_given_up(client, cast, given_up):
    Delivery.objects.filter(pk=given_up[0].pk).update(status="pending")
    client.force_login(cast.user("coordinator"))

    assert client.get(DASHBOARD).context["mail"] == {"delayed": 1, "failed": 3, "dropped": 0}


def test_the_page_asks_as_much_of_the_database_for_many_rows(client, cast):
    event = Event.objects.create(verb="consultation.opened", object=make.make_consultation("open", [cast.seko]))
    client.force_login(cast.user("coordinator"))

    def grow(number):
        Delivery.objects.bulk_create(
            [Delivery(event=event, recipient=make.make_user(), status="failed") for _row in range(number)]
        )

    assert_flat(client, PAGE, grow)
