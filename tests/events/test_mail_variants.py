"""Every mail on each variant of the portal: words and content in the script that its recipient reads."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from consultations.comments.actions.hiding import hide_comment, show_comment
from consultations.consultation.actions import cancel_consultation, move_dates, open_consultation
from consultations.deadlines.actions.scheduled import run_scheduled_acts
from consultations.models import Assignment
from consultations.opinions.actions.consent import ask_consortium, object_to_opinion
from consultations.responses.actions.responses import assign_item, respond_to_item, return_response
from seko.events.delivery import message_for
from seko.events.models import Delivery, Event
from seko.rules.deadlines import days_before
from seko.rules.validity import today
from seko.scripts import to_cyrillic, to_latin
from tests import factories as make
from tests.events.loop import play

CYRILLIC, LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[A-Za-z\u00c0-\u024f]")
# What has no second script: addresses, numbers of documents, kinds of files.
OF_NO_SCRIPT = re.compile(r"\S+://\S+|\S+@\S+|\bK-\d[\w/-]*|\b(?:PDF|DOCX|XLSX|CSV|JSON)\b")
# Who is told; every other mail is rendered in `test_contracts`, from texts typed in Cyrillic.
READERS = {
    **dict.fromkeys(
        (
            *("consultation.opened", "consultation.dates_moved", "consultation.closes_soon", "consultation.cancelled"),
            *("comment.hidden", "comment.shown", "report.published"),
        ),
        "network",
    ),
    "consultation.answer_due_soon": "coordinator",
    "consultation.items_due_soon": "contact",
    "consultation.opinion_due_soon": "lead",
    "item.assigned": "contact",
    "item.returned": "contact",
    "item.sent": "coordinator",
    "opinion.consent_asked": "member",
    "opinion.objected": "lead",
    "opinion.submitted": "lead",
}
VERBS = list(READERS)
# What each mail takes from the database beside the title, as it is stored.
CONTENT = {
    "comment.hidden": ["Вређа људе.", "Удружење Водеће"],
    "comment.shown": ["Удружење Водеће"],
    "consultation.cancelled": ["Документ је повучен."],
    "consultation.dates_moved": ["На молбу мреже."],
    "item.assigned": ["Министарство рударства и енергетике", "Тачка 1"],
    "item.returned": ["Краће, молимо.", "Тачка 1"],
    "item.sent": ["Министарство рударства и енергетике", "Тачка 1"],
    "opinion.consent_asked": ["СЕКО за енергетику"],
    "opinion.objected": ["СЕКО за енергетику", "Рок је кратак."],
    "opinion.submitted": ["СЕКО за енергетику"],
}
IN_ENGLISH = {key: ["Energy SEKO"] for key in ["opinion.consent_asked", "opinion.objected", "opinion.submitted"]}
IN_ENGLISH |= {"comment.hidden": ["Vređa ljude.", "Association Lead"], "comment.shown": ["Association Lead"]}
OUTCOME = {"sr": "- делимично прихваћено: 1", "sr-latn": "- delimično prihvaćeno: 1", "en": "- partly accepted: 1"}


def happen(cast, typed=str, in_english=True):
    """One event of each verb of which somebody is told; `typed` says in which script people wrote their texts."""
    cast.seko.name, cast.seko.name_en = typed(cast.seko.name), cast.seko.name_en if in_english else ""
    cast.seko.save()
    titles = {"title": typed("Одрживи развој"), "title_en": "Sustainability" if in_english else ""}
    office = cast.user("coordinator")
    running = open_consultation(make.make_consultation("draft", sekos=[cast.seko], **titles), by=office)
    later = running.comments_close_at + timedelta(days=1)
    running = move_dates(running, by=office, reason=typed("На молбу мреже."), comments_close_at=later)
    run_scheduled_acts(at=days_before(running.comments_close_at, 3))
    cancel_consultation(running, by=office, reason=typed("Документ је повучен."))
    play(cast, **titles)
    terms_near(cast, titles, typed)
    answer_returned(cast, titles)
    comment_hidden(cast, titles, typed)


def terms_near(cast, titles, typed):
    """The clock reminds of an opinion, of an institution's items and of a report."""
    closed = make.make_consultation("consolidation", [cast.seko], **titles)
    run_scheduled_acts(at=days_before(closed.opinion_due_at, 1))
    draft = make.make_opinion(closed, cast.seko, cast.mandate("lead"), items=1)
    ask_consortium(draft, by=cast.user("lead"))
    object_to_opinion(draft, by=cast.user("member"), reason=typed("Рок је кратак."))
    review = make.make_consultation("in_review", [cast.seko], **titles)
    opinion = make.make_opinion(review, cast.seko, cast.mandate("lead"), items=1, status="submitted")
    Assignment.objects.create(item=opinion.items.get(), institution=cast.ministry, mandate=cast.mandate("coordinator"))
    run_scheduled_acts(at=days_before(review.answer_due_at, 1))


