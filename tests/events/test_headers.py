"""What a mail says of itself: which delivery it is, and that no person wrote it."""

import pytest
from django.core import mail

from seko.events.delivery import distribute, message_for, send_pending
from seko.events.log import record
from tests import factories as make


@pytest.fixture
def delivery(cast):
    consultation = make.make_consultation(sekos=[cast.seko])
    facts = {"announced": False, "opens": consultation.opens_at, "closes": consultation.comments_close_at}
    event = record("consultation.opened", consultation, by=cast.coordinator, **facts)
    distribute(event.pk)
    return event.deliveries.get(recipient=cast.network)


def test_a_mail_says_that_a_machine_wrote_it_so_that_no_machine_answers(delivery, settings):
    """Source: RFC 3834, so that holiday notices are not sent back."""
    settings.SITE_URL = "https://seko.example"

    send_pending()

    sent = next(message for message in mail.outbox if message.to == [delivery.recipient.email])
    assert sent.message()["Auto-Submitted"] == "auto-generated"
    assert sent.message()["Message-ID"] == f"<delivery-{delivery.pk}@seko.example>"


def test_a_mail_that_is_written_again_is_known_by_the_same_name(delivery):
    first, again = message_for(delivery), message_for(delivery)

    assert first.extra_headers == again.extra_headers
    assert first.to == [delivery.recipient.email]
