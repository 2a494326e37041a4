"""Write what happened once; tell it to those whom it concerns, after commit and exactly as recorded.

`record()` is called by actions inside their transaction. Who is told of which verb is registered by the
apps with `@audience("verb")`; the text is the template `emails/<verb>.txt`.
"""

import logging
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from seko.models import Event

log = logging.getLogger(__name__)
_audiences = {}


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


def record(obj, verb, *, by, mandate=None, facts=None, public=True, at=None):
    """Write the event `verb` about `obj` in the current transaction and wake the worker after commit.

    `by` is the person, or None for the clock; `mandate` is the representation under which it acted.
    `facts` holds what is needed to tell the event later, even if its object changes. When Redis is
    down the action still succeeds, and the beat job delivers later.
    """
    event = Event.objects.create(
        verb=verb,
        at=at or timezone.now(),
        actor=by,
        organization_id=mandate.organization_id if mandate else None,
        object_type=ContentType.objects.get_for_model(obj),
        object_id=obj.pk,
        topics=obj.event_topics(),
        facts=facts or {},
        public=public,
        distributed_at=None if verb in _audiences else timezone.now(),
    )
    if verb in _audiences:
        transaction.on_commit(partial(_wake_worker, event.pk), robust=True)
    return event


def _wake_worker(event_id):
    from seko.tasks import deliver_event

    try:
        deliver_event.delay(event_id)
    except Exception:  # whatever the broker raises: the beat job picks the event up
        log.warning("The broker does not answer; event %s will be delivered by the beat job.", event_id)
