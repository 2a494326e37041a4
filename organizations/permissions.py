"""Who may act for whom. Rights come from current mandates alone and end with them.

The predicates read `user.current_mandates`, which is loaded once for each request.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from organizations.roles import FOR_CIVIL_SOCIETY, OF_THE_OFFICE, RepresentationRole
from seko.rules.validity import today

if TYPE_CHECKING:
    from organizations.models import Representation


def current_mandates(user) -> "list[Representation]":
    """The representations of this person that are valid today; none for a visitor."""
    return user.current_mandates if user is not None and user.is_authenticated else []


def cached_for_user(user, question, answer) -> Any:
    """Ask a question about a person's rights once for each request."""
    notes = user.__dict__.setdefault("_answers", {})
    if question not in notes:
        notes[question] = answer()
    return notes[question]


def forget_answers(user) -> None:
    """Ask again: the person's mandates have changed since the request began."""
    for note in ("current_mandates", "_answers"):
        user.__dict__.pop(note, None)


def civil_mandates(user) -> "list[Representation]":
    """Mandates to speak for a civil society organization that takes part today."""
    return [m for m in current_mandates(user) if m.role in FOR_CIVIL_SOCIETY and m.organization.is_active]


def represented_organization_ids(user) -> list[int]:
    """Organizations for which the person acts today, in any role."""
    return [m.organization_id for m in current_mandates(user)]


def office_mandate(user, *roles) -> "Representation | None":
    """The mandate under which the person acts for the Office, or None; `roles` narrows it."""
    return next((m for m in current_mandates(user) if m.role in (roles or OF_THE_OFFICE)), None)


def is_office(user) -> bool:
    """Works for the Office, in any of its roles."""
    return office_mandate(user) is not None


def coordinator_mandate(user) -> "Representation | None":
    """The mandate of a coordinator of the mechanism, or None."""
    return office_mandate(user, RepresentationRole.COORDINATOR)


def is_coordinator(user) -> bool:
    """Coordinates the mechanism for the Office."""
    return coordinator_mandate(user) is not None


def is_case_worker(user) -> bool:
    """Coordinator or desk officer: works on consultations for the Office."""
    return case_worker_mandate(user) is not None


def case_worker_mandate(user) -> "Representation | None":
    """The mandate of a coordinator or desk officer, or None."""
    return office_mandate(user, RepresentationRole.COORDINATOR, RepresentationRole.DESK_OFFICER)


def is_administrator(user) -> bool:
    """Keeps users, code lists and the audit."""
    return office_mandate(user, RepresentationRole.ADMINISTRATOR) is not None


def contact_mandate(user, institution_id) -> "Representation | None":
    """The mandate of the contact person of this institution, or None."""
    return next(
        (
            m
            for m in current_mandates(user)
            if m.role == RepresentationRole.INSTITUTION_CONTACT and m.organization_id == institution_id
        ),
        None,
    )


def is_institution_contact(user) -> bool:
    """Answers for an institution."""
    return any(m.role == RepresentationRole.INSTITUTION_CONTACT for m in current_mandates(user))


def registry_mandate(user) -> "Representation | None":
    """The mandate of a coordinator or administrator, or None."""
    return office_mandate(user, RepresentationRole.COORDINATOR, RepresentationRole.ADMINISTRATOR)


def can_manage_registry(user) -> bool:
    """The coordinator and administrators keep the registry of organizations and people."""
    return registry_mandate(user) is not None


def is_of_the_office(user) -> bool:
    """Has a role of the Office, today or from a later day: closed accounts count, too, for they can be opened again."""
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=today())
    return user.representations.filter(still, role__in=OF_THE_OFFICE).exists()


def can_keep_account(user, account) -> bool:
    """Accounts are kept by the registry; those of the Office's own people by administrators alone."""
    return is_administrator(user) or (can_manage_registry(user) and not is_of_the_office(account))


def can_change_email(user, account) -> bool:
    """Whoever keeps the account, and its own person."""
    return can_keep_account(user, account) or (user is not None and user.is_authenticated and user.pk == account.pk)


def can_give_role(user, role) -> bool:
    """The registry gives roles; those of the Office are given by administrators alone."""
    return is_administrator(user) or (can_manage_registry(user) and role not in OF_THE_OFFICE)


def can_end_mandate(user, representation) -> bool:
    """Whoever might give its role ends it, too."""
    return can_give_role(user, representation.role)


def own_mandate(user, organization_id) -> "Representation | None":
    """The mandate to speak for this organization while it takes part, or None."""
    return next((m for m in civil_mandates(user) if m.organization_id == organization_id), None)


def profile_mandate(user, organization) -> "Representation | None":
    """The mandate under which the person keeps this organization's data, or None."""
    return own_mandate(user, organization.pk) or registry_mandate(user)


def can_edit_profile(user, organization) -> bool:
    """An organization's own people keep its contact data; so does whoever keeps the registry."""
    return profile_mandate(user, organization) is not None


def can_leave_mechanism(user, organization) -> bool:
    """An organization leaves by the word of its own people, or the registry notes that it left."""
    return profile_mandate(user, organization) is not None
