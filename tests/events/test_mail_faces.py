"""Every mail on each face of the portal: words and content in the script that its recipient reads."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from consultations.actions.consultation import (
    CLOSES_SOON,
    advance_by_clock,
    cancel_consultation,
    move_dates,
    open_consultation,
)
from seko.delivery import distribute, send_pending
from seko.events import told_verbs
from seko.models import Event
from seko.script import to_cyrillic, to_latin
from tests import factories as make
from tests.events.loop import play

CYRILLIC, LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[A-Za-z\u00c0-\u024f]")
# What has no second script: addresses and numbers of documents.
OF_NO_SCRIPT = re.compile(r"\S+://\S+|\S+@\S+|\bK-\d[\w/-]*")
VERBS = [
    "consultation.cancelled",
    "consultation.closes_soon",
    "consultation.dates_moved",
    "consultation.opened",
    "opinion.submitted",
    "report.published",
]
# What each mail takes from the database beside the title, as it is stored.
CONTENT = {
    "consultation.cancelled": ["Документ је повучен."],
    "consultation.dates_moved": ["На молбу мреже."],
    "opinion.submitted": ["СЕКО за енергетику"],
}
IN_ENGLISH = {"opinion.submitted": ["Energy SEKO"]}
OUTCOME = {"sr": "- делимично прихваћено: 1", "sr-latn": "- delimično prihvaćeno: 1", "en": "- partly accepted: 1"}


def happen(cast):
    """One event of each verb of which somebody is told, about consultations with Serbian and English titles."""
    office = cast.user("coordinator")
    draft = make.make_consultation("draft", sekos=[cast.seko], title="Одрживи развој", title_en="Sustainability")
    running = open_consultation(draft, by=office)
    later = running.comments_close_at + timedelta(days=1)
    running = move_dates(running, by=office, reason="На молбу мреже.", comments_close_at=later)
    advance_by_clock(at=running.comments_close_at - CLOSES_SOON)
    cancel_consultation(running, by=office, reason="Документ је повучен.")
    play(cast)


def stored_as(convert):
    """The texts among the facts as if they had been typed in this script."""
    for event in Event.objects.all():
        event.facts |= {name: convert(event.facts[name]) for name in ("title", "reason", "seko") if name in event.facts}
        event.save()


def told(verb, person):
    """The mail of the last event with this verb to this person."""
    mail.outbox.clear()
    event = Event.objects.filter(verb=verb).latest("pk")
    distribute(event.pk)
    send_pending(event.pk)
    [message] = [message for message in mail.outbox if message.to == [person.email]]
    return message


def test_these_are_all_mails():
    assert sorted(told_verbs()) == VERBS


@pytest.mark.parametrize("typed", [to_cyrillic, to_latin])
@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_each_mail_is_in_the_script_of_its_recipient_however_it_was_typed(cast, language, typed):
    happen(cast)
    stored_as(typed)
    shown = to_cyrillic if language == "sr" else to_latin
    type(cast.network).objects.update(language=language, full_name=typed("Љубица Ђорђевић"))
    wrong = LATIN if language == "sr" else CYRILLIC

    for verb in VERBS:
        message = told(verb, cast.lead if verb == "opinion.submitted" else cast.network)

        words = OF_NO_SCRIPT.sub("", f"{message.subject}\n{message.body}")
        assert wrong.findall(words) == [], verb
        title = "Sustainability" if language == "en" else shown("Одрживи развој")
        assert title in message.subject
        assert title in message.body
        assert shown("Љубица Ђорђевић") in message.body
        expected = IN_ENGLISH.get(verb) if language == "en" else None
        for text in expected or [shown(text) for text in CONTENT.get(verb, [])]:
            assert text in message.body
        assert f"/{language}/" in message.body
        assert (OUTCOME[language] in message.body) == (verb == "report.published")


@pytest.mark.parametrize("typed", [to_cyrillic, to_latin])
def test_without_an_english_form_an_english_mail_tells_the_serbian_one_in_latin(cast, typed):
    happen(cast)
    stored_as(typed)
    for event in Event.objects.all():
        event.facts |= {"title_en": "", "seko_en": ""}
        event.save()

    for verb in VERBS:
        message = told(verb, cast.lead if verb == "opinion.submitted" else cast.network)

        assert CYRILLIC.findall(message.subject + message.body) == []
        assert "Održivi razvoj" in message.subject
        assert ("SEKO za energetiku" in message.body) == (verb == "opinion.submitted")


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_moments_are_written_as_the_recipients_language_writes_them(cast, language):
    happen(cast)
    type(cast.network).objects.update(language=language)
    event = Event.objects.filter(verb="consultation.closes_soon").latest("pk")
    event.facts |= {"closes": "2026-07-01T22:30:00Z"}
    event.save()

    body = told("consultation.closes_soon", cast.network).body

    assert ("2 July 2026, 00:30" if language == "en" else "2. 7. 2026. 00:30") in body


def test_what_was_typed_stays_as_it_was_typed(cast):
    happen(cast)
    stored_as(to_latin)
    before = list(Event.objects.order_by("pk").values_list("facts", flat=True))

    for verb in VERBS:
        told(verb, cast.lead if verb == "opinion.submitted" else cast.network)

    assert list(Event.objects.order_by("pk").values_list("facts", flat=True)) == before


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
@pytest.mark.parametrize("known", [True, False])
def test_mails_about_an_account_are_in_the_script_of_the_page_that_asks_for_them(client, cast, language, known):
    with translation.override(language):
        place = reverse("account_reset_password")

    client.post(place, {"email": cast.lead.email if known else "niko@test.seko.example"})

    [message] = mail.outbox
    words = OF_NO_SCRIPT.sub("", f"{message.subject}\n{message.body}").replace("testserver", "")
    assert (LATIN if language == "sr" else CYRILLIC).findall(words) == []
    assert {"sr": "Портал СЕКО", "sr-latn": "Portal SEKO", "en": "SEKO portal"}[language] in message.subject
