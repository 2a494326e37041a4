"""Who may register for a training."""

from organizations.permissions import (
    civil_mandates,
    is_case_worker,
)

# --- trainings -------------------------------------------------------------------------------


def can_manage_trainings(user) -> bool:
    """Coordinator and desk officers hold trainings."""
    return is_case_worker(user)


def can_register(user, training, at=None) -> bool:
    """Represents an active organization, while registration is open."""
    return training.takes_registrations(at) and bool(civil_mandates(user))


def can_cancel_registration(user, registration) -> bool:
    """Whoever registered takes it back; the Office does it for a person who asks."""
    return registration.mandate.user_id == user.pk or is_case_worker(user)
