"""Real processes: a worker that dies between two mails, a Redis that is stopped."""

from datetime import timedelta

import pytest
import redis
from django.conf import settings as portal
from django.core import mail
from django.utils import timezone

from consultations.comments.actions.comments import submit_comment
from consultations.consultation.actions import move_dates, open_consultation
from consultations.models import Comment
from seko.celery import app
from seko.events.models import Delivery, Event
from seko.events.tasks import deliver_pending
from tests import factories as make
from tests.cast import build_cast
from tests.events.servers import MailServer, Worker, redis_of_its_own, serving
from tests.waiting import wait_for

pytestmark = [pytest.mark.delivery, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db):
    return build_cast()


# --- a worker dies ---------------------------------------------------------------------------


@pytest.fixture
def mail_server():
    with serving(MailServer()) as server:
        yield server


@pytest.fixture
def start_worker(mail_server):
    """Start workers on an empty queue; none of them outlives the test."""
    queue = redis.Redis.from_url(portal.REDIS_URL)
    queue.flushdb()
    workers = []

    def start():
        workers.append(Worker(mail_server))
        return workers[-1]

    yield start
    for worker in workers:
        worker.remove()
    queue.flushdb()
    queue.close()


def all_sent():
    return Delivery.objects.exists() and not Delivery.objects.exclude(status="sent").exists()


def finish(worker):
    """What beat does every minute, until nothing is left."""

    def done():
        if not all_sent():
            app.send_task("seko.deliver_pending")
        return all_sent()

    assert wait_for(done, between=1), worker.log()
    worker.stop()


@pytest.mark.slow
def test_a_worker_killed_between_two_mails_repeats_nothing_and_loses_nothing(cast, mail_server, start_worker):
    mail_server.hang_before = 2
    open_consultation(make.make_consultation("draft", sekos=[cast.seko]), by=cast.user("coordinator"))
    first = start_worker()
    assert mail_server.hanging.wait(40), first.log()

    first.kill()
    assert len(mail_server.mails) == 1
    finish(start_worker())

    people = [cast.lead, cast.member, cast.network, cast.other_network]
    assert mail_server.recipients == sorted(person.email for person in people)
    assert list(Delivery.objects.values_list("status", flat=True)) == ["sent"] * 4


@pytest.mark.slow
def test_a_mail_taken_by_a_server_but_not_noted_goes_out_under_the_same_id(cast, mail_server, start_worker):
    mail_server.hang_after = 1
    open_consultation(make.make_consultation("draft", sekos=[cast.seko]), by=cast.user("coordinator"))
    first = start_worker()
    assert mail_server.hanging.wait(40), first.log()

    first.kill()
    mail_server.hang_after = None
    finish(start_worker())

    assert len(mail_server.mails) == 5
    assert len({message["Message-ID"] for message in mail_server.mails}) == 4


# --- Redis is gone ---------------------------------------------------------------------------


@pytest.fixture
def own_redis(monkeypatch, settings):
    with redis_of_its_own(monkeypatch, settings) as server:
        yield server


def test_actions_succeed_while_redis_is_down_and_mails_follow_later(cast, own_redis):
    draft = make.make_consultation("draft", sekos=[cast.seko], opens_at=timezone.now() - timedelta(days=1))
    consultation = open_consultation(draft, by=cast.user("coordinator"))
    assert own_redis.queued() == 1

    own_redis.stop()
    comment = submit_comment(consultation, by=cast.user("network"), kind="general", reason="Мера није јасна.")
    moved = consultation.comments_close_at + timedelta(days=1)
    move_dates(consultation, by=cast.user("coordinator"), reason="Празник.", comments_close_at=moved)

    assert (own_redis.asked, own_redis.pauses) == (1, [])  # of a comment nobody is told by mail
    assert Comment.objects.get() == comment
    assert Event.objects.filter(verb="comment.submitted", object_id=comment.pk).exists()
    assert Event.objects.undelivered().count() == 2
    assert mail.outbox == []
    deliver_pending()
    assert len(mail.outbox) == 8
    assert all_sent()


def test_a_page_takes_a_comment_while_redis_is_down(cast, own_redis, client):
    consultation = make.make_consultation(sekos=[cast.seko])
    client.force_login(cast.user("network"), backend=portal.AUTHENTICATION_BACKENDS[0])

    own_redis.stop()
    answer = client.post(
        f"/en/consultations/{consultation.slug}/whole/", {"kind": "general", "reason": "Мера није јасна."}
    )

    assert answer.status_code == 302
    assert (own_redis.asked, own_redis.pauses) == (0, [])
    assert Comment.objects.get().reason == "Мера није јасна."
    assert Event.objects.filter(verb="comment.submitted").exists()
