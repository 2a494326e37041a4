from organizations.actions.accounts import change_account, change_email, close_account, open_account, reopen_account
from organizations.actions.people import (
    appoint,
    appoint_by_email,
    end_representation,
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
    "change_account",
    "change_email",
    "change_profile",
    "close_account",
    "end_representation",
    "leave_organization",
    "open_account",
    "register_organization",
    "reinstate_organization",
    "reopen_account",
    "revoke_representation",
    "suspend_organization",
]
