"""Who may send items to institutions, respond to them and review what was answered."""

from typing import TYPE_CHECKING

from organizations.permissions import (
    case_worker_mandate,
    contact_mandate,
    is_case_worker,
    is_coordinator,
)

if TYPE_CHECKING:
    from organizations.models import Representation


def can_assign(user, consultation) -> bool:
    """Coordinator and desk officers send items to institutions."""
    return is_case_worker(user)


def can_review(user, consultation) -> bool:
    """Coordinator and desk officers approve answers or give them back."""
    return is_case_worker(user)


def can_note_implementation(user, consultation) -> bool:
    """Coordinator and desk officers note after the report where an accepted item landed in the text."""
    return is_case_worker(user)


def can_correct_response(user, consultation) -> bool:
    """Only the coordinator puts a published answer right."""
    return is_coordinator(user)


# --- answering -------------------------------------------------------------------------------


def responding_mandate(user, item) -> "Representation | None":
    """The mandate under which the person may answer this item, or None.

    The Office answers any item; an institution's contact answers those assigned to it."""
    assignment = getattr(item, "assignment", None)
    contact = contact_mandate(user, assignment.institution_id) if assignment else None
    return contact or case_worker_mandate(user)


def can_respond(user, item) -> bool:
    """The Office, or the contact of the institution to which the item was sent."""
    return responding_mandate(user, item) is not None
