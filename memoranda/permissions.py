"""Who may do what with memoranda."""

from organizations.permissions import coordinator_mandate, is_coordinator


def can_manage_memoranda(user):
    """The coordinator keeps memoranda for the Office."""
    return is_coordinator(user)


def memoranda_mandate(user):
    """The mandate under which the person keeps memoranda, or None."""
    return coordinator_mandate(user)
