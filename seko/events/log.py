"""Write what happened once; tell it to those whom it concerns, after commit and exactly as recorded.

`record()` is called by actions inside their transaction. Who is told of which verb is registered by the
apps with `@audience("verb")`; the text is the template `emails/<verb>.txt`, the line in a feed `events/<verb>.html`.
"""

from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from seko.events.models import Event
from seko.events.queue import send
from seko.rules.errors import storable

_audiences = {}
_personal = {}


def audience(*verbs):
    """Register who is told of these verbs: a function from an event to a queryset of users."""

    def register(function):
        for verb in verbs:
            _audiences[verb] = function
        return function

    return register


def audience_of(event):
    """The people to be told of an event, or None where nobody is."""
    function = _audiences.get(event.verb)
    return function(event) if function else None


def personal_facts(*verbs):
    """Register what the mail of these verbs tells each recipient alone: a function (event, person) -> dict."""

    def register(function):
        for verb in verbs:
            _personal[verb] = function
        return function

    return register


def personal_facts_of(event, person):
    """What this event tells this person alone."""
    function = _personal.get(event.verb)
    return function(event, person) if function else {}


def verbs_with_audience():
    """The verbs of which somebody is told by mail."""
    return frozenset(_audiences)


def activity(topic, user):
    """The feed of a topic such as `seko:3`, newest first: what is public, and to the Office all of it."""
    events = Event.objects.about(topic).select_related("organization")
    return events if user is not None and user.is_staff else events.public()


def record(obj, verb, *, by, mandate=None, facts=None, public=True, at=None, topics=()):
    """Write the event `verb` about `obj` in the current transaction and wake the worker after commit.

    `by` is the person, or None for the clock; `mandate` is the representation under which it acted; `topics` are
    feeds in which it appears beside those of its object.
    `facts` holds what is needed to tell the event later, even if its object changes. When Redis is
    down the action still succeeds, and the beat job delivers later.
    """
    with storable():
        event = Event.objects.create(
            verb=verb,
            at=at or timezone.now(),
            actor=by,
            organization_id=mandate.organization_id if mandate else None,
            object_type=ContentType.objects.get_for_model(obj),
            object_id=obj.pk,
            topics=[*obj.event_topics(), *topics],
            facts=facts or {},
            public=public,
            distributed_at=None if verb in _audiences else timezone.now(),
        )
    if verb in _audiences:
        transaction.on_commit(partial(_wake_worker, event.pk), robust=True)
    return event


def _wake_worker(event_id):
    # By its name: the task sends through this module's audiences, so importing it here would close a circle.
    send("seko.deliver_event", event_id)
