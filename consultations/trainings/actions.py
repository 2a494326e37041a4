"""The road of a training, and who takes part: places, waiting list, cancellations."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.trainings.models import Registration, Training
from consultations.trainings.permissions import can_cancel_registration, can_manage_trainings, can_register
from organizations.mandates import choose_mandate
from organizations.permissions import case_worker_mandate, civil_mandates, own_mandate
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, field_error, require, required_reason
from seko.web.slugs import unique_slug

if TYPE_CHECKING:
    from organizations.models import Representation


Status, Place = Training.Status, Registration.Status
FIELDS = ("title", "title_en", "text", "organizer", "starts_at", "ends_at", "registration_closes_at", "place")


# --- the Office ------------------------------------------------------------------------------


@transaction.atomic
def create_training(
    *, by, title, organizer, starts_at, ends_at, registration_closes_at, places, sekos=(), **fields
) -> Training:
    """Prepare a training; nobody outside the Office sees it before it is announced.

    Raises PermissionDenied; ValidationError `places_missing`, `training_backwards`."""
    require(can_manage_trainings(by))
    _require_places(places)
    training = Training(
        title=title,
        slug=unique_slug(Training, title),
        organizer=organizer,
        starts_at=starts_at,
        ends_at=ends_at,
        registration_closes_at=registration_closes_at,
        places=places,
        **{**fields, "status": Status.DRAFT},
    )
    with database_refusals(Training):
        check_fields(training)
        training.save(force_insert=True)
        training.sekos.set(sekos)
    record("training.created", training, by=by, mandate=case_worker_mandate(by))
    return training


@transaction.atomic
def change_training(training, *, by, sekos=None, at=None, **changes) -> Training:
    """Change what is said about a training that is not over; places change by their own action.

    Raises PermissionDenied; ValidationError `training_over`, `training_backwards`."""
    if unknown := changes.keys() - set(FIELDS):
        raise TypeError(f"A training has no such field to change: {', '.join(sorted(unknown))}.")
    training = _lock_training(training)
    require(can_manage_trainings(by))
    _require_not_over(training)
    changed = [name for name, value in changes.items() if value != getattr(training, name)]
    before = {name: str(getattr(training, name)) for name in changed}
    for name in changed:
        setattr(training, name, changes[name])
    _save(training, *changed)
    if sekos is not None:
        training.sekos.set(sekos)
    if changed or sekos is not None:
        record("training.changed", training, by=by, mandate=case_worker_mandate(by), at=at, before=before)
    return training


@transaction.atomic
def announce_training(training, *, by, at=None) -> Training:
    """Open a draft for registrations.

    Raises PermissionDenied; ValidationError `not_draft`, `date_in_past`."""
    at = at or timezone.now()
    training = _lock_training(training)
    require(can_manage_trainings(by))
    if training.status != Status.DRAFT:
        raise ValidationError(_("This training has already been announced."), code="not_draft")
    if training.registration_closes_at <= at:
        message = _("Registration has closed. Choose a later deadline first.")
        raise field_error("registration_closes_at", message, "date_in_past")
    return _move(training, Status.ANNOUNCED, "training.announced", by, at)


@transaction.atomic
def change_places(training, *, by, places, at=None) -> Training:
    """Change the number of places. New places go to the waiting list, in its order, until the training begins.

    Raises PermissionDenied; ValidationError `training_over`, `places_missing`, `training_full`."""
    at = at or timezone.now()
    training = _lock_training(training)
    require(can_manage_trainings(by))
    _require_not_over(training)
    _require_places(places)
    confirmed = _confirmed(training)
    if places < confirmed:
        message = _("%(number)s people are confirmed already. Choose at least as many places.") % {"number": confirmed}
        raise field_error("places", message, "training_full")
    before, training.places = training.places, places
    _save(training, "places")
    if places != before:
        record("training.places_changed", training, by=by, mandate=case_worker_mandate(by), at=at, before=before)
    _fill_places(training, by, at)
    return training


@transaction.atomic
def cancel_training(training, *, by, reason, at=None) -> Training:
    """Call a training off, with a reason that is public if the training was.

    Raises PermissionDenied; ValidationError `training_over`, `reason_missing`."""
    training = _lock_training(training)
    require(can_manage_trainings(by))
    _require_not_over(training)
    reason = required_reason(reason)
    return _move(training, Status.CANCELLED, "training.cancelled", by, at, reason=reason)


@transaction.atomic
def hold_training(training, *, by, at=None) -> Training:
    """Note that an announced training which has begun took place.

    Raises PermissionDenied; ValidationError `not_announced`, `not_begun`."""
    at = at or timezone.now()
    training = _lock_training(training)
    require(can_manage_trainings(by))
    if training.status != Status.ANNOUNCED:
        raise ValidationError(_("You can mark as held only an announced training."), code="not_announced")
    if at < training.starts_at:
        raise ValidationError(_("The training has not begun yet."), code="not_begun")
    return _move(training, Status.HELD, "training.held", by, at, confirmed=_confirmed(training))


# --- who takes part --------------------------------------------------------------------------


@transaction.atomic
def register(training, *, by, mandate=None, at=None) -> Registration:
    """Take a place for an organization, or a turn on the waiting list where all places are taken.

    `mandate` may be left out by a person who speaks for one organization. A person takes one place,
    even when speaking for several organizations.
    Raises PermissionDenied; ValidationError `mandate_missing`, `registration_closed`, `registered_twice`,
    `training_full` if the last place goes to another at the same moment."""
    at = at or timezone.now()
    training = _lock_training(training)
    mandate = _mandate_for(by, mandate)
    if not training.takes_registrations(at):
        raise ValidationError(_("Registration for this training is closed."), code="registration_closed")
    require(can_register(by, training, at))
    if training.registrations.live().of(by).exists():
        raise ValidationError(_("You are already registered."), code="registered_twice")
    registration = Registration(
        training=training,
        organization_id=mandate.organization_id,
        mandate=mandate,
        status=Place.CONFIRMED if _confirmed(training) < training.places else Place.WAITING,
        registered_at=at,
    )
    with database_refusals(Registration):
        check_fields(registration)
        registration.save(force_insert=True)
    _record_registration(registration, "training.registered", by, mandate, at)
    return registration


@transaction.atomic
def cancel_registration(registration, *, by, at=None) -> Registration:
    """Give a place back before the training begins; the first on the waiting list gets it.

    Raises PermissionDenied; ValidationError `training_over`, `training_begun`, `already_cancelled`."""
    at = at or timezone.now()
    training = _lock_training(registration.training)
    registration = Registration.objects.select_related("organization", "mandate__user").get(pk=registration.pk)
    registration.training = training
    require(can_cancel_registration(by, registration))
    _require_not_over(training)
    if at >= training.starts_at:
        raise ValidationError(
            _("The training has begun: registrations can no longer be changed."), code="training_begun"
        )
    if registration.status == Place.CANCELLED:
        raise ValidationError(_("This registration was already cancelled."), code="already_cancelled")
    registration.status = Place.CANCELLED
    with database_refusals(Registration):
        check_fields(registration)
        registration.save(update_fields=["status"])
    mandate = own_mandate(by, registration.organization_id) or case_worker_mandate(by)
    _record_registration(registration, "training.registration_cancelled", by, mandate, at)
    _fill_places(training, by, at)
    return registration


# --- parts -----------------------------------------------------------------------------------


def _lock_training(training) -> Training:
    """The training as it is now, kept still: two registrations for the last place wait for each other."""
    return Training.objects.select_for_update().get(pk=training.pk)


def _require_places(places) -> None:
    if places is None or places < 1:
        raise field_error("places", _("There must be at least one place."), "places_missing")


def _require_not_over(training) -> None:
    if training.status in Training.OVER:
        raise ValidationError(_("This training is over or was cancelled."), code="training_over")


def _mandate_for(by, mandate) -> "Representation":
    """The mandate to take part under: the one named, if the person holds it, or the only one there is."""
    held = civil_mandates(by)
    if not held:
        raise PermissionDenied(_("Only representatives of active organizations can register."))
    return choose_mandate(held, mandate, ask=_("Choose the organization for which you register."))


def _confirmed(training) -> int:
    return training.registrations.filter(status=Place.CONFIRMED).count()


def _fill_places(training, by, at) -> None:
    """Confirm people from the waiting list while places are left. Called under the lock of the training."""
    if training.status != Status.ANNOUNCED or at >= training.starts_at:
        return
    free = training.places - _confirmed(training)
    waiting = training.registrations.next_in_line(timezone.localdate(at)).select_related("organization", "mandate")
    for registration in waiting[: max(free, 0)]:
        registration.training, registration.status = training, Place.CONFIRMED
        with database_refusals(Registration):
            check_fields(registration)
            registration.save(update_fields=["status"])
        _record_registration(registration, "training.place_given", by, case_worker_mandate(by), at)


def _save(training, *fields) -> None:
    with database_refusals(Training):
        check_fields(training)
        training.save(update_fields=fields)


def _move(training, status, verb, by, at, **facts) -> Training:
    # Told first: whether everybody may read it depends on what the training was until now.
    record(verb, training, by=by, mandate=case_worker_mandate(by), at=at, **facts)
    training.status = status
    _save(training, "status")
    return training


def _record_registration(registration, verb, by, mandate, at) -> None:
    """What people do with their own places is told to the Office and to them, not to the public."""
    record(verb, registration.training, by=by, mandate=mandate, at=at, **registration.event_facts())
