"""Consortia are formed, begin their term, change, and end."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from organizations.permissions import coordinator_mandate
from sectors.actions.networks import refuse_outsiders
from sectors.models import Consortium, ConsortiumMembership, Seko
from sectors.permissions import can_manage_sekos
from seko.events.declarations import name_facts
from seko.events.log import record
from seko.rules.errors import database_refusals, require
from seko.rules.revoking import revoke
from seko.rules.validity import today

Status, Role = Consortium.Status, ConsortiumMembership.Role


@transaction.atomic
def form_consortium(seko, *, by, lead, members, valid_from, valid_to=None, source_note="") -> Consortium:
    """Put a consortium together for a term; it holds no rights until `activate_consortium`.

    `members` are the organizations beside the lead.
    Raises PermissionDenied; ValidationError `not_active`, `not_civil_society`, `member_twice`, `validity_backwards`."""
    seko = Seko.objects.select_for_update().get(pk=seko.pk)
    require(can_manage_sekos(by))
    consortium = Consortium(seko=seko, valid_from=valid_from, valid_to=valid_to, source_note=source_note)
    with database_refusals(Consortium):
        consortium.full_clean()
        consortium.save()
    for organization, role in [(lead, Role.LEAD), *((member, Role.MEMBER) for member in members)]:
        _begin(consortium, organization, role, valid_from, valid_to)
    record("consortium.formed", consortium, by=by, mandate=coordinator_mandate(by), **name_facts("lead", lead))
    return consortium


@transaction.atomic
def activate_consortium(consortium, *, by) -> Consortium:
    """Begin the term of a consortium in forming: it runs its SEKO from its first day.

    Raises PermissionDenied; ValidationError `not_forming`, `not_active`, `not_civil_society`, `consortium_size`,
    `consortium_one_lead`, `terms_overlap`."""
    consortium = _lock_consortium(consortium)
    require(can_manage_sekos(by))
    if consortium.status != Status.FORMING:
        raise ValidationError(_("You can activate only a consortium that is being formed."), code="not_forming")
    for membership in consortium.memberships.held().select_related("organization"):
        refuse_outsiders(membership.organization)
    consortium.status = Status.ACTIVE
    with database_refusals(Consortium):
        consortium.full_clean()
        consortium.save(update_fields=["status"])
    lead = consortium.memberships.held().filter(role=Role.LEAD).select_related("organization").first()
    facts = name_facts("lead", lead.organization) if lead else {}
    record("consortium.activated", consortium, by=by, mandate=coordinator_mandate(by), **facts)
    return consortium


@transaction.atomic
def end_consortium(consortium, *, by, on=None) -> Consortium:
    """End the term of an active consortium on a day, today (the default) or earlier, and all its memberships with it.

    Raises PermissionDenied; ValidationError `not_active`, `day_in_future`, `members_joined_later`,
    `validity_backwards`."""
    consortium = _lock_consortium(consortium)
    require(can_manage_sekos(by))
    on = on or today()
    if consortium.status != Status.ACTIVE:
        raise ValidationError(_("You can end the term only of an active consortium."), code="not_active")
    if on > today():
        raise ValidationError(
            _("A term can be ended only after its last day. Choose today or an earlier day."), code="day_in_future"
        )
    if consortium.valid_to:
        on = min(on, consortium.valid_to)
    open_after = consortium.memberships.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    if (
        open_after.filter(valid_from__gte=on, valid_from__lte=today())
        .exclude(valid_from=consortium.valid_from)
        .exists()
    ):
        message = _("Members have joined since that day. Choose a day after the last of them joined.")
        raise ValidationError(message, code="members_joined_later")
    consortium.status, consortium.valid_to = Status.ENDED, on
    with database_refusals(Consortium, ConsortiumMembership):
        consortium.full_clean()
        consortium.save(update_fields=["status", "valid_to"])
        open_after.filter(valid_from__gt=today()).delete()  # announced, never begun
        open_after.update(valid_to=on)
    record("consortium.ended", consortium, by=by, mandate=coordinator_mandate(by))
    return consortium


@transaction.atomic
def add_member(consortium, organization, *, by, valid_from=None, valid_to=None, source_note="") -> ConsortiumMembership:
    """Take an organization into a consortium as a member, from a day (default: today).

    Raises PermissionDenied; ValidationError `consortium_ended`, `outside_term`, `not_active`, `not_civil_society`,
    `member_twice`, `consortium_size`."""
    consortium = _lock_consortium(consortium)
    require(can_manage_sekos(by))
    _refuse_ended(consortium)
    valid_from = valid_from or max(today(), consortium.valid_from)
    _refuse_outside_term(consortium, valid_from)
    membership = _begin(consortium, organization, Role.MEMBER, valid_from, valid_to or consortium.valid_to, source_note)
    record("consortium.member_added", membership, by=by, mandate=coordinator_mandate(by))
    return membership


@transaction.atomic
def end_membership(membership, *, by, on=None) -> ConsortiumMembership:
    """A member leaves the consortium on a day (default: today). The lead is replaced first, by `change_lead`.

    Raises PermissionDenied; ValidationError `consortium_ended`, `already_ended`, `lead_leaves`,
    `validity_backwards`, `consortium_size`."""
    consortium = _lock_consortium(membership.consortium)
    membership = ConsortiumMembership.objects.select_related("organization").get(pk=membership.pk)
    require(can_manage_sekos(by))
    _refuse_ended(consortium)
    on = on or today()
    if membership.valid_to and membership.valid_to <= today():
        raise ValidationError(_("This membership has already ended."), code="already_ended")
    _refuse_lead(membership)
    _end(membership, on)
    membership.consortium = consortium
    record("consortium.member_left", membership, by=by, mandate=coordinator_mandate(by))
    return membership


@transaction.atomic
def revoke_membership(membership, *, by, reason) -> ConsortiumMembership:
    """Take back a membership that was entered by mistake: it ends at once. The lead is replaced first.

    Raises PermissionDenied; ValidationError `consortium_ended`, `already_ended`, `reason_missing`, `lead_leaves`,
    `consortium_size`."""
    consortium = _lock_consortium(membership.consortium)
    membership = ConsortiumMembership.objects.select_related("organization").get(pk=membership.pk)
    require(can_manage_sekos(by))
    _refuse_ended(consortium)
    _refuse_lead(membership)
    revoke(membership, reason)
    membership.consortium, why = consortium, membership.revoked_reason
    record("consortium.member_revoked", membership, by=by, mandate=coordinator_mandate(by), reason=why)
    return membership


@transaction.atomic
def change_lead(consortium, organization, *, by, on=None, stays=True) -> ConsortiumMembership:
    """Hand the lead to another organization on a day (default: today).

    The new lead may be a member already or come from outside; the old one stays as a member unless told otherwise.
    Raises PermissionDenied; ValidationError `consortium_ended`, `outside_term`, `no_lead`, `already_lead`,
    `not_active`, `not_civil_society`, `consortium_size`, `consortium_one_lead`."""
    consortium = _lock_consortium(consortium)
    require(can_manage_sekos(by))
    _refuse_ended(consortium)
    on = on or max(today(), consortium.valid_from)
    _refuse_outside_term(consortium, on)
    active = consortium.memberships.current(on).select_related("organization")
    old = active.filter(role=Role.LEAD).first()
    if old is None:
        raise ValidationError(_("This consortium has no lead on that day."), code="no_lead")
    if old.organization_id == organization.pk:
        raise ValidationError(_("This organization leads the consortium already."), code="already_lead")
    was_member = active.filter(organization=organization).first()
    with database_refusals(ConsortiumMembership):
        _retire(old, on)
        if was_member:
            _retire(was_member, on)
        new = _begin(
            consortium,
            organization,
            Role.LEAD,
            on,
            was_member.valid_to_before if was_member else consortium.valid_to,
            check=False,
        )
        if stays:
            _begin(consortium, old.organization, Role.MEMBER, on, old.valid_to_before, check=False)
    record("consortium.lead_changed", new, by=by, mandate=coordinator_mandate(by), old_lead=old.organization.name)
    return new


def _lock_consortium(consortium) -> Consortium:
    """Everything that changes a consortium or its members waits here for its turn."""
    return Consortium.objects.select_for_update(of=("self",)).select_related("seko").get(pk=consortium.pk)


def _refuse_ended(consortium) -> None:
    if consortium.status == Status.ENDED:
        raise ValidationError(_("The term of this consortium has ended."), code="consortium_ended")


def _refuse_lead(membership) -> None:
    if membership.role == Role.LEAD:
        message = _("The lead cannot leave its consortium. Choose another lead first.")
        raise ValidationError(message, code="lead_leaves")


def _refuse_outside_term(consortium, day) -> None:
    if not consortium.is_current(day):
        raise ValidationError(_("Choose a day within the term of the consortium."), code="outside_term")


def _begin(consortium, organization, role, valid_from, valid_to, source_note="", *, check=True) -> ConsortiumMembership:
    """A new membership; `check=False` leaves the deferred rules to the caller, who is not done yet."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    refuse_outsiders(organization)
    membership = ConsortiumMembership(
        consortium=consortium,
        organization=organization,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        source_note=source_note,
    )
    membership.full_clean()
    if check:
        with database_refusals(ConsortiumMembership):
            membership.save()
    else:
        membership.save()
    return membership


def _end(membership, on) -> None:
    membership.valid_to = on
    with database_refusals(ConsortiumMembership):
        membership.full_clean()
        membership.save(update_fields=["valid_to"])


def _retire(membership, on) -> None:
    """End a row so that another role can follow it; one that would not have lasted a day is taken back."""
    membership.valid_to_before = membership.valid_to
    if membership.valid_from >= on:
        membership.delete()
    else:
        membership.valid_to = on
        membership.full_clean()
        membership.save(update_fields=["valid_to"])
