"""What is told of a response in frozen content."""

from typing import Any
from uuid import UUID

from consultations.opinions.content import named_content, passage_content


def landed_content(passage) -> dict[str, UUID | int | str]:
    """A passage of a later version, with the number of that version."""
    return {**passage_content(passage), "version": passage.version.number}


def response_content(response) -> dict[str, Any]:
    """What is told of an answer."""
    return {
        "item": response.item_id,
        "outcome": response.outcome,
        "reason": response.reason,
        "forwarded_to": response.forwarded_to,
        "landed_in": response.landed_in and landed_content(response.landed_in),
        "answered_by": named_content(response.organization),
        "answered_at": response.answered_at,
    }