def answer_returned(cast, titles):
    """An institution is asked, answers, and gets its answer back."""
    review = make.make_consultation("in_review", [cast.seko], number="K-2026-77", **titles)
    item = make.make_opinion(review, cast.seko, cast.mandate("lead"), items=1, status="submitted").items.get()
    assign_item(item, institution=cast.ministry, by=cast.user("coordinator"), due_on=today())
    respond_to_item(item, by=cast.user("contact"), outcome="accepted", send=True)
    return_response(item, by=cast.user("coordinator"), note="Краће, молимо.")


def comment_hidden(cast, titles, typed):
    """The lead hides a comment, and shows it again."""
    running = make.make_consultation("open", [cast.seko], **titles)
    comment = make.make_comment(running, cast.mandate("network"))
    hide_comment(comment, by=cast.user("lead"), reason=typed("Вређа људе."))
    show_comment(comment, by=cast.user("lead"))


def told(verb, person):
    """The mail of the last event with this verb to this person."""
    event = Event.objects.filter(verb=verb).latest("pk")
    return message_for(Delivery(event=event, recipient=type(person).objects.get(pk=person.pk)))


@pytest.mark.parametrize("typed", [to_cyrillic, to_latin])
@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_each_mail_is_in_the_script_of_its_recipient_however_it_was_typed(cast, language, typed):
    happen(cast, typed)
    shown = to_cyrillic if language == "sr" else to_latin
    type(cast.network).objects.update(language=language)
    wrong = LATIN if language == "sr" else CYRILLIC

    for verb in VERBS:
        message = told(verb, getattr(cast, READERS[verb]))

        words = OF_NO_SCRIPT.sub("", f"{message.subject}\n{message.body}")
        assert wrong.findall(words) == [], verb
        title = "Sustainability" if language == "en" else shown("Одрживи развој")
        assert title in message.subject
        assert title in message.body
        expected = IN_ENGLISH.get(verb) if language == "en" else None
        for text in expected or [shown(text) for text in CONTENT.get(verb, [])]:
            assert text in message.body
        assert f"/{language}/" in message.body
        assert (OUTCOME[language] in message.body) == (verb == "report.published")


@pytest.mark.parametrize("typed", [to_cyrillic, to_latin])
def test_without_an_english_form_an_english_mail_tells_the_serbian_one_in_latin(cast, typed):
    happen(cast, typed, in_english=False)

    for verb in VERBS:
        message = told(verb, getattr(cast, READERS[verb]))

        assert CYRILLIC.findall(message.subject + message.body) == []
        assert "Održivi razvoj" in message.subject
        assert ("SEKO za energetiku" in message.body) == verb.startswith("opinion.")


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_moments_are_written_as_the_recipients_language_writes_them(cast, language):
    closes = datetime(timezone.now().year + 1, 7, 1, 22, 30, tzinfo=UTC)
    later = {"opinion_due_at": closes + timedelta(days=20), "answer_due_at": closes + timedelta(days=40)}
    make.make_consultation(sekos=[cast.seko], comments_close_at=closes, **later)
    run_scheduled_acts(at=days_before(closes, 3))
    type(cast.network).objects.update(language=language)

    body = told("consultation.closes_soon", cast.network).body

    in_english, in_serbian = f"2 July {closes.year}, 00:30", f"2. 7. {closes.year}. 00:30"
    assert (in_english if language == "en" else in_serbian) in body


def test_what_was_typed_stays_as_it_was_typed(cast):
    happen(cast, to_latin)
    before = list(Event.objects.order_by("pk").values_list("facts", flat=True))

    for verb in VERBS:
        told(verb, getattr(cast, READERS[verb]))

    assert list(Event.objects.order_by("pk").values_list("facts", flat=True)) == before


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_mails_about_an_account_are_in_the_script_of_the_page_that_asks_for_them(client, cast, language):
    with translation.override(language):
        place = reverse("account_reset_password")

    client.post(place, {"email": cast.lead.email})

    [message] = mail.outbox
    words = OF_NO_SCRIPT.sub("", f"{message.subject}\n{message.body}").replace("testserver", "")
    assert (LATIN if language == "sr" else CYRILLIC).findall(words) == []
    assert {"sr": "Портал СЕКО", "sr-latn": "Portal SEKO", "en": "SEKO portal"}[language] in message.subject
