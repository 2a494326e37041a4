"""Who runs and who belongs to a SEKO, asked of a person through the organizations that it represents."""

from organizations.permissions import civil_mandates, coordinator_mandate, is_coordinator, own_mandate, remembered
from sectors.models import ConsortiumMembership, NetworkMembership


def _consortium_roles(user):
    """{seko id: {organization id: role}} of the person's organizations in running consortia."""

    def ask():
        roles = {}
        rows = ConsortiumMembership.objects.in_force().filter(organization__in=[m.organization_id for m in mandates])
        for seko, organization, role in rows.values_list("consortium__seko_id", "organization_id", "role"):
            roles.setdefault(seko, {})[organization] = role
        return roles

    mandates = civil_mandates(user)
    return remembered(user, "consortium roles", ask) if mandates else {}


def _network_organizations(user):
    """{seko id: {organization id}} of the person's organizations in networks."""

    def ask():
        networks = {}
        rows = NetworkMembership.objects.current().filter(organization__in=[m.organization_id for m in mandates])
        for seko, organization in rows.values_list("seko_id", "organization_id"):
            networks.setdefault(seko, set()).add(organization)
        return networks

    mandates = civil_mandates(user)
    return remembered(user, "networks", ask) if mandates else {}


def consortium_seko_ids(user):
    """SEKOs that the person helps to run, as lead or member."""
    return set(_consortium_roles(user))


def led_seko_ids(user):
    """SEKOs that the person's organization leads."""
    return {seko for seko, roles in _consortium_roles(user).items() if "lead" in roles.values()}


def network_seko_ids(user):
    """SEKOs in which the person may speak: as network or as consortium."""
    return set(_network_organizations(user)) | consortium_seko_ids(user)


def is_lead_coordinator(user, seko_id):
    """Represents the lead organization of this SEKO."""
    return lead_mandate(user, seko_id) is not None


def lead_mandate(user, seko_id):
    """The mandate for the lead organization of this SEKO, or None."""
    leads = {org for org, role in _consortium_roles(user).get(seko_id, {}).items() if role == "lead"}
    return next((m for m in civil_mandates(user) if m.organization_id in leads), None)


def is_consortium_member(user, seko_id):
    """Represents an organization of the consortium that runs this SEKO, the lead included."""
    return consortium_mandate(user, seko_id) is not None


def consortium_mandate(user, seko_id):
    """The mandate for an organization of the consortium that runs this SEKO, or None."""
    return next((m for m in civil_mandates(user) if m.organization_id in _consortium_roles(user).get(seko_id, {})), None)


def mandates_in(user, seko_ids):
    """Mandates for organizations of the networks or consortia of these SEKOs."""
    heard = set()
    for seko in seko_ids:
        heard |= _network_organizations(user).get(seko, set()) | set(_consortium_roles(user).get(seko, {}))
    return [m for m in civil_mandates(user) if m.organization_id in heard]


def can_manage_sekos(user):
    """The coordinator keeps areas, SEKOs, consortia and calls."""
    return is_coordinator(user)


def network_keeper_mandate(user, seko_id):
    """The mandate under which the person keeps the network of this SEKO, or None."""
    return lead_mandate(user, seko_id) or coordinator_mandate(user)


def can_manage_network(user, seko_id):
    """The lead keeps the network of its SEKO; the coordinator may help."""
    return network_keeper_mandate(user, seko_id) is not None


def leaving_mandate(user, membership):
    """The mandate under which the person ends this network membership, or None."""
    return own_mandate(user, membership.organization_id) or network_keeper_mandate(user, membership.seko_id)


def can_end_network_membership(user, membership):
    """An organization leaves a network by itself, or whoever keeps the network notes that it left."""
    return leaving_mandate(user, membership) is not None
