"""What hangs on a consultation in higher concepts and goes with it when the Office puts something right.

Drafts of comments move to the passages of another version; questions are copied with their consultation."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_followers: "list[Callable]" = []
_copiers: "list[Callable]" = []


def follows_version(move) -> None:
    """Register `move(consultation)`, called when another version has taken the place of the one consulted on."""
    _followers.append(move)


def is_copied(copy) -> None:
    """Register `copy(source, consultation)`, called when a consultation was copied as a new draft."""
    _copiers.append(copy)


def version_exchanged(consultation) -> None:
    for move in _followers:
        move(consultation)


def consultation_copied(source, consultation) -> None:
    for copy in _copiers:
        copy(source, consultation)
