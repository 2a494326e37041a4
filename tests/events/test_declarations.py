"""A verb is declared once, and is recorded as declared or not at all."""

from datetime import date, datetime
from typing import NotRequired, TypedDict

import pytest
from django.contrib.auth import get_user_model

from seko.events import declarations
from seko.events.declarations import BrokenContract, Moment, also_told, audience_of, declare, declared
from seko.events.log import record
from seko.events.models import Event


class Facts(TypedDict):
    person: str
    day: Moment | None
    items: NotRequired[list[list[str | int]]]
    before: NotRequired[dict[str, Moment]]
    number: NotRequired[int]
    is_new: NotRequired[bool]


@pytest.fixture(autouse=True)
def own_declarations(monkeypatch):
    """Verbs of a test are gone after it."""
    monkeypatch.setattr(declarations, "_declarations", dict(declarations._declarations))


@pytest.fixture
def tried(cast):
    """Record a verb of our own about an account, whose common fact is `person`."""
    declare("test.tried", facts=Facts, public=False)
    return lambda verb="test.tried", **facts: record(verb, cast.network, by=None, **{"day": None, **facts})


def test_a_verb_is_declared_once():
    declare("test.tried", facts=Facts, public=True)

    with pytest.raises(BrokenContract, match="twice"):
        declare("test.tried", facts=Facts, public=True)


def test_an_undeclared_verb_is_not_recorded(tried):
    with pytest.raises(BrokenContract, match=r"test\.new"):
        tried("test.new")

    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"day": date(2026, 12, 13)},
        {"day": datetime(2026, 12, 13, 16)},
        {"day": "2026-12-13T16:00:00+01:00"},
        {"items": [["K-1/E", 1, "Мере"]]},
        {"before": {"opens_at": datetime(2026, 12, 13, 16)}},
        {"number": 0, "is_new": True},
    ],
)
def test_facts_as_declared_are_recorded(cast, tried, facts):
    event = tried(**facts)

    event.refresh_from_db()
    assert event.facts.keys() == {"person", "day", *facts}
    assert event.facts["person"] == cast.network.full_name


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"reason": "x"}, "does not declare: reason"),
        ({"person": 1}, "person"),
        ({"person": None}, "person"),
        ({"day": "soon"}, "day"),
        ({"day": ""}, "day"),
        ({"items": [1]}, "items"),
        ({"items": [["K-1/E", None]]}, "items"),
        ({"before": ["opens_at"]}, "before"),
        ({"before": {"opens_at": None}}, "before"),
        ({"number": "1"}, "number"),
        ({"number": True}, "number"),
        ({"is_new": 1}, "is_new"),
    ],
)
def test_other_facts_are_refused(tried, facts, fault):
    with pytest.raises(BrokenContract, match=fault):
        tried(**facts)

    assert not Event.objects.exists()


def test_a_fact_that_is_missing_is_refused(cast):
    declare("test.tried", facts=Facts, public=False)

    with pytest.raises(BrokenContract, match="misses: day"):
        record("test.tried", cast.network, by=None)


def test_an_act_tells_a_common_fact_otherwise(tried):
    assert tried(person="Неко").facts["person"] == "Неко"


def test_of_the_common_facts_only_those_are_told_that_are_declared(cast):
    class Day(TypedDict):
        day: Moment

    declare("test.tried", facts=Day, public=False)

    assert record("test.tried", cast.network, by=None, day=date(2026, 12, 13)).facts.keys() == {"day"}


@pytest.mark.parametrize("number", [1, 2])
def test_a_rule_says_whether_everybody_reads_an_event(cast, number):
    declare("test.tried", facts=Facts, public=lambda event: event.object == cast.network and event.facts["number"] == 1)

    assert record("test.tried", cast.network, by=None, day=None, number=number).public is (number == 1)


def test_a_higher_concept_tells_its_people_too(cast):
    people = get_user_model().objects
    declare("test.tried", facts=Facts, public=True, audience=lambda event: people.filter(pk=cast.lead.pk))
    also_told("test.tried", lambda event: people.filter(pk=cast.contact.pk))
    event = record("test.tried", cast.network, by=None, day=None)

    assert set(audience_of(event)) == {cast.lead, cast.contact}
    assert event.distributed_at is None


def test_only_what_is_declared_has_more_people_to_tell():
    with pytest.raises(BrokenContract, match=r"test\.new"):
        also_told("test.new", lambda event: None)


def test_of_a_verb_of_the_past_nobody_is_told_any_more():
    assert audience_of(Event(verb="test.gone", facts={})) is None
    with pytest.raises(BrokenContract):
        declared("test.gone")
