"""What happens to an organization in the registry: it comes, changes its data, is suspended, leaves."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from organizations.permissions import (
    can_edit_profile,
    can_leave_mechanism,
    can_manage_registry,
    profile_mandate,
    registry_mandate,
)
from organizations.twins import require_no_twin
from seko.events.log import record
from seko.rules.errors import database_refusals, require
from seko.rules.seen import only_changes, stored_values
from seko.rules.validity import today
from seko.web.slugs import unique_slug

Status = Organization.Status

# What an organization says about itself; its name and its numbers come from the state's register.
PROFILE_FIELDS = ("name_en", "short_name_en", "seat", "district", "website", "email", "phone")


@transaction.atomic
def register_organization(*, by, name, kind, despite_twins=False, **data) -> Organization:
    """Enter an organization into the registry as an applicant; the slug comes from the short name, else the name.

    Raises PermissionDenied; ValidationError `organization_exists` where one of this name is there, unless
    `despite_twins`; or with the code of a broken constraint."""
    require(can_manage_registry(by))
    if not despite_twins:
        require_no_twin(name)
    slug = data.pop("slug", "") or unique_slug(Organization, data.get("short_name") or name)
    organization = Organization(name=name, kind=kind, slug=slug, status=Status.APPLIED, status_on=today(), **data)
    with database_refusals(Organization):
        organization.full_clean()
        organization.save()
    record("organization.registered", organization, by=by, mandate=registry_mandate(by))
    return organization


@transaction.atomic
def change_profile(organization, *, by, seen=None, **profile) -> Organization:
    """Change what an organization says about itself: any of `PROFILE_FIELDS`. Nothing is recorded if nothing changes.
    `seen` is what the person had before them.

    Raises PermissionDenied; ValidationError `changed_meanwhile`, by field, or with the code of a broken constraint."""
    organization = _lock_organization(organization)
    require(can_edit_profile(by, organization))
    if unknown := set(profile) - set(PROFILE_FIELDS):
        raise TypeError(f"Not part of a profile: {', '.join(sorted(unknown))}")
    now = stored_values(organization, profile)
    profile = only_changes(seen, profile, now, of=organization)
    changed = [field for field, value in profile.items() if value != now[field]]
    if not changed:
        return organization
    for field in changed:
        setattr(organization, field, profile[field])
    _save(organization, changed)
    mandate = profile_mandate(by, organization)
    record("organization.profile_changed", organization, by=by, mandate=mandate, fields=changed)
    return organization


@transaction.atomic
def approve_organization(organization, *, by) -> Organization:
    """Admit an applicant: it is public from now on and may join networks.

    Raises PermissionDenied; ValidationError `not_applied`."""
    organization = _lock_organization(organization)
    require(can_manage_registry(by))
    if organization.status != Status.APPLIED:
        raise ValidationError(_("You can approve only an organization that has applied."), code="not_applied")
    _move(organization, Status.ACTIVE)
    record("organization.approved", organization, by=by, mandate=registry_mandate(by))
    return organization


@transaction.atomic
def suspend_organization(organization, *, by, reason) -> Organization:
    """Take an organization out of the mechanism for a time; its people keep their accounts but may not speak for it.

    Raises PermissionDenied; ValidationError `not_active`, `office_stays`, `status_reason_missing`."""
    organization = _lock_organization(organization)
    require(can_manage_registry(by))
    if organization.status != Status.ACTIVE:
        raise ValidationError(_("You can suspend only an active organization."), code="not_active")
    _refuse_for_office(organization)
    _move(organization, Status.SUSPENDED, reason)
    mandate, reason = registry_mandate(by), organization.status_reason
    record("organization.suspended", organization, by=by, mandate=mandate, reason=reason)
    return organization


@transaction.atomic
def reinstate_organization(organization, *, by) -> Organization:
    """End a suspension.

    Raises PermissionDenied; ValidationError `not_suspended`."""
    organization = _lock_organization(organization)
    require(can_manage_registry(by))
    if organization.status != Status.SUSPENDED:
        raise ValidationError(_("You can reinstate only a suspended organization."), code="not_suspended")
    _move(organization, Status.ACTIVE)
    record("organization.reinstated", organization, by=by, mandate=registry_mandate(by))
    return organization


@transaction.atomic
def leave_organization(organization, *, by, reason) -> Organization:
    """An organization leaves the mechanism; what it has said and signed stays.

    Raises PermissionDenied; ValidationError `already_left`, `office_stays`, `status_reason_missing`."""
    organization = _lock_organization(organization)
    require(can_leave_mechanism(by, organization))
    if organization.status == Status.LEFT:
        raise ValidationError(_("This organization has already left."), code="already_left")
    _refuse_for_office(organization)
    mandate = profile_mandate(by, organization)
    _move(organization, Status.LEFT, reason)
    record("organization.left", organization, by=by, mandate=mandate, reason=organization.status_reason)
    return organization


def _lock_organization(organization) -> Organization:
    return Organization.objects.select_for_update().get(pk=organization.pk)


def _refuse_for_office(organization) -> None:
    if organization.is_office:
        raise ValidationError(
            _("The Ministry of European Integration runs the mechanism and stays in it."), code="office_stays"
        )


def _move(organization, status, reason="") -> None:
    organization.status, organization.status_on, organization.status_reason = status, today(), reason.strip()
    _save(organization, ["status", "status_on", "status_reason"])


def _save(organization, fields) -> None:
    with database_refusals(Organization):
        organization.full_clean()
        organization.save(update_fields=fields)
