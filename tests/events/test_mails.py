"""Who gets which mail, in which language and script, and what it says."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from consultations.consultation.actions import begin_review, cancel_consultation, move_dates, open_consultation
from consultations.deadlines.actions.scheduled import run_scheduled_acts
from seko.events.delivery import distribute, send_pending
from seko.events.models import Delivery, Event
from seko.rules.deadlines import days_before
from seko.rules.validity import today
from tests import factories as make
from tests.events.loop import play


def deliver(verb, at=None):
    """Deliver the only event with this verb; the mails by address."""
    mail.outbox.clear()
    event = Event.objects.get(verb=verb)
    distribute(event.pk)
    send_pending(event.pk, at=at)
    assert len({m.to[0] for m in mail.outbox}) == len(mail.outbox)
    return {message.to[0]: message for message in mail.outbox}


def emails(cast, *roles):
    return {getattr(cast, role).email for role in roles}


@pytest.fixture
def running(cast):
    return make.make_consultation(sekos=[cast.seko], title="Одрживи развој", title_en="Sustainability")


@pytest.fixture
def opened(cast):
    draft = make.make_consultation("draft", sekos=[cast.seko], title="Одрживи развој", title_en="Sustainability")
    return open_consultation(draft, by=cast.user("coordinator"))


# --- who -------------------------------------------------------------------------------------


def test_the_network_and_the_consortium_are_told_of_an_opened_consultation(cast, opened):
    assert deliver("consultation.opened").keys() == emails(cast, "lead", "member", "network", "other_network")


def test_the_network_is_told_that_a_consultation_is_cancelled(cast, running):
    cancel_consultation(running, by=cast.user("coordinator"), reason="Документ је повучен.")

    told = deliver("consultation.cancelled")

    assert told.keys() == emails(cast, "lead", "member", "network", "other_network")
    assert "Reason: Dokument je povučen." in told[cast.network.email].body


def test_the_network_is_told_which_dates_moved(cast, running):
    day = timedelta(days=1)
    move_dates(
        running,
        by=cast.user("coordinator"),
        reason="На молбу мреже.",
        comments_close_at=running.comments_close_at + day,
        opinion_due_at=running.opinion_due_at,
    )

    body = deliver("consultation.dates_moved")[cast.network.email].body

    assert "Comments close:" in body
    assert "Opinions due:" not in body
    assert "Reason: Na molbu mreže." in body


def test_the_office_the_consortium_and_whose_comments_it_deals_with_are_told_of_an_opinion(cast):
    loop = play(cast)

    told = deliver("opinion.submitted")

    office_and_consortium = ("coordinator", "desk_officer", "lead", "member")
    assert told.keys() == emails(cast, *office_and_consortium, "network", "other_network")
    assert f"comment {loop.merged.number} is part of item 1" in told[cast.network.email].body
    assert f"comment {loop.set_aside.number} was set aside: " in told[cast.other_network.email].body
    assert "- comment" not in told[cast.coordinator.email].body


def test_those_who_spoke_and_the_consortium_are_told_of_the_report(cast):
    play(cast)

    assert deliver("report.published").keys() == emails(cast, "lead", "member", "network", "other_network")


def test_nobody_is_told_of_what_has_no_audience(cast, running):
    begin_review(running, at=timezone.now())
    event = Event.objects.get(verb="consultation.review_begun")

    distribute(event.pk)

    assert not event.deliveries.exists()


@pytest.mark.parametrize("closed", ["account", "mandate", "membership", "organization"])
def test_whoever_no_longer_acts_here_gets_nothing(cast, opened, closed):
    if closed == "account":
        type(cast.network).objects.filter(pk=cast.network.pk).update(is_active=False)
    elif closed == "mandate":
        cast.network.representations.update(valid_to=today())
    elif closed == "membership":
        cast.network_org.network_memberships.update(valid_to=today())
    else:
        cast.network_org.status, cast.network_org.status_reason = "suspended", "Није поднет извештај."
        cast.network_org.save()

    told = deliver("consultation.opened").keys()

    assert told == emails(cast, "lead", "member", "other_network")


# --- reminders -------------------------------------------------------------------------------


@pytest.fixture
def closing(cast):
    """A consultation in its last days; `network` has spoken, and `other_network` took its words back."""
    consultation = make.make_consultation(sekos=[cast.seko])
    make.make_comment(consultation, cast.mandate("network"))
    make.make_comment(consultation, cast.mandate("other_network"), withdrawn_at=timezone.now())
    return consultation


def test_only_those_who_have_not_spoken_are_reminded(cast, closing):
    run_scheduled_acts(at=days_before(closing.comments_close_at, 3))

    assert deliver("consultation.closes_soon").keys() == emails(cast, "lead", "member", "other_network")


def test_nobody_is_reminded_before_the_last_seven_days(cast, closing):
    run_scheduled_acts(at=days_before(closing.comments_close_at, 7) - timedelta(seconds=1))

    assert not Event.objects.filter(verb="consultation.closes_soon").exists()


def test_there_is_one_reminder_for_each_deadline(cast, closing):
    at = closing.comments_close_at - timedelta(days=1)
    run_scheduled_acts(at=at)
    run_scheduled_acts(at=at + timedelta(minutes=1))
    assert Event.objects.filter(verb="consultation.closes_soon").count() == 1

    moved = move_dates(
        closing, by=cast.user("coordinator"), reason="Празник.", comments_close_at=at + timedelta(days=5)
    )
    run_scheduled_acts(at=moved.comments_close_at - timedelta(days=1))
    run_scheduled_acts(at=moved.comments_close_at - timedelta(hours=1))

    assert Event.objects.filter(verb="consultation.closes_soon").count() == 2


# --- language, script and form ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title", "greeting"),
    [
        ("en", "Sustainability", "Hello,"),
        ("sr", "Одрживи развој", "Добар дан!"),
        ("sr-latn", "Održivi razvoj", "Dobar dan!"),
    ],
)
def test_a_mail_is_in_the_recipients_language_and_script(cast, opened, language, title, greeting):
    """No name in the greeting: Serbian would need its vocative, which nobody has entered."""
    cast.network.language, cast.network.full_name = language, "Ана Ђурић"
    cast.network.save()

    message = deliver("consultation.opened")[cast.network.email]

    assert title in message.subject
    assert title in message.body
    assert message.body.startswith(f"{greeting}\n")
    assert f"{settings.SITE_URL}/{language}/consultations/{opened.slug}/" in message.body
    assert f"{settings.SITE_URL}/{language}/accounts/settings/" in message.body


def test_moments_are_told_in_belgrade_time(cast):
    opens = datetime(2026, 6, 19, 22, 30, tzinfo=UTC)
    dates = {name: opens + timedelta(days=days) for name, days in make.WINDOW.items()}
    draft = make.make_consultation("draft", sekos=[cast.seko], opens_at=opens, **dates)
    open_consultation(draft, by=cast.user("coordinator"), at=opens)

    assert "2 July 2026, 00:30" in deliver("consultation.opened", at=opens)[cast.network.email].body


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
@pytest.mark.parametrize("verb", ["consultation.opened", "opinion.submitted", "report.published"])
def test_mails_are_plain_text_and_say_who_sends_them(cast, language, verb):
    type(cast.network).objects.update(language=language)
    play(cast, title='A & B "C"', title_en='A & B "C"')

    for address, message in deliver(verb).items():
        assert message.content_subtype == "plain"
        assert "<a" not in message.body
        assert "&amp;" not in message.body + message.subject
        assert 'A & B "C"' in message.subject or "А & Б" in message.subject
        assert "\n\n\n" not in message.body
        assert message.from_email == settings.DEFAULT_FROM_EMAIL
        assert message.to == [address]
        assert message.extra_headers["Message-ID"].startswith("<delivery-")


def test_a_title_can_not_add_a_header(cast):
    title = "А\r\nBcc: x@y.example"
    running = make.make_consultation(sekos=[cast.seko], title=title, title_en=title)
    cancel_consultation(running, by=cast.user("coordinator"), reason="Документ је повучен.")

    message = deliver("consultation.cancelled")[cast.network.email].message()

    assert message["Bcc"] is None


# --- what became of one's comments -----------------------------------------------------------


def test_each_organization_reads_what_became_of_its_own_comments(cast):
    play(cast)

    told = deliver("report.published")

    merged, aside, none = (told[getattr(cast, who).email].body for who in ("network", "other_network", "member"))
    assert "Your organization made 1 comment." in merged
    assert "1 of them was merged into an opinion." in merged
    assert "- partly accepted: 1" in merged
    assert "set aside" not in merged
    assert "0 of them were merged" in aside
    assert "1 was set aside, with a reason" in aside
    assert "partly accepted" not in aside
    assert "Your organization made" not in none
    assert all(f"/en/consultations/{slug_of_report()}/report/" in body for body in (merged, aside, none))


def slug_of_report():
    return Event.objects.get(verb="report.published").facts["slug"]


def test_everybody_told_has_one_delivery(cast, opened):
    deliver("consultation.opened")
    deliver("consultation.opened")

    assert list(Delivery.objects.values_list("status", flat=True)) == ["sent"] * 4
