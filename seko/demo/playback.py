"""What the demo needs of the frame: to play today what would have happened earlier, without telling anybody."""

from contextlib import contextmanager

from django.utils import timezone

from seko.events.models import Event


@contextmanager
def backdate(at):
    """Events of actions that take no moment are dated back to the moment of the play."""
    last = _last_event()
    yield
    Event.objects.filter(pk__gt=last, at__gt=at).update(at=at)


@contextmanager
def suppress_mail():
    """Nobody gets mail about what happens here."""
    last = _last_event()
    yield
    Event.objects.undelivered().filter(pk__gt=last).update(distributed_at=timezone.now())


def _last_event():
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
