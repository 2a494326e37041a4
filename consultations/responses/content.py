"""What is told of a response in frozen content."""

from typing import Any
from uuid import UUID

from consultations.opinions.content import _named, _passage


def passage_content(passage) -> dict[str, UUID | int | str] | None:
    """A passage of a later version, with the number of that version."""
    return {**(_passage(passage) or {}), "version": passage.version.number} if passage else None


def response_content(response) -> dict[str, Any]:
    """What is told of an answer."""
    return {
        "item": response.item_id,
        "outcome": response.outcome,
        "reason": response.reason,
        "forwarded_to": response.forwarded_to,
        "landed_in": passage_content(response.landed_in),
        "answered_by": _named(response.organization),
        "answered_at": response.answered_at,
    }
