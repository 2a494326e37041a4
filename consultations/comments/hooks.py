"""What holds comments beyond this concept: drafts of opinions register here that they let comments go.

Whoever writes an opinion locks it before its comments. So does everybody here: first `lock_holders`, then the comments.
"""

from typing import NamedTuple

from consultations.consultation.actions import lock_consultation


class Holder(NamedTuple):
    """`lock(consultation)` locks and returns rows; `leave(rows, comments)` takes comments out of them; `models` have
    the rules that may refuse it."""

    lock: object
    leave: object
    models: tuple


_holders = []


def holds_comments(lock, leave, models):
    """Register something that holds comments and lets them go when they no longer stand."""
    _holders.append(Holder(lock, leave, models))


def lock_holders(consultation):
    """Lock the consultation and all that may hold its comments; for `release_comments`."""
    consultation = lock_consultation(consultation)
    return [(holder.leave, holder.lock(consultation)) for holder in _holders]


def release_comments(held, comments):
    """Take comments out of all that holds them."""
    for leave, rows in held:
        leave(rows, comments)


def holding_models():
    """Models whose rules may speak when comments are let go."""
    return [model for holder in _holders for model in holder.models]
