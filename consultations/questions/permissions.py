"""Who may see the answers to the Office's questions."""

from consultations.consultation.permissions import can_see_responses

# --- questions -------------------------------------------------------------------------------


def can_see_results(user, consultation, at=None) -> bool:
    """Answers to questions are public with the report; the Office sees them once the window is over."""
    return can_see_responses(user, consultation) and consultation.is_late(at)
