"""How acronyms are written in Cyrillic: the Office's list, which each process keeps and reads anew now and then.

A conversion asks no query. Every few seconds the first one that comes reads the list again, so that pages, worker,
commands and files follow what the Office changed, without a server that would have to tell them. Until the list can be
read (no database, no table yet) the beginning holds, `acronyms.txt`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from django.apps import apps
from django.db import DatabaseError, connection, transaction

from seko.scripts.lists import default_acronyms

DEFAULTS = default_acronyms()
RECHECKED_EVERY = 5  # seconds


class AcronymList:
    """{acronym as typed in Latin: its Cyrillic form, itself where it stays Latin}, as this process knows it."""

    def __init__(self) -> None:
        self.current = DEFAULTS
        self.due = 0.0  # by the monotonic clock
        self._listeners: list[Callable[[], object]] = []

    def on_change(self, listener) -> None:
        """Call this when the list has changed: what was converted before is forgotten."""
        self._listeners.append(listener)

    def get(self) -> dict[str, str]:
        """The list, read again if it is time."""
        if monotonic() >= self.due and apps.models_ready:
            self.read()
        return self.current

    def read(self) -> None:
        """Read it now. What can not be read changes nothing."""
        self.due = max(self.due, monotonic() + RECHECKED_EVERY)
        if connection.in_atomic_block and connection.needs_rollback:
            return
        from seko.scripts.models import Acronym

        try:
            with transaction.atomic():
                rows = Acronym.objects.values_list("latin", "cyrillic")
                listed = {latin: cyrillic or latin for latin, cyrillic in rows}
        except DatabaseError:
            return
        self.become(listed or DEFAULTS)

    def become(self, listed) -> None:
        """Hold this list."""
        if listed != self.current:
            self.current = listed
            for listener in self._listeners:
                listener()

    @contextmanager
    def only_defaults(self) -> Iterator[None]:
        """Convert by the list that the code brings along: messages are the same on every machine."""
        before = self.current, self.due
        self.due = float("inf")
        self.become(DEFAULTS)
        try:
            yield
        finally:
            self.become(before[0])
            self.due = before[1]


ACRONYMS = AcronymList()
