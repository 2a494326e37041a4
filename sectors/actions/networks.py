"""Organizations join and leave the network of a SEKO."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from sectors.models import NetworkMembership, Seko
from sectors.permissions import (
    can_end_network_membership,
    can_manage_network,
    leaving_mandate,
    network_keeper_mandate,
)
from seko.events.log import record
from seko.rules.errors import database_refusals, require
from seko.rules.revoking import revoke
from seko.rules.validity import today


@transaction.atomic
def join_network(seko, organization, *, by, valid_from=None, valid_to=None, source_note="") -> NetworkMembership:
    """Take an organization into the network of a SEKO from a day (default: today).

    Raises PermissionDenied; ValidationError `not_active`, `not_civil_society`, `network_member_twice`."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    require(can_manage_network(by, seko.pk))
    refuse_outsiders(organization)
    membership = NetworkMembership(
        seko=Seko.objects.get(pk=seko.pk),
        organization=organization,
        valid_from=valid_from or today(),
        valid_to=valid_to,
        source_note=source_note,
    )
    with database_refusals(NetworkMembership):
        membership.full_clean()
        membership.save()
    record("network.joined", membership, by=by, mandate=network_keeper_mandate(by, seko.pk))
    return membership


@transaction.atomic
def leave_network(membership, *, by, on=None) -> NetworkMembership:
    """End a network membership on a day (default: today).

    Raises PermissionDenied; ValidationError `already_ended`, `validity_backwards`."""
    membership = _lock_membership(membership)
    require(can_end_network_membership(by, membership))
    if membership.valid_to and membership.valid_to <= today():
        raise ValidationError(_("This membership has already ended."), code="already_ended")
    mandate = leaving_mandate(by, membership)
    membership.valid_to = on or today()
    with database_refusals(NetworkMembership):
        membership.full_clean()
        membership.save(update_fields=["valid_to"])
    record("network.left", membership, by=by, mandate=mandate)
    return membership


@transaction.atomic
def revoke_network_membership(membership, *, by, reason) -> NetworkMembership:
    """Take back a network membership that was entered by mistake: it ends at once.

    Raises PermissionDenied; ValidationError `already_ended`, `reason_missing`."""
    membership = _lock_membership(membership)
    require(can_manage_network(by, membership.seko_id))
    mandate = network_keeper_mandate(by, membership.seko_id)
    revoke(membership, reason)
    record("network.revoked", membership, by=by, mandate=mandate, reason=membership.revoked_reason)
    return membership


def _lock_membership(membership) -> NetworkMembership:
    rows = NetworkMembership.objects.select_for_update(of=("self",)).select_related("seko", "organization")
    return rows.get(pk=membership.pk)


def refuse_outsiders(organization) -> None:
    """Only a civil society organization that takes part today may join a network or a consortium."""
    if organization.status != Organization.Status.ACTIVE:
        raise ValidationError(
            _("Only an active organization can join. Approve or reinstate it first."), code="not_active"
        )
    if organization.kind not in Organization.CIVIL_SOCIETY:
        message = _("Only civil society organizations can join: associations, foundations, endowments and chambers.")
        raise ValidationError(message, code="not_civil_society")
