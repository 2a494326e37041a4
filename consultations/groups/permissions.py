"""Who may run working groups and their meetings."""

from organizations.permissions import is_case_worker


def can_manage_groups(user) -> bool:
    """Coordinator and desk officers keep working groups, seats and meetings."""
    return is_case_worker(user)
