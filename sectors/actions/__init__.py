from sectors.actions.areas import assign_area, end_area
from sectors.actions.consortia import (
    activate_consortium,
    add_member,
    change_lead,
    end_consortium,
    end_membership,
    form_consortium,
    revoke_membership,
)
from sectors.actions.networks import join_network, leave_network, revoke_network_membership

__all__ = [
    "activate_consortium",
    "add_member",
    "assign_area",
    "change_lead",
    "end_area",
    "end_consortium",
    "end_membership",
    "form_consortium",
    "join_network",
    "leave_network",
    "revoke_membership",
    "revoke_network_membership",
]
