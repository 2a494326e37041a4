"""Who may do what with memoranda."""

from typing import TYPE_CHECKING

from organizations.permissions import coordinator_mandate, is_coordinator

if TYPE_CHECKING:
    from organizations.models import Representation


def can_manage_memoranda(user) -> bool:
    """The coordinator keeps memoranda for the Office."""
    return is_coordinator(user)


def memoranda_mandate(user) -> "Representation | None":
    """The mandate under which the person keeps memoranda, or None."""
    return coordinator_mandate(user)
