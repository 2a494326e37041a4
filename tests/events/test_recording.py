"""What happened is written once, with the action, and told in a feed."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import timezone, translation

from seko.events.log import activity, record, verbs_with_audience
from seko.events.models import Event
from seko.events.templatetags import event_line
from tests import factories as make
from tests.events.loop import play

VERB = re.compile(r"^[a-z_]+\.[a-z_]+$")


def recorded_verbs():
    """Every text of the form `noun.verb` in the actions of the apps."""
    apps = ("organizations", "sectors", "memoranda", "consultations")
    paths = [path for app in apps for path in Path(settings.BASE_DIR, app).rglob("*.py")]
    for path in (path for path in paths if path.stem == "actions" or path.parent.name == "actions"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and VERB.match(node.value):
                yield node.value


def exists(name):
    try:
        return bool(get_template(name))
    except TemplateDoesNotExist:
        return False


def test_an_action_that_rolls_back_leaves_no_event(cast):
    consultation = make.make_consultation(sekos=[cast.seko])

    with pytest.raises(RuntimeError), transaction.atomic():
        record(consultation, "consultation.opened", by=cast.coordinator)
        raise RuntimeError

    assert not Event.objects.filter(verb="consultation.opened").exists()


def test_only_events_that_somebody_is_told_of_wait_for_delivery(cast):
    consultation = make.make_consultation(sekos=[cast.seko])

    told = record(consultation, "consultation.opened", by=cast.coordinator)
    not_told = record(consultation, "consultation.review_begun", by=None)

    assert set(Event.objects.undelivered()) == {told}
    assert not_told.distributed_at


@pytest.mark.parametrize("verb", sorted(set(recorded_verbs())))
def test_every_verb_has_a_line_for_the_feed(verb):
    assert exists(f"events/{verb}.html")
    event = Event(verb=verb, at=timezone.now(), object_id=1, facts={"slug": "adresa", "code": "energija"})

    assert "<time" in event_line(event)


def test_every_line_belongs_to_a_verb_that_is_recorded():
    lines = Path(settings.BASE_DIR, "templates/events").glob("*.html")

    assert {line.stem for line in lines} == set(recorded_verbs())


@pytest.mark.parametrize("verb", sorted(verbs_with_audience()))
def test_every_verb_with_an_audience_has_a_mail(verb):
    assert verb in set(recorded_verbs())
    assert exists(f"emails/{verb}.txt")
    assert exists(f"emails/{verb}_subject.txt")


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
    facts = {"title": consultation.title, "slug": consultation.slug, "reason": "<i>y</i>"}
    record(consultation, "consultation.cancelled", by=cast.coordinator, facts=facts)

    line = event_line(Event.objects.get(verb="consultation.cancelled"))

    assert re.findall(r"<\w+", line) == ["<time", "<a"]


def test_the_feed_shows_visitors_what_is_public_and_the_office_all(cast):
    consultation = make.make_consultation(sekos=[cast.seko])
    topic = f"seko:{cast.seko.pk}"
    public = record(consultation, "consultation.opened", by=None)
    hidden = record(consultation, "opinion.begun", by=None, public=False)
    record(make.make_consultation(sekos=[cast.other_seko]), "consultation.opened", by=None)

    assert list(activity(topic, AnonymousUser())) == [public]
    assert list(activity(topic, cast.user("network"))) == [public]
    assert list(activity(topic, cast.user("desk_officer"))) == [hidden, public]
