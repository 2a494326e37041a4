"""Each mail once: listed once, sent by one worker, tried again when the mail server refuses."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.utils import timezone

from seko.events.delivery import FIRST_PAUSE, GIVE_UP_AFTER, distribute, send_pending
from seko.events.log import record
from seko.events.models import Delivery, Event
from seko.events.tasks import deliver_pending
from tests import factories as make
from tests.cast import build_cast
from tests.waiting import free_port

TICK = timedelta(seconds=1)


def announce(cast):
    """An event of which four people are told."""
    consultation = make.make_consultation(sekos=[cast.seko])
    facts = {"announced": False, "opens": consultation.opens_at, "closes": consultation.comments_close_at}
    return record("consultation.opened", consultation, by=cast.coordinator, **facts)


def at_once(*jobs):
    """Run the jobs in threads with connections of their own, begun at the same moment."""
    gate, errors = threading.Barrier(len(jobs)), []

    def run(job):
        try:
            gate.wait()
            job()
        except Exception as exc:  # noqa: BLE001  shown in the test's own thread
            errors.append(exc)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


# --- once ------------------------------------------------------------------------------------


def test_recipients_are_listed_once_however_often_an_event_is_distributed(cast):
    event = announce(cast)

    distribute(event.pk)
    make.join(cast.seko, make.make_representative(make.make_organization()).representations.get().organization)
    distribute(event.pk)

    assert event.deliveries.count() == 4


def test_a_mail_that_was_sent_is_not_sent_again(cast):
    event = announce(cast)
    distribute(event.pk)

    assert (send_pending(event.pk), send_pending(event.pk)) == (4, 0)
    assert len(mail.outbox) == 4


@pytest.mark.django_db(transaction=True)
def test_two_workers_list_the_recipients_once():
    event = announce(build_cast())

    at_once(*[lambda: distribute(event.pk)] * 2)

    assert event.deliveries.count() == 4
    assert Event.objects.get().distributed_at


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_mail_once(monkeypatch):
    event, sent = announce(build_cast()), []
    distribute(event.pk)

    other_came_by = threading.Event()

    def send(message):
        sent.append(message.to[0])
        if len(sent) == 1:
            other_came_by.wait(10)
        else:
            other_came_by.set()

    monkeypatch.setattr(EmailMessage, "send", send)
    at_once(*[lambda: send_pending(event.pk)] * 2)

    assert sorted(sent) == sorted(event.deliveries.values_list("recipient__email", flat=True))
    assert set(event.deliveries.values_list("status", "attempts")) == {("sent", 1)}


# --- refused by the mail server --------------------------------------------------------------


@pytest.fixture
def no_mail_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


@pytest.fixture
def waiting(cast, no_mail_server):
    event = announce(cast)
    distribute(event.pk)
    Delivery.objects.exclude(recipient=cast.network).delete()
    return Delivery.objects.get()


def test_a_refused_mail_waits_longer_each_time_up_to_an_hour(waiting):
    at, pauses = timezone.now(), []
    for attempt in range(1, 10):
        send_pending(at=at)
        waiting.refresh_from_db()
        assert (waiting.status, waiting.attempts) == ("pending", attempt)
        pauses.append((waiting.retry_at - at) / FIRST_PAUSE)
        at = waiting.retry_at

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert "ConnectionRefusedError" in waiting.error


@pytest.mark.parametrize(("waited", "status"), [(GIVE_UP_AFTER - TICK, "pending"), (GIVE_UP_AFTER, "failed")], ids=str)
def test_a_refused_mail_is_given_up_after_days(waiting, waited, status):
    first = timezone.now()
    send_pending(at=first)

    send_pending(at=first + waited)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.sent_at) == (status, None)


def test_a_refused_mail_is_not_tried_before_its_time(waiting):
    send_pending()
    send_pending()

    waiting.refresh_from_db()
    assert (waiting.status, waiting.attempts) == ("pending", 1)


def test_a_failed_mail_is_not_tried_again(waiting):
    Delivery.objects.update(status="failed", attempts=100)

    assert send_pending() == 0
    waiting.refresh_from_db()
    assert waiting.attempts == 100


def test_a_refused_mail_goes_out_when_the_mail_server_is_back(waiting, settings):
    send_pending()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Delivery.objects.update(retry_at=timezone.now() - timedelta(seconds=1))

    deliver_pending()

    waiting.refresh_from_db()
    assert (waiting.status, waiting.attempts, waiting.error) == ("sent", 2, "")
    assert [message.to for message in mail.outbox] == [[waiting.recipient.email]]


def test_one_mail_that_can_not_be_written_does_not_stop_the_others(cast, monkeypatch):
    event = announce(cast)
    distribute(event.pk)
    from seko.events import delivery

    write = delivery.message_for

    def refuse_one(row):
        if row.recipient == cast.lead:
            raise ValueError("a broken template")
        return write(row)

    monkeypatch.setattr(delivery, "message_for", refuse_one)

    assert send_pending() == 3
    assert list(Delivery.objects.filter(status="pending").values_list("recipient", flat=True)) == [cast.lead.pk]


def test_a_mail_whose_facts_break_the_transaction_does_not_stop_the_others(cast, monkeypatch):
    event = announce(cast)
    distribute(event.pk)
    unlucky = event.deliveries.order_by("pk").first().recipient_id
    monkeypatch.setattr("seko.events.delivery.personal_facts_of", lambda event, person: _ask(person.pk == unlucky))

    assert send_pending() == 3

    assert event.deliveries.get(status="pending").recipient_id == unlucky


def _ask(wrongly):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / %s", [0 if wrongly else 1])
    return {}
