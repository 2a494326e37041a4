"""Which kinds of things can be taken up again, and whose they are: higher rooms register both here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model
    from django.utils.functional import Promise


@dataclass(frozen=True)
class Kind:
    """`restore(discarded, by)` puts it back where it was, asks whether the person may, and returns the address of the
    page on which it stands; `remove(discarded)` deletes for good what is still in tables of its own."""

    name: str
    label: "str | Promise"
    restore: Callable
    models: "tuple[type[Model], ...]"
    remove: Callable


_kinds: dict[str, Kind] = {}
_owners: list[Callable] = []


def _nothing(discarded) -> None:
    return None


def can_be_restored(name, label, restore, *, models=(), remove=_nothing) -> None:
    """Register a kind of thing; `models` have the rules that may refuse its way back."""
    if name in _kinds:
        raise TypeError(f"{name} is registered twice.")
    _kinds[name] = Kind(name, label, restore, tuple(models), remove)


def kind_of(discarded) -> Kind:
    """The kind of something discarded."""
    return _kinds[discarded.kind]


def kinds() -> dict[str, Kind]:
    """All kinds, by name."""
    return dict(_kinds)


def owners_from(provider) -> None:
    """Register who knows for whom a person may take things up again: a function (user) -> names of owners."""
    _owners.append(provider)


def owners_of(user) -> set[str]:
    """For whom this person may take things up again, such as `organization:3` and `office`."""
    found: Iterable[str] = (owner for provider in _owners for owner in provider(user))
    return set(found) if user.is_authenticated else set()
