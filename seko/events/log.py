"""Write what happened once; tell it to those whom it concerns, after commit and exactly as recorded.

`record()` is called by actions inside their transaction. What a verb promises stands in its declaration (see
`declarations`); the text of its message is the template `emails/<verb>.txt`, its line in a feed `events/<verb>.html`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from seko.events.declarations import declared
from seko.events.models import Event
from seko.events.queue import send
from seko.rules.errors import storable

_collecting: ContextVar[list[Event] | None] = ContextVar("collecting", default=None)


@contextmanager
def collected() -> Iterator[list[Event]]:
    """The events that are recorded inside, for who wants to know what an act tells before it stands."""
    events: list[Event] = []
    token = _collecting.set(events)
    try:
        yield events
    finally:
        _collecting.reset(token)


def activity(topic, user) -> QuerySet[Event]:
    """The feed of a topic such as `seko:3`, newest first: what is public, and to the Office all of it."""
    events = Event.objects.about(topic).select_related("organization")
    return events if user is not None and user.is_staff else events.public()


def record(verb, obj, /, *, by, mandate=None, at=None, topics=(), **facts) -> Event:
    """Write the event `verb` about `obj` in the current transaction and wake the worker after commit.

    `by` is the person, or None for the clock; `mandate` is the representation under which it acted; `topics` are
    feeds in which it appears beside those of its object.
    `facts` are those that this act adds to, or tells otherwise than, the common ones of its object
    (`obj.event_facts()`): enough to tell the event later, even if the object changes. When Redis is down the action
    still succeeds, and the beat job delivers later.
    Raises BrokenContract where the verb or its facts are not as declared."""
    event = unsaved_event(
        verb,
        obj,
        actor=by,
        organization_id=mandate.organization_id if mandate else None,
        at=at or timezone.now(),
        topics=[*obj.event_topics(), *topics],
        common=obj.event_facts(),
        facts=facts,
    )
    with storable():
        event.save(force_insert=True)
    if event.distributed_at is None:
        transaction.on_commit(partial(_wake_worker, event.pk), robust=True)
    return event


def unsaved_event(verb, obj, *, common, facts, **fields) -> Event:
    """An event as its declaration wants it, for `record()` and for those who write many at once.

    Of the `common` facts of its object it tells those that the declaration names; `facts` must all be named there."""
    declaration = declared(verb)
    facts = {name: value for name, value in common.items() if name in declaration.kinds} | facts
    declaration.check(facts)
    event = Event(verb=verb, object=obj, facts=facts, **fields)
    event.public = declaration.is_public(event)
    event.distributed_at = None if declaration.audiences else timezone.now()
    collecting = _collecting.get()
    if collecting is not None:
        collecting.append(event)
    return event


def _wake_worker(event_id) -> None:
    # By its name: the task sends what this module has recorded, so importing it here would close a circle.
    send("seko.deliver_event", event_id)
