"""What an act would tell, and to whom, before it is done: the events that it records, and their mails as they go out.

The act itself is run in a transaction that its caller rolls back, so the preview can not differ from what is sent: the
same declaration, the same audience, the same template, with the facts that the action recorded.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from seko.events.declarations import recipients_of
from seko.events.delivery import message_for
from seko.events.log import collected
from seko.events.models import Delivery, Event
from seko.events.templatetags import event_words


@dataclass(frozen=True)
class Group:
    """Recipients that belong together: the name of their organization, and how many they are."""

    name: str
    people: int


@dataclass(frozen=True)
class Announcement:
    """One event as it would be told: to how many people, in which groups, by which mail, and in which public line."""

    verb: str
    people: int
    groups: list[Group]
    subject: str
    body: str
    line: str  # of the public feed; empty where the event is not public


_grouping: "Callable[[Any], list[Group]] | None" = None


def group_recipients_by(grouping) -> None:
    """Who knows to which organizations people belong registers it here: a function (people) -> list of `Group`."""
    global _grouping  # noqa: PLW0603  one registration, when the apps are ready
    _grouping = grouping


class Rehearsal:
    """What was recorded between its beginning and its end."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.made: set[tuple[str, Any]] = set()
        self.began_at = self.ended_at = timezone.now()

    def sign(self, made=()) -> "list[Any]":
        """What decides whether a second run tells the same to the same people. The moment of the act itself and the
        rows that it has `made`, as (fact that names one, id), are others at each run and do not count."""
        self.made = set(made)
        return [[event.verb, self._timeless(_stored(event.facts)), self._recipients(event)] for event in self.events]

    def announcements(self) -> list[Announcement]:
        """Each event that tells somebody something, in the order of the act."""
        told = (_announcement(event) for event in self.events)
        return [each for each in told if each.people or each.line]

    def _recipients(self, event) -> list[int]:
        return sorted(recipients_of(event).values_list("pk", flat=True))

    def _timeless(self, value, name=""):
        if isinstance(value, dict):
            return {name: self._timeless(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [self._timeless(one, name) for one in value]
        # By its name too: the number of the first version is no id, though the row may be the first of its table.
        is_made = isinstance(value, int) and (name, value) in self.made
        return None if is_made or self._is_of_the_act(value) else value

    def _is_of_the_act(self, value) -> bool:
        try:
            moment = parse_datetime(value) if isinstance(value, str) else None
        except ValueError:
            return False
        if not isinstance(moment, datetime) or timezone.is_naive(moment):
            return False
        # Stored moments are cut to milliseconds.
        return self.began_at.replace(microsecond=0) <= moment <= self.ended_at


@contextmanager
def rehearsal() -> Iterator[Rehearsal]:
    """Collect what is recorded inside; the caller decides whether it stands or is rolled back."""
    found = Rehearsal()
    with collected() as events:
        yield found
    found.events, found.ended_at = list(events), timezone.now()


def _stored(facts):
    """Facts as the database gives them back: moments are text."""
    return json.loads(json.dumps(facts, cls=Event._meta.get_field("facts").encoder))


def _announcement(event) -> Announcement:
    people = sorted(recipients_of(event), key=lambda person: person.pk)
    event = Event.objects.select_related("organization").get(pk=event.pk)
    subject = body = ""
    if people:
        reader = people[0]
        reader.language = get_language()
        message = message_for(Delivery(event=event, recipient=reader))
        subject, body = message.subject, message.body
    return Announcement(
        verb=event.verb,
        people=len(people),
        groups=_grouping(people) if people and _grouping else [],
        subject=subject,
        body=body,
        line=event_words(event) if event.public else "",
    )
