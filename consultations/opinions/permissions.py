"""Who may write, approve and compare opinions."""

from consultations.consultation.permissions import invited_seko_ids
from organizations.permissions import (
    is_case_worker,
)
from sectors.permissions import (
    is_consortium_member,
    is_lead_coordinator,
)


def can_compare_opinions(user) -> bool:
    """Coordinator and desk officers see the opinions of all SEKOs side by side."""
    return is_case_worker(user)


# --- the opinion -----------------------------------------------------------------------------


def can_consolidate(user, consultation, seko_id) -> bool:
    """The lead writes the opinion of its SEKO, if the SEKO was invited."""
    return seko_id in invited_seko_ids(consultation) and is_lead_coordinator(user, seko_id)


def can_take_back(user, opinion, at) -> bool:
    """The lead, until the term of opinions is over; what has been answered meanwhile the action finds out."""
    consultation = opinion.consultation
    in_time = opinion.is_submitted and consultation.is_running and at < consultation.opinion_due_at
    return in_time and is_lead_coordinator(user, opinion.seko_id)


def can_approve(user, opinion) -> bool:
    """Each organization of the consortium approves or objects for itself."""
    return is_consortium_member(user, opinion.seko_id)
