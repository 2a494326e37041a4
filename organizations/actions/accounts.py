"""Accounts of people: opened, changed, closed, opened again. Mandates are in `people`.

Whoever can change the address of an account can enter it, so an account of the Office's own people is kept by
administrators alone, whatever else somebody may do in the registry.
"""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Representation, User
from organizations.permissions import (
    can_change_email,
    can_keep_account,
    can_manage_registry,
    forget_answers,
    registry_mandate,
)
from organizations.roles import RepresentationRole
from seko.events.log import record
from seko.rules.errors import database_refusals, field_error, require, storable

WORDS = ("full_name", "language")  # what a change of tells nobody and opens nothing


@transaction.atomic
def open_account(*, by, email, full_name, language="sr") -> User:
    """Open an account without a password; the person chooses one through the password reset.

    `by=None` is the shell, and only until the Office has an administrator.
    Raises PermissionDenied; ValidationError `email_taken`, or by field."""
    require_registry(by)
    user = User(email=_free_address(email), full_name=full_name.strip(), language=language)
    user.set_unusable_password()
    with database_refusals(User):
        user.full_clean()
        user.save()
    record("account.opened", user, by=by, mandate=registry_mandate(by))
    return user


@transaction.atomic
def change_account(user, *, by, **words) -> User:
    """Change what an account says of its person: any of `WORDS`.

    Raises PermissionDenied; ValidationError by field."""
    user = _lock_account(user)
    require(can_keep_account(by, user))
    if unknown := set(words) - set(WORDS):
        raise TypeError(f"Not to be changed here: {', '.join(sorted(unknown))}")
    for field, value in words.items():
        setattr(user, field, value)
    _save(user, *words)
    return user


@transaction.atomic
def change_email(user, *, by, email) -> User:
    """Give an account another address to sign in with. Both addresses are told, and whoever is signed in is no more.

    The same address again changes nothing. Raises PermissionDenied; ValidationError `email_taken`, or by field."""
    user = _lock_account(user)
    require(can_change_email(by, user))
    if user.email == email.strip().lower():
        return user
    former, user.email = user.email, _free_address(email)
    _end_sessions(user)
    _save(user, "email", "sessions_ended_at")
    EmailAddress.objects.filter(user=user).delete()  # else a reset of the password would still go to the former one
    facts = {"email": user.email, "former_email": former, "changed_by": by.full_name}
    record("account.email_changed", user, by=by, mandate=registry_mandate(by), **facts)
    return user


@transaction.atomic
def close_account(user, *, by) -> User:
    """Close an account: nobody enters with it, and whoever is signed in is no more. Its mandates stay as they are.

    Raises PermissionDenied; ValidationError `own_account`, `account_closed`, `last_administrator`."""
    list(administrators().select_for_update().order_by("pk"))
    user = _lock_account(user)
    require(can_keep_account(by, user))
    if user == by:
        raise ValidationError(_("You cannot close your own account."), code="own_account")
    if not user.is_active:
        raise ValidationError(_("This account is already closed."), code="account_closed")
    if administrators().current().filter(user=user).exists():
        refuse_last_administrator(user)
    user.is_active = False
    _end_sessions(user)
    _save(user, "is_active", "sessions_ended_at")
    record("account.closed", user, by=by, mandate=registry_mandate(by))
    return user


@transaction.atomic
def reopen_account(user, *, by) -> User:
    """Open a closed account again, with the password and the mandates that it had.

    Raises PermissionDenied; ValidationError `account_open`."""
    user = _lock_account(user)
    require(can_keep_account(by, user))
    if user.is_active:
        raise ValidationError(_("This account is already open."), code="account_open")
    user.is_active = True
    _save(user, "is_active")
    record("account.reopened", user, by=by, mandate=registry_mandate(by))
    return user


@transaction.atomic
def choose_language(*, by, language) -> User:
    """Choose the language and script of one's own messages. Nothing is recorded if nothing changes.

    Raises PermissionDenied for a visitor; ValidationError by field."""
    require(by is not None and by.is_authenticated)
    user = _lock_account(by)
    if user.language == language:
        return user
    user.language = language
    _save(user, "language")
    record("account.language_chosen", user, by=by)
    return user


def require_registry(by) -> None:
    """Whoever keeps the registry; for the first administrator, whoever has a shell on the server."""
    require(can_manage_registry(by) or (by is None and not _has_administrator()))


def administrators() -> QuerySet[Representation]:
    """Mandates of administrators; lock them before one of them ends or closes: two must not do it to each other."""
    return Representation.objects.filter(role=RepresentationRole.ADMINISTRATOR)


def refuse_last_administrator(user) -> None:
    """Refuse what would leave the Office without an administrator but this one, today or later."""
    others = administrators().current().exclude(user=user).filter(valid_to__isnull=True, user__is_active=True)
    if not others.exists():
        message = _("The Ministry of European Integration needs an administrator. Appoint another one first.")
        raise ValidationError(message, code="last_administrator")


def _has_administrator() -> bool:
    return administrators().current().filter(user__is_active=True).exists()


def _lock_account(user) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _free_address(email) -> str:
    email = email.strip().lower()
    with storable():
        taken = User.objects.filter(email__iexact=email).exists()
    if taken:
        raise field_error("email", _("Another account has this e-mail address."), "email_taken")
    return email


def _end_sessions(user) -> None:
    user.sessions_ended_at = timezone.now()


def _save(user, *fields) -> None:
    with database_refusals(User):
        user.full_clean()
        user.save(update_fields=fields)
    forget_answers(user)
