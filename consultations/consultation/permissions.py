"""Who may open a consultation, move its dates, take part in it and read what was answered."""

from typing import TYPE_CHECKING

from organizations.permissions import (
    cached_for_user,
    civil_mandates,
    is_case_worker,
    is_coordinator,
)
from sectors.permissions import (
    mandates_in,
)

if TYPE_CHECKING:
    from organizations.models import Representation


def invited_seko_ids(consultation) -> list[int]:
    """SEKOs asked for an opinion; uses prefetched invitations where there are some."""
    return [invitation.seko_id for invitation in consultation.invitations.all()]


def can_open(user, consultation) -> bool:
    """Only the coordinator of the Office opens a consultation."""
    return is_coordinator(user)


def can_change_dates(user, consultation) -> bool:
    """Only the coordinator moves a date, closes the window or cancels."""
    return is_coordinator(user)


def can_correct(user, consultation) -> bool:
    """Only the coordinator puts right what has been opened."""
    return is_coordinator(user)


def can_see_responses(user, consultation) -> bool:
    """Answers are public with the report; before that the Office sees them."""
    return consultation.is_answered or is_case_worker(user)


# --- commenting ------------------------------------------------------------------------------


def commenting_mandates(user, consultation) -> "list[Representation]":
    """The mandates under which the person may speak here: organizations of the networks invited."""
    if not civil_mandates(user):
        return []
    return cached_for_user(
        user, f"speaks in {consultation.pk}", lambda: mandates_in(user, invited_seko_ids(consultation))
    )


def may_take_part(user, consultation) -> bool:
    """Represents an organization whose network was invited."""
    return bool(commenting_mandates(user, consultation))
