"""What happened is written once, with the action, and told in a feed."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone, translation

from consultations.consultation.actions import cancel_consultation
from seko.events.log import activity, record
from seko.events.models import Event
from seko.events.templatetags import event_line
from tests import factories as make
from tests.events.loop import play


def opened(consultation, **how):
    """An event of which somebody is told; how it is recorded matters here, not its words."""
    facts = {"announced": False, "opens": consultation.opens_at, "closes": consultation.comments_close_at}
    return record("consultation.opened", consultation, **how, **facts)


def test_an_action_that_rolls_back_leaves_no_event(cast):
    consultation = make.make_consultation(sekos=[cast.seko])

    with pytest.raises(RuntimeError), transaction.atomic():
        opened(consultation, by=cast.coordinator)
        raise RuntimeError

    assert not Event.objects.filter(verb="consultation.opened").exists()


def test_only_events_that_somebody_is_told_of_wait_for_delivery(cast):
    consultation = make.make_consultation(sekos=[cast.seko])

    told = opened(consultation, by=cast.coordinator)
    not_told = record("consultation.review_begun", consultation, by=None)

    assert set(Event.objects.undelivered()) == {told}
    assert not_told.distributed_at


def test_an_unknown_verb_is_told_by_nothing():
    assert event_line(Event(verb="something.else", at=timezone.now(), facts={})) == ""


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_lines_link_to_the_page_and_ask_the_database_nothing(cast, language, django_assert_num_queries):
    consultation = play(cast).consultation
    events = list(activity(f"consultation:{consultation.pk}", cast.user("coordinator")))

    with translation.override(language), django_assert_num_queries(0):
        lines = {event.verb: event_line(event) for event in events}

    assert len(lines) == 9
    assert all(f'href="/{language}/consultations/{consultation.slug}/' in line for line in lines.values())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Association Network", "Sustainability"]),
        ("sr", ["Удружење Мрежа", "Одрживи развој"]),
        ("sr-latn", ["Udruženje Mreža", "Održivi razvoj"]),
    ],
)
def test_a_line_is_in_the_language_and_script_of_the_visitor(cast, language, words):
    play(cast)
    event = Event.objects.select_related("organization").filter(verb="comment.submitted").earliest("pk")

    with translation.override(language):
        line = event_line(event)

    assert [word for word in words if word not in line] == []


def test_facts_are_escaped(cast):
    consultation = make.make_consultation(sekos=[cast.seko], title="<script>x</script>", title_en="<b>x</b>")
    cancel_consultation(consultation, by=cast.user("coordinator"), reason="<i>y</i>")

    line = event_line(Event.objects.get(verb="consultation.cancelled"))

    assert re.findall(r"<\w+", line) == ["<time", "<a"]


def test_the_feed_shows_visitors_what_is_public_and_the_office_all(cast):
    consultation = make.make_consultation(sekos=[cast.seko])
    topic = f"seko:{cast.seko.pk}"
    public = opened(consultation, by=None)
    hidden = record("consultation.changed", consultation, by=None)
    opened(make.make_consultation(sekos=[cast.other_seko]), by=None)

    assert list(activity(topic, AnonymousUser())) == [public]
    assert list(activity(topic, cast.user("network"))) == [public]
    assert list(activity(topic, cast.user("desk_officer"))) == [hidden, public]
