"""No act that concerns a person leaves them untold: every verb tells somebody, or says why nobody is told."""

from inspect import getdoc

import pytest

from organizations.models import Representation, User
from seko.events.declarations import channels_of, declarations, recipients_of
from seko.events.delivery import distribute
from seko.events.models import Delivery, Event
from seko.events.table import table
from seko.portal.management.commands.write_told import PATH
from tests.events.plays import PLAYS


@pytest.mark.parametrize("verb", declarations())
def test_every_verb_tells_somebody_or_says_why_nobody_is_told(verb):
    declaration = declarations()[verb]

    assert bool(declaration.audiences) != bool(declaration.untold), f"{verb}: an audience, or `untold` with a reason"
    for told in declaration.audiences:
        assert getdoc(told), f"{told.__name__} says in one line who they are"


def test_the_document_is_current():
    assert PATH.read_text(encoding="utf-8") == table(), "manage.py write_told"


@pytest.mark.parametrize("play", dict.fromkeys(PLAYS.values()), ids=lambda play: play.__name__)
def test_who_is_named_by_an_act_is_told_of_it_once_and_who_acts_is_not(cast, play):
    """A person whose account or mandate the act is about is among those who are told, unless they did it themselves."""
    play(cast)

    for event in Event.objects.select_related("actor"):
        people = set(recipients_of(event))
        receipt = declarations()[event.verb].receipt
        assert receipt or event.actor not in people, event.verb
        concerned = person_of(event.object) - {event.actor}
        if not declarations()[event.verb].untold:
            assert concerned <= people, event.verb
        distribute(event.pk)
        distribute(event.pk)
        assert Delivery.objects.filter(event=event).count() == len(people) * len(channels_of(event))


def person_of(obj):
    """The person whom an account or a mandate is about."""
    if isinstance(obj, User):
        return {obj}
    return {obj.user} if isinstance(obj, Representation) else set()
