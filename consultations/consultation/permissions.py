"""Who may open a consultation, move its dates, take part in it and read what was answered."""

from organizations.permissions import (
    cached_for_user,
    civil_mandates,
    is_case_worker,
    is_coordinator,
)
from sectors.permissions import (
    mandates_in,
)


def invited_seko_ids(consultation):
    """SEKOs asked for an opinion; uses prefetched invitations where there are some."""
    return [invitation.seko_id for invitation in consultation.invitations.all()]


def can_open(user, consultation):
    """Only the coordinator of the Office opens a consultation."""
    return is_coordinator(user)


def can_change_dates(user, consultation):
    """Only the coordinator moves a date, closes the window or cancels."""
    return is_coordinator(user)


def can_see_responses(user, consultation):
    """Answers are public with the report; before that the Office sees them."""
    return consultation.is_answered or is_case_worker(user)


# --- commenting ------------------------------------------------------------------------------


def commenting_mandates(user, consultation):
    """The mandates under which the person may speak here: organizations of the networks invited."""
    if not civil_mandates(user):
        return []
    return cached_for_user(
        user, f"speaks in {consultation.pk}", lambda: mandates_in(user, invited_seko_ids(consultation))
    )


def may_take_part(user, consultation):
    """Represents an organization whose network was invited."""
    return bool(commenting_mandates(user, consultation))
