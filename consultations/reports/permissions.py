"""Who may publish a report."""

from organizations.permissions import (
    is_coordinator,
)


def can_publish_report(user, consultation) -> bool:
    """Only the coordinator of the Office publishes the report."""
    return is_coordinator(user)
