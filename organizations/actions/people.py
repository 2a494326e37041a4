"""The mandates under which people act: given, ended, taken back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from organizations.actions.accounts import (
    administrators,
    open_account,
    refuse_last_administrator,
    require_registry,
)
from organizations.models import Organization, Representation, User
from organizations.permissions import can_end_mandate, can_give_role, forget_answers, registry_mandate
from organizations.roles import OF_THE_OFFICE, RepresentationRole
from seko.events.log import record
from seko.rules.errors import database_refusals, field_error, require, storable
from seko.rules.revoking import revoke
from seko.rules.validity import today


@transaction.atomic
def appoint(
    user, organization, *, by, role, valid_from=None, valid_to=None, function="", document_note=""
) -> Representation:
    """Give a person a mandate for an organization, in a role, from a day (default: today) to a day.

    Roles of the Office are given by administrators alone, and nobody gives a role to themself.
    `by=None` is the shell, and only until the Office has an administrator.
    Raises PermissionDenied; ValidationError `own_mandate`, `administrator_needed`, `account_closed`, `role_elsewhere`,
    `office_role_elsewhere`, `representation_twice`, or the code of another broken constraint."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    require_registry(by)
    if by == user:
        raise field_error("user", _("You cannot give yourself a mandate. Ask somebody else."), "own_mandate")
    if by is not None and not can_give_role(by, role):
        message = _("Only administrators can give roles of the Ministry of European Integration.")
        raise field_error("role", message, "administrator_needed")
    if not user.is_active:
        raise ValidationError(_("This account is closed. Open it again first."), code="account_closed")
    if role == RepresentationRole.INSTITUTION_CONTACT and organization.kind != Organization.Kind.PUBLIC_BODY:
        raise ValidationError(_("Only a public body has contacts of an institution."), code="role_elsewhere")
    if role in OF_THE_OFFICE and not organization.is_office:
        message = _(
            "Only the Ministry of European Integration has coordinators of the mechanism, sector officers and "
            "administrators."
        )
        raise ValidationError(message, code="office_role_elsewhere")
    representation = Representation(
        user=user,
        organization=organization,
        role=role,
        valid_from=valid_from or today(),
        valid_to=valid_to,
        function=function,
        document_note=document_note,
    )
    with database_refusals(Representation):
        representation.full_clean()
        representation.save()
    forget_answers(user)
    record("representation.begun", representation, by=by, mandate=registry_mandate(by))
    return representation


@transaction.atomic
def end_representation(representation, *, by, valid_to=None) -> Representation:
    """End a mandate on a day (default: today), from which the person no longer acts under it.

    Raises PermissionDenied; ValidationError `already_ended`, `last_administrator`, `validity_backwards`."""
    representation = _lock_mandate(representation)
    require(can_end_mandate(by, representation))
    valid_to = valid_to or today()
    if representation.valid_to and representation.valid_to <= today():
        raise ValidationError(_("This mandate has already ended."), code="already_ended")
    if representation.role == RepresentationRole.ADMINISTRATOR and representation.is_current():
        refuse_last_administrator(representation.user)
    mandate = registry_mandate(by)
    representation.valid_to = valid_to
    with database_refusals(Representation):
        representation.full_clean()
        representation.save(update_fields=["valid_to"])
    forget_answers(by)
    record("representation.ended", representation, by=by, mandate=mandate)
    return representation


@transaction.atomic
def revoke_representation(representation, *, by, reason) -> Representation:
    """Take back a mandate that was given by mistake: it ends at once, on the day on which it began too.

    What the person did under it stays and can be read with `acts_under`.
    Raises PermissionDenied; ValidationError `already_ended`, `reason_missing`, `last_administrator`."""
    representation = _lock_mandate(representation)
    require(can_end_mandate(by, representation))
    if representation.role == RepresentationRole.ADMINISTRATOR and representation.is_current():
        refuse_last_administrator(representation.user)
    mandate = registry_mandate(by)
    revoke(representation, reason)
    forget_answers(by)
    record("representation.revoked", representation, by=by, mandate=mandate, reason=representation.revoked_reason)
    return representation


@transaction.atomic
def appoint_by_email(organization, *, email, full_name, role, valid_from=None, by=None) -> Representation:
    """Open an account and appoint its person in one step; an account that is already there is used.

    Raises what `open_account` and `appoint` raise."""
    with storable():
        user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        user = open_account(by=by, email=email, full_name=full_name)
    return appoint(user, organization, by=by, role=role, valid_from=valid_from)


def _lock_mandate(representation) -> Representation:
    """The mandate as it is now, and all administrators with it: two of them must not end each other at once."""
    list(administrators().select_for_update().order_by("pk"))
    rows = Representation.objects.select_for_update(of=("self",)).select_related("user", "organization")
    return rows.get(pk=representation.pk)
