"""What holds comments beyond this concept: drafts of opinions register here that they let comments go.

Whoever writes an opinion locks it before its comments. So does everybody here: first `lock_holders`, then the comments.
"""

from typing import TYPE_CHECKING, NamedTuple

from consultations.consultation.actions import lock_consultation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model


class Holder(NamedTuple):
    """`lock(consultation)` locks and returns rows; `leave(rows, comments)` takes comments out of them; `models` have
    the rules that may refuse it."""

    lock: "Callable"
    leave: "Callable"
    models: "tuple[type[Model], ...]"


_holders: list[Holder] = []


def holds_comments(lock, leave, models) -> None:
    """Register something that holds comments and lets them go when they no longer stand."""
    _holders.append(Holder(lock, leave, models))


def lock_holders(consultation) -> "list[tuple[Callable, list[Model]]]":
    """Lock the consultation and all that may hold its comments; for `release_comments`."""
    consultation = lock_consultation(consultation)
    return [(holder.leave, holder.lock(consultation)) for holder in _holders]


def release_comments(held, comments) -> None:
    """Take comments out of all that holds them."""
    for leave, rows in held:
        leave(rows, comments)


def holding_models() -> "list[type[Model]]":
    """Models whose rules may speak when comments are let go."""
    return [model for holder in _holders for model in holder.models]
