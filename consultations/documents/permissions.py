"""Who may prepare documents."""

from organizations.permissions import (
    is_case_worker,
)

# --- the Office ------------------------------------------------------------------------------


def can_prepare(user) -> bool:
    """Coordinator and desk officers prepare documents and consultations."""
    return is_case_worker(user)
