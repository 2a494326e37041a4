"""Forms that carry what they showed, so that a page that is out of date never wins: see `seko/rules/seen.py`."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.forms.models import ModelChoiceField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from seko.rules.seen import CHANGED, Seen, mark_of

SEEN, LEAVE = "seen", "leave_theirs"


@dataclass(frozen=True)
class Theirs:
    """What somebody else has saved in a field meanwhile."""

    value: Any
    words: str
    who: str | None
    at: datetime | None


class SeenForm:
    """Comes before the class of a form that changes what is stored.

    `stored` are the stored values by the names of their fields: the form begins with them and carries in the hidden
    field `seen` how it showed them. Its clean data have `seen` for the action. Where the action refuses because
    somebody else changed the same, the form has `theirs`, {field: Theirs}, and the next press knows of it."""

    def __init__(self, *args, stored=None, **kwargs):
        if stored is not None:
            kwargs["initial"] = {**stored, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.theirs = {}
        instance = getattr(self, "instance", None)
        if stored is None and instance is not None and instance.pk:
            stored = self.initial
        self.stored, self.left_alone, self.told = {}, set(), set()
        if stored is not None:
            self.watch(**{name: value for name, value in stored.items() if name in self.fields})

    def watch(self, **stored):
        """Carry these values, too, as they are stored now."""
        self.stored |= stored
        if self.stored:
            self.fields[SEEN] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.initial[SEEN] = self._as_shown

    def shown(self, name, value):
        """A value as the field shows it, whatever kind of value it is: typed, cleaned or stored."""
        field = self.fields[name]
        return _shown_by(field.widget, field.prepare_value(value))

    def clean_seen(self):
        marks = _marks(self.cleaned_data[SEEN])
        if marks is None:
            return None
        left = self.data.getlist(LEAVE) if hasattr(self.data, "getlist") else ()
        return Seen(marks, self.shown, frozenset(name for name in self.stored if self.add_prefix(name) in left))

    def add_error(self, field, error):
        super().add_error(field, error)
        for each in error if isinstance(error, list) else getattr(error, "error_list", ()):
            if getattr(each, "code", None) == CHANGED and field in self.stored and "now" in (each.params or {}):
                self._meet(field, **each.params)
                self._follow()

    def in_words(self, name, value):
        """A value as a person reads it."""
        field = self.fields[name]
        if isinstance(field, ModelChoiceField):
            rows = [value] if isinstance(value, Model) else list(value or ())
            return "\n".join(field.label_from_instance(row) for row in rows)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
        choices = dict(getattr(field, "choices", ()) or ())
        return str(choices.get(value, field.prepare_value(value) if value is not None else ""))

    def _as_shown(self):
        """The hidden field: a mark of each value."""
        return json.dumps({name: mark_of(self.shown(name, self._first(name))) for name in self.stored})

    def _first(self, name):
        return self.stored[name]

    def _meet(self, name, now, who=None, at=None):
        """Show both values; the next press has seen them."""
        self.theirs[name] = Theirs(now, self.in_words(name, now), who, at)
        self._now_seen({name: now})

    def _follow(self):
        """Show what others changed where this person changed nothing, as it is what stays."""
        marks = _marks(self.data.get(self.add_prefix(SEEN))) or {}
        for name in set(self.stored) & set(self.cleaned_data):
            first, before = self._first(name), marks.get(name)
            mine, theirs = (mark_of(self.shown(name, value)) for value in (self.cleaned_data[name], first))
            if before == mine != theirs and self._put(name, first):
                self._now_seen({name: first})

    def _put(self, name, value):
        """Fill a field in as if it had been typed; False where that can not be done and it stays as it was sent."""
        field, sent_as = self.fields[name], self.add_prefix(name)
        if isinstance(field.widget, forms.MultiWidget):
            return False
        if isinstance(field.widget, forms.CheckboxInput) and not value:
            self.data.pop(sent_as, None)
            return True
        shown = field.widget.format_value(field.prepare_value(value))
        if isinstance(shown, list) and not set(shown) <= {str(offered) for offered, _label in field.choices}:
            return False
        self.data.setlist(
            sent_as, shown if isinstance(shown, list) else ["on" if shown is None and value else shown or ""]
        )
        return True

    def _now_seen(self, values):
        sent_as = self.add_prefix(SEEN)
        self.data = self.data.copy()
        marks = _marks(self.data.get(sent_as)) or {}
        shown = {name: mark_of(self.shown(name, value)) for name, value in values.items()}
        self.data[sent_as] = json.dumps(marks | shown)


def _marks(text):
    """{field: mark} as a page sent it; None where it said nothing that can be read."""
    try:
        marks = json.loads(text or "null")
    except (ValueError, RecursionError):
        return None
    return marks if isinstance(marks, dict) else None


def _shown_by(widget, value):
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list | tuple) else widget.decompress(value)
        return [_shown_by(each, part) for each, part in zip(widget.widgets, parts, strict=False)]
    if isinstance(value, bool):
        return value
    if isinstance(widget, forms.CheckboxInput):
        return bool(value)
    shown = widget.format_value(value)
    if isinstance(shown, list | tuple):
        return sorted(map(str, shown))
    return "\n".join(str(shown).splitlines()).strip() if shown is not None else ""
