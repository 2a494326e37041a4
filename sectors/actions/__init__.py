from sectors.actions.areas import assign_area, end_area
from sectors.actions.consortia import (
    activate_consortium,
    add_member,
    change_lead,
    end_consortium,
    end_membership,
    form_consortium,
)
from sectors.actions.networks import join_network, leave_network

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
]
