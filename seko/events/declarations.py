"""What each verb of the event log promises: its facts, whether everybody reads it, who is told, by which channels.

A concept declares its verbs in its module `events`, which its app imports when it is ready. Nothing is recorded
without a declaration, and whatever tells an event reads the same one: feed, mail, delivery.
"""

import types
import typing
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.utils.dateparse import parse_date, parse_datetime

if TYPE_CHECKING:
    from django.db.models import QuerySet


EMAIL = "email"
FORMER_EMAIL = "former"  # the address that an event took from its person, in the fact `former_email`
_declarations = {}


class BrokenContract(TypeError):
    """Code records or declares an event otherwise than was agreed: a mistake to mend, nothing that a person did."""


@dataclass(frozen=True)
class Declaration:
    """The contract of one verb; its texts are `events/<verb>.html` and, where somebody is told, `emails/<verb>.txt`."""

    verb: str
    facts: type  # a TypedDict
    public: bool | Callable
    audiences: tuple[Callable, ...]
    channels: tuple[str, ...]
    personal: Callable | None
    stale: Callable | None
    receipt: bool
    untold: str
    closed: bool

    @cached_property
    def kinds(self):
        """{name: type} of the facts."""
        return typing.get_type_hints(self.facts, include_extras=True)

    def check(self, facts) -> None:
        """Refuse facts that are not declared, are missing, or are of another type."""
        if unknown := facts.keys() - self.kinds.keys():
            raise BrokenContract(f"{self.verb} does not declare: {', '.join(sorted(unknown))}.")
        if missing := self.facts.__required_keys__ - facts.keys():
            raise BrokenContract(f"{self.verb} misses: {', '.join(sorted(missing))}.")
        for name, value in facts.items():
            if not _fits(value, self.kinds[name]):
                raise BrokenContract(f"{self.verb} declares {name} as {self.kinds[name]}, not {value!r}.")

    def is_public(self, event) -> bool:
        """Everybody reads this event; a rule is asked while the action has the object in hand."""
        return self.public(event) if callable(self.public) else self.public


def declare(
    *verbs,
    facts,
    public,
    audience=None,
    untold="",
    channels=(EMAIL,),
    personal=None,
    stale=None,
    receipt=False,
    closed=False,
) -> None:
    """Declare verbs that promise the same.

    `facts` is a TypedDict; `public` a bool or a rule (event) -> bool; `audience` a function (event) -> queryset of
    users, or several of them; `untold` says why nobody is told, where nobody is; `personal` what a message tells its
    recipient alone, (event, person) -> dict; `stale` why a message that is still to be sent no longer makes sense,
    (event, at) -> `DropReason` or None; `receipt`: whoever did it gets the message as well, if they are among those
    who are told; `closed`: people whose account is closed are told, too."""
    audiences = audience if isinstance(audience, tuple) else (audience,) if audience else ()
    for verb in verbs:
        if verb in _declarations:
            raise BrokenContract(f"{verb} is declared twice.")
        _declarations[verb] = Declaration(
            verb, facts, public, audiences, tuple(channels), personal, stale, receipt, untold, closed
        )


def also_told(verb, audience) -> None:
    """A higher concept has people of its own to tell of a verb that a lower one declares."""
    declaration = declared(verb)
    _declarations[verb] = replace(declaration, audiences=(*declaration.audiences, audience), untold="")


def declared(verb) -> Declaration:
    """The declaration of a verb. Raises BrokenContract where there is none."""
    try:
        return _declarations[verb]
    except KeyError:
        raise BrokenContract(f"No module `events` declares {verb}.") from None


def declarations() -> dict[str, Declaration]:
    """All of them, by verb."""
    return dict(sorted(_declarations.items()))


def audience_of(event) -> "QuerySet | None":
    """The people to be told of an event, or None where nobody is; a verb of the past may be declared no more."""
    declaration = _declarations.get(event.verb)
    if declaration is None or not declaration.audiences:
        return None
    return reduce(or_, (audience(event) for audience in declaration.audiences))


def recipients_of(event) -> "QuerySet":
    """Those of its people who get a message: open accounts, without whoever did it, unless they get a receipt."""
    people = audience_of(event)
    if people is None:
        return get_user_model().objects.none()
    if not declared(event.verb).closed:
        people = people.filter(is_active=True)
    if not declared(event.verb).receipt and event.actor_id:
        people = people.exclude(pk=event.actor_id)
    return people.distinct()


def stale_reason(event, at) -> str | None:
    """Why a message about this event makes no sense any more at a moment, or None."""
    declaration = _declarations.get(event.verb)
    return declaration.stale(event, at) if declaration and declaration.stale else None


def tells_closed_accounts(event) -> bool:
    """Does this event concern people who can no longer sign in?"""
    declaration = _declarations.get(event.verb)
    return declaration is not None and declaration.closed


def channels_of(event) -> tuple[str, ...]:
    """By which channels its people are told."""
    return declared(event.verb).channels


def personal_facts_of(event, person):
    """What this event tells this person alone."""
    declaration = _declarations.get(event.verb)
    return declaration.personal(event, person) if declaration and declaration.personal else {}


# --- types of facts --------------------------------------------------------------------------


def name_facts(key, obj, field="name") -> dict[str, str]:
    """A name or title and its English form, as facts: `name_facts("lead", organization)` gives `lead` and `lead_en`."""
    return {key: getattr(obj, field), f"{key}_en": getattr(obj, f"{field}_en")}


def _is_moment(value) -> bool:
    if isinstance(value, date):
        return True
    try:
        return bool(parse_date(value) or parse_datetime(value))
    except ValueError:
        return False


# A day or a moment, stored as ISO text.
Moment = typing.Annotated[date | str, _is_moment]


def _fits(value, kind) -> bool:
    """A value has the type that a fact declares; lists and dictionaries are looked into."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Annotated, typing.NotRequired}:
        return _fits(value, inner[0]) and all(rule(value) for rule in getattr(kind, "__metadata__", ()))
    if origin in {typing.Union, types.UnionType}:
        return any(_fits(value, one) for one in inner)
    if origin is list:
        return isinstance(value, list) and all(_fits(one, inner[0]) for one in value)
    if origin is dict:
        return isinstance(value, dict) and all(
            _fits(key, inner[0]) and _fits(one, inner[1]) for key, one in value.items()
        )
    # to Python True is a number, to a reader it is none
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))
