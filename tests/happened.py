"""What an action left behind: the events, and who would be told of them by mail."""

from seko.events.declarations import audience_of, recipients_of
from seko.events.models import Event
from tests.cast import Cast


def verbs():
    """What happened, in order."""
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def last_event():
    return Event.objects.order_by("pk").last()


def signature(event):
    """Who did what, on whose behalf, and whether everybody may know."""
    return event.verb, event.actor, event.organization, event.public


def told(cast, event):
    """Roles of the cast that are told of an event by mail; the clock and the worker do the rest."""
    if audience_of(event) is None:
        return set()
    assert event.distributed_at is None, "the event does not wait for delivery"
    ids = set(recipients_of(event).values_list("pk", flat=True))
    return {role for role in Cast.roles() if role != "anonymous" and getattr(cast, role).pk in ids}
