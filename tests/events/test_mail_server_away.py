"""The mail server is away for days: what still makes sense goes out once, the rest is dropped with a reason."""

import smtplib
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from consultations.comments.actions.comments import submit_comment
from consultations.consultation.actions import cancel_consultation, move_dates, open_consultation
from consultations.deadlines.actions.scheduled import run_scheduled_acts
from organizations.models import Representation
from seko.events.delivery import distribute, send_pending
from seko.events.models import Delivery, Event
from seko.rules.validity import today
from tests import factories as make

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
FRIDAY = datetime(2026, 10, 16, 16, tzinfo=UTC)  # 18:00 in Belgrade
MONDAY = datetime(2026, 10, 19, 7, tzinfo=UTC)  # 9:00


@pytest.fixture
def server(monkeypatch):
    """A mail server that refuses as a test wants; what it takes is in the outbox."""
    take = EmailMessage.send

    class Server:
        refuse = None

    def send(message, *args, **kwargs):
        if Server.refuse:
            refusal = Server.refuse(message)
            if refusal:
                raise refusal
        return take(message, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", send)
    return Server


def away(message):
    return ConnectionRefusedError("no mail server")


def clock(start, end, *, step=MINUTE):
    """What the clock does each minute: acts, recipients, messages."""
    at = start
    while at < end:
        beat(at)
        at += step


def beat(at):
    for event in Event.objects.undelivered():
        distribute(event.pk, at=at)
    send_pending(at=at)


def opened(cast, closes, at=FRIDAY, **fields):
    fields = {"title": "Одрживи развој", "title_en": "Sustainability", **fields}
    draft = make.make_consultation("draft", sekos=[cast.seko], **fields)
    draft.opens_at, draft.comments_close_at = at, closes
    draft.opinion_due_at, draft.answer_due_at = closes + 10 * DAY, closes + 30 * DAY
    draft.save()
    return open_consultation(draft, by=cast.user("coordinator"), at=at)


def outbox():
    return Counter((message.to[0], message.subject) for message in mail.outbox)


def test_from_friday_to_monday_nothing_is_lost_and_nothing_is_sent_twice(cast, server):
    kept = opened(cast, MONDAY + 10 * DAY)
    gone = opened(cast, MONDAY + 10 * DAY, title_en="Withdrawn")
    ending = opened(cast, MONDAY - HOUR, at=FRIDAY - 20 * DAY, title_en="Ending")
    Event.objects.filter(object_id=ending.pk, verb="consultation.opened").update(distributed_at=FRIDAY)
    run_scheduled_acts(at=MONDAY - HOUR - DAY)  # the reminder of the last day
    server.refuse = away
    clock(FRIDAY, FRIDAY + 4 * HOUR)
    cancel_consultation(gone, by=cast.user("coordinator"), reason="Повучено.", at=FRIDAY + 4 * HOUR)
    clock(FRIDAY + 4 * HOUR, MONDAY, step=10 * MINUTE)
    assert not mail.outbox
    assert not Delivery.objects.filter(status__in=["sent", "failed"]).exists()

    server.refuse = None
    clock(MONDAY, MONDAY + HOUR + MINUTE)

    network = {getattr(cast, role).email for role in ("lead", "member", "network", "other_network")}
    assert set(outbox().values()) == {1}
    by_verb = Counter(Delivery.objects.values_list("event__object_id", "event__verb", "status", "drop_reason"))
    assert by_verb == {
        (kept.pk, "consultation.opened", "sent", ""): len(network),
        (gone.pk, "consultation.opened", "dropped", "cancelled"): len(network),
        (gone.pk, "consultation.cancelled", "sent", ""): len(network),
        (ending.pk, "consultation.closes_soon", "dropped", "term_passed"): len(network),
    }


@pytest.fixture
def refused(cast, server):
    """The invitation to comment waits, because the mail server was away."""
    consultation = opened(cast, MONDAY + 10 * DAY)
    server.refuse = away
    beat(FRIDAY)
    server.refuse = None
    return consultation


@pytest.mark.parametrize("ended", ["account", "mandate", "membership"])
def test_what_ended_meanwhile_gets_nothing(cast, refused, ended):
    if ended == "account":
        type(cast.network).objects.filter(pk=cast.network.pk).update(is_active=False)
    elif ended == "mandate":
        Representation.objects.filter(user=cast.network).update(valid_to=today())
    else:
        cast.network_org.network_memberships.update(valid_to=today())

    beat(MONDAY)

    reason = "account_closed" if ended == "account" else "not_concerned"
    assert Delivery.objects.get(recipient=cast.network).drop_reason == reason
    assert Delivery.objects.filter(status="sent").count() == 3


def test_whoever_has_spoken_meanwhile_is_not_reminded(cast, server):
    consultation = opened(cast, MONDAY + DAY, at=FRIDAY - 20 * DAY)
    Event.objects.update(distributed_at=FRIDAY)
    run_scheduled_acts(at=MONDAY - HOUR)
    server.refuse = away
    beat(MONDAY - HOUR)
    submit_comment(consultation, by=cast.user("network"), kind="general", reason="Јасно.", at=MONDAY - HOUR)

    server.refuse = None
    beat(MONDAY)

    assert Delivery.objects.get(recipient=cast.network, event__verb="consultation.closes_soon").status == "dropped"
    assert Delivery.objects.filter(status="sent", event__verb="consultation.closes_soon").count() == 3


def test_an_invitation_that_comes_after_comments_have_closed_is_dropped(cast, refused):
    beat(refused.comments_close_at)

    assert set(Delivery.objects.values_list("status", "drop_reason")) == {("dropped", "term_passed")}


def test_dates_that_moved_are_told_after_the_outage(cast, refused):
    day = refused.comments_close_at + DAY
    move_dates(refused, by=cast.user("coordinator"), reason="Празник.", comments_close_at=day, at=FRIDAY + HOUR)

    clock(MONDAY, MONDAY + 2 * MINUTE)

    assert Counter(Delivery.objects.values_list("event__verb", "status")) == {
        ("consultation.opened", "sent"): 4,
        ("consultation.dates_moved", "sent"): 4,
    }


# --- refused for good, and for now -----------------------------------------------------------


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (lambda to: smtplib.SMTPRecipientsRefused({to: (550, b"no such user")}), "failed"),
        (lambda to: smtplib.SMTPRecipientsRefused({to: (450, b"try later")}), "pending"),
        (lambda to: smtplib.SMTPDataError(554, b"refused"), "failed"),
        (lambda to: smtplib.SMTPDataError(451, b"busy"), "pending"),
        (lambda to: smtplib.SMTPSenderRefused(550, b"who are you", "noreply@seko.example"), "pending"),
        (lambda to: TimeoutError("slow"), "pending"),
    ],
)
def test_what_is_refused_for_good_is_not_tried_for_days_and_holds_nobody_up(cast, server, refusal, status):
    opened(cast, MONDAY + 10 * DAY)
    server.refuse = lambda message: refusal(message.to[0]) if message.to == [cast.network.email] else None

    clock(FRIDAY, FRIDAY + 2 * MINUTE)

    assert Delivery.objects.get(recipient=cast.network).status == status
    assert Delivery.objects.filter(status="sent").count() == 3


def test_a_server_that_is_away_is_asked_once_in_each_round(cast, server):
    opened(cast, MONDAY + 10 * DAY)
    asked = []
    server.refuse = lambda message: asked.append(message.to) or ConnectionRefusedError("no mail server")

    beat(FRIDAY)

    assert len(asked) == 1
