"""Nobody overwrites what they have not seen.

A page says with each form what it showed; the action, under its lock, changes only what the person changed, and refuses
where somebody else changed the same. A page that is an hour old never wins over a colleague.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CHANGED = "changed_meanwhile"
WORDS = _("Somebody else changed this in the meantime. Compare both texts, then save the one that should stay.")


def mark_of(shown) -> str:
    """A short sign of what a field showed: the same as long as nobody changed a letter."""
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False, default=str).encode(errors="replace")).hexdigest()[:16]


def plain(name, value) -> Any:
    """A value as a field shows it: how lines end, and the space around a text, is the browser's."""
    return "\n".join(value.splitlines()).strip() if isinstance(value, str) else value


@dataclass(frozen=True)
class Seen:
    """What a person had before them: `marks` of the values by the names of their fields, as `show` shows them.

    `left` are fields in which they were shown both values and left the one of the others."""

    marks: Mapping[str, str]
    show: Callable[[str, Any], Any] = plain
    left: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, **values) -> "Seen":
        """As a page would say that showed these values."""
        return cls({name: mark_of(plain(name, value)) for name, value in values.items()})

    def is_changed(self, name, value) -> bool:
        """Is it another value than the page showed? One of which the page said nothing counts as another."""
        return self.marks.get(name) != self.mark(name, value)

    def mark(self, name, value) -> str:
        return mark_of(self.show(name, value))


def only_changes(seen: Seen | None, told, now, *, of=None) -> dict[str, Any]:
    """Of the values `told`, those that the person changed; `now` are the stored ones, read under the lock.

    Without `seen`, as for commands, all of them. `of` is the row, to say who changed it last.
    Raises ValidationError `changed_meanwhile` beside each field that somebody else changed, too, and otherwise."""
    if seen is None:
        return dict(told)
    changed = {name: value for name, value in told.items() if name not in seen.left and seen.is_changed(name, value)}
    refused = [
        name
        for name, value in changed.items()
        if seen.is_changed(name, now[name]) and seen.mark(name, now[name]) != seen.mark(name, value)
    ]
    if refused:
        who, at = last_act(of) if of is not None else (None, None)
        raise ValidationError(
            {
                name: ValidationError(WORDS, CHANGED, {"now": now[name], "who": who, "at": at})  # shown by the form
                for name in refused
            }
        )
    return changed


def stored_values(row, names) -> dict[str, Any]:
    """The values of a row under the names of fields."""
    return {name: getattr(row, name) for name in names}


def last_act(row) -> tuple[str | None, datetime | None]:
    """(full name, moment) of whoever acted on the row last, as far as the log of events knows."""
    kind = ContentType.objects.get_for_model(row)
    events = kind.model_class() and _events().filter(object_type=kind, object_id=row.pk, actor__isnull=False)
    event = events.select_related("actor").order_by("-pk").first()
    return (event.actor.full_name, event.at) if event else (None, None)


def _events():
    from seko.events.models import Event  # what rules know must not need the log to be imported

    return Event.objects
