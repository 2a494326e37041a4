"""Who runs and who belongs to a SEKO, asked of a person through the organizations that it represents."""

from typing import TYPE_CHECKING

from django.db.models import Value

from organizations.permissions import cached_for_user, civil_mandates, coordinator_mandate, is_coordinator, own_mandate
from sectors.models import ConsortiumMembership, NetworkMembership

if TYPE_CHECKING:
    from organizations.models import Representation


LEAD, CONSORTIUM = {"lead"}, {"lead", "member"}


def _roles(user) -> dict[int, dict[int, set[str]]]:
    """{seko id: {organization id: {role}}} of the person's organizations; roles: lead, member, network."""

    def ask():
        organizations = [m.organization_id for m in mandates]
        network = NetworkMembership.objects.current().filter(organization__in=organizations).order_by()
        consortium = ConsortiumMembership.objects.in_force().filter(organization__in=organizations).order_by()
        roles = {}
        rows = network.values_list("seko_id", "organization_id", Value("network")).union(
            consortium.values_list("consortium__seko_id", "organization_id", "role"), all=True
        )
        for seko, organization, role in rows:
            roles.setdefault(seko, {}).setdefault(organization, set()).add(role)
        return roles

    mandates = civil_mandates(user)
    return cached_for_user(user, "roles in SEKOs", ask) if mandates else {}


def _organizations_with(user, seko_id, roles) -> set[int]:
    return {organization for organization, held in _roles(user).get(seko_id, {}).items() if held & roles}


def _mandate_with(user, seko_id, roles) -> "Representation | None":
    organizations = _organizations_with(user, seko_id, roles)
    return next((m for m in civil_mandates(user) if m.organization_id in organizations), None)


def consortium_seko_ids(user) -> set[int]:
    """SEKOs that the person helps to run, as lead or member."""
    return {seko for seko in _roles(user) if _organizations_with(user, seko, CONSORTIUM)}


def led_seko_ids(user) -> set[int]:
    """SEKOs that the person's organization leads."""
    return {seko for seko in _roles(user) if _organizations_with(user, seko, LEAD)}


def network_seko_ids(user) -> set[int]:
    """SEKOs in which the person may speak: as network or as consortium."""
    return set(_roles(user))


def is_lead_coordinator(user, seko_id) -> bool:
    """Represents the lead organization of this SEKO."""
    return lead_mandate(user, seko_id) is not None


def lead_mandate(user, seko_id) -> "Representation | None":
    """The mandate for the lead organization of this SEKO, or None."""
    return _mandate_with(user, seko_id, LEAD)


def is_consortium_member(user, seko_id) -> bool:
    """Represents an organization of the consortium that runs this SEKO, the lead included."""
    return consortium_mandate(user, seko_id) is not None


def consortium_mandate(user, seko_id) -> "Representation | None":
    """The mandate for an organization of the consortium that runs this SEKO, or None."""
    return _mandate_with(user, seko_id, CONSORTIUM)


def mandates_in(user, seko_ids) -> "list[Representation]":
    """Mandates for organizations of the networks or consortia of these SEKOs."""
    heard = {organization for seko in seko_ids for organization in _roles(user).get(seko, ())}
    return [m for m in civil_mandates(user) if m.organization_id in heard]


def can_manage_sekos(user) -> bool:
    """The coordinator keeps areas, SEKOs, consortia and calls."""
    return is_coordinator(user)


def network_keeper_mandate(user, seko_id) -> "Representation | None":
    """The mandate under which the person keeps the network of this SEKO, or None."""
    return lead_mandate(user, seko_id) or coordinator_mandate(user)


def can_manage_network(user, seko_id) -> bool:
    """The lead keeps the network of its SEKO; the coordinator may help."""
    return network_keeper_mandate(user, seko_id) is not None


def leaving_mandate(user, membership) -> "Representation | None":
    """The mandate under which the person ends this network membership, or None."""
    return own_mandate(user, membership.organization_id) or network_keeper_mandate(user, membership.seko_id)


def can_end_network_membership(user, membership) -> bool:
    """An organization leaves a network by itself, or whoever keeps the network notes that it left."""
    return leaving_mandate(user, membership) is not None
