"""The life of a memorandum: draft, agreed, signing, in force, expired or terminated."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memoranda.models import Memorandum, Signatory
from memoranda.permissions import can_manage_memoranda, memoranda_mandate
from seko.events.declarations import name_facts
from seko.events.log import record
from seko.rules.errors import database_refusals, require, required_reason
from seko.rules.validity import today
from seko.web.slugs import unique_slug

Status, Side = Memorandum.Status, Signatory.Side


@transaction.atomic
def draft_memorandum(*, by, title, parties=(), **data) -> Memorandum:
    """Begin a memorandum between the Office and `parties`, pairs of an organization and the SEKO it signs for, or None.

    Raises PermissionDenied; ValidationError with the code of a broken constraint."""
    require(can_manage_memoranda(by))
    office = memoranda_mandate(by).organization
    slug = data.pop("slug", "") or unique_slug(Memorandum, title)
    memorandum = Memorandum(title=title, slug=slug, status=Status.DRAFT, **data)
    with database_refusals(Memorandum):
        memorandum.full_clean()
        memorandum.save()
    _add(memorandum, office, Side.OFFICE, None)
    for organization, seko in parties:
        _add(memorandum, organization, Side.PARTY, seko)
    record("memorandum.drafted", memorandum, by=by, mandate=memoranda_mandate(by))
    return memorandum


@transaction.atomic
def add_party(memorandum, organization, *, by, seko=None, source_note="") -> Signatory:
    """Add a party to a memorandum whose text is not yet agreed.

    Raises PermissionDenied; ValidationError `not_draft`, `signatory_twice`."""
    memorandum = lock_memorandum(memorandum)
    require(can_manage_memoranda(by))
    _expect(memorandum, Status.DRAFT, _("Parties can be added only while the memorandum is a draft."), code="not_draft")
    signatory = _add(memorandum, organization, Side.PARTY, seko, source_note)
    party = {**name_facts("organization", organization), "organization_id": organization.pk}
    record("memorandum.party_added", memorandum, by=by, mandate=memoranda_mandate(by), **party)
    return signatory


@transaction.atomic
def agree_memorandum(memorandum, *, by) -> Memorandum:
    """Note that the parties agree on the text.

    Raises PermissionDenied; ValidationError `not_draft`, `parties_missing`."""
    memorandum = lock_memorandum(memorandum)
    require(can_manage_memoranda(by))
    _expect(memorandum, Status.DRAFT, _("You can mark only a draft as agreed."), code="not_draft")
    if {Side.OFFICE, Side.PARTY} - set(memorandum.signatories.values_list("side", flat=True)):
        raise ValidationError(
            _("A memorandum needs the Ministry of European Integration and at least one other party."),
            code="parties_missing",
        )
    return _move(memorandum, Status.AGREED, "memorandum.agreed", by=by)


@transaction.atomic
def open_for_signing(memorandum, *, by) -> Memorandum:
    """Open an agreed memorandum for signatures.

    Raises PermissionDenied; ValidationError `not_agreed`."""
    memorandum = lock_memorandum(memorandum)
    require(can_manage_memoranda(by))
    _expect(memorandum, Status.AGREED, _("You can open for signing only an agreed memorandum."), code="not_agreed")
    return _move(memorandum, Status.SIGNING, "memorandum.signing_opened", by=by)


@transaction.atomic
def sign(signatory, *, by, on=None, person_title="") -> Signatory:
    """Note that a party has signed, on a day (default: today), by a person with this title.

    Raises PermissionDenied; ValidationError `not_signing`, `already_signed`, `day_in_future`."""
    memorandum = lock_memorandum(signatory.memorandum)
    signatory = Signatory.objects.select_related("organization").get(pk=signatory.pk)
    require(can_manage_memoranda(by))
    _expect(memorandum, Status.SIGNING, _("This memorandum is not open for signatures."), code="not_signing")
    if signatory.signed_on:
        raise ValidationError(_("This party has already signed."), code="already_signed")
    on = on or today()
    refuse_future(on)
    signatory.signed_on, signatory.person_title = on, person_title.strip() or signatory.person_title
    with database_refusals(Signatory):
        signatory.full_clean()
        signatory.save(update_fields=["signed_on", "person_title"])
    party = {**name_facts("organization", signatory.organization), "organization_id": signatory.organization_id}
    record("memorandum.signed", memorandum, by=by, mandate=memoranda_mandate(by), signed_on=on, **party)
    return signatory


@transaction.atomic
def put_in_force(memorandum, *, by, valid_from=None, valid_to=None, signed_on=None) -> Memorandum:
    """Put a memorandum in force that all parties have signed; by default from the day of the last signature.

    Raises PermissionDenied; ValidationError `not_signing`, `signature_missing`, `memoranda_overlap`,
    `validity_backwards`."""
    memorandum = lock_memorandum(memorandum)
    require(can_manage_memoranda(by))
    _expect(
        memorandum,
        Status.SIGNING,
        _("You can put in force only a memorandum that is being signed."),
        code="not_signing",
    )
    last_signature = max(
        (day for day in memorandum.signatories.values_list("signed_on", flat=True) if day), default=None
    )
    if last_signature is None:
        message = _("A memorandum in force is signed by the Ministry of European Integration and by every other party.")
        raise ValidationError(message, code="signature_missing")
    memorandum.signed_on = signed_on or last_signature
    memorandum.valid_from = valid_from or memorandum.valid_from or memorandum.signed_on
    memorandum.valid_to = valid_to or memorandum.valid_to
    return _move(memorandum, Status.IN_FORCE, "memorandum.in_force", "signed_on", "valid_from", "valid_to", by=by)


@transaction.atomic
def terminate_memorandum(memorandum, *, by, reason, on=None) -> Memorandum:
    """End a memorandum in force before its time, from a day, today (the default) or earlier.

    Raises PermissionDenied; ValidationError `not_in_force`, `reason_missing`, `day_in_future`, `validity_backwards`."""
    memorandum = lock_memorandum(memorandum)
    require(can_manage_memoranda(by))
    _expect(memorandum, Status.IN_FORCE, _("You can terminate only a memorandum in force."), code="not_in_force")
    reason = required_reason(reason, _("Give a reason for the termination."))
    on = on or today()
    refuse_future(on)
    memorandum.valid_to = on
    facts = {"reason": reason, "valid_to": on}
    return _move(memorandum, Status.TERMINATED, "memorandum.terminated", "valid_to", by=by, **facts)


def expire_due_memoranda(*, at) -> list[Memorandum]:
    """Note at a moment that the term of memoranda in force is over; returns those that expired."""
    expired = []
    day = timezone.localdate(at)
    for pk in Memorandum.objects.filter(status=Status.IN_FORCE, valid_to__lte=day).values_list("pk", flat=True):
        with transaction.atomic():
            memorandum = (
                Memorandum.objects.select_for_update(skip_locked=True)
                .filter(pk=pk, status=Status.IN_FORCE, valid_to__lte=day)
                .first()
            )
            if memorandum:
                facts = {"valid_to": memorandum.valid_to}
                expired.append(_move(memorandum, Status.EXPIRED, "memorandum.expired", by=None, **facts))
    return expired


def lock_memorandum(memorandum) -> Memorandum:
    """Everything that changes a memorandum or its parties waits here for its turn."""
    return Memorandum.objects.select_for_update().get(pk=memorandum.pk)


def refuse_future(day) -> None:
    """What is noted has happened."""
    if day > today():
        raise ValidationError(_("This day is in the future. Choose today or an earlier day."), code="day_in_future")


def _expect(memorandum, status, message, *, code) -> None:
    if memorandum.status != status:
        raise ValidationError(message, code=code)


def _add(memorandum, organization, side, seko, source_note="") -> Signatory:
    signatory = Signatory(
        memorandum=memorandum, organization=organization, side=side, seko=seko, source_note=source_note
    )
    with database_refusals(Signatory):
        signatory.full_clean()
        signatory.save()
    return signatory


def _move(memorandum, status, verb, *fields, by, **facts) -> Memorandum:
    memorandum.status = status
    with database_refusals(Memorandum, Signatory):
        memorandum.full_clean()
        memorandum.save(update_fields=["status", *fields])
    record(verb, memorandum, by=by, mandate=memoranda_mandate(by), **facts)
    return memorandum
