from organizations.actions.people import (
    appoint,
    appoint_by_email,
    end_representation,
    open_account,
    revoke_representation,
)
from organizations.actions.registry import (
    PROFILE_FIELDS,
    approve_organization,
    change_profile,
    leave_organization,
    register_organization,
    reinstate_organization,
    suspend_organization,
)

__all__ = [
    "PROFILE_FIELDS",
    "appoint",
    "appoint_by_email",
    "approve_organization",
    "change_profile",
    "end_representation",
    "leave_organization",
    "open_account",
    "register_organization",
    "reinstate_organization",
    "revoke_representation",
    "suspend_organization",
]
