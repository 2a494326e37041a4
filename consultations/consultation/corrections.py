"""What the Office puts right after it has opened a consultation: a typo, the wrong SEKO, the wrong version.

Each leaves an event that shows what stood there before; what is frozen does not change. The slips and who mends
them: `docs/put-right.md`."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.consultation.actions import DATES, lock_consultation
from consultations.consultation.hooks import consultation_copied, version_exchanged
from consultations.consultation.models import Consultation, Invitation
from consultations.consultation.permissions import can_correct
from consultations.documents.permissions import can_prepare
from organizations.permissions import case_worker_mandate
from seko.events.declarations import name_facts
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, field_error, require, required_reason
from seko.rules.seen import only_changes, stored_values
from seko.web.slugs import unique_slug

Status = Consultation.Status

# Words beside the text under consultation; what was promised (dates) moves by `move_dates`.
CORRECTABLE = ("title", "title_en", "summary", "summary_en", "purpose", "contact")
COPIED = (*CORRECTABLE, "version", "phase", "urgency_reason", "late_comments_allowed", "is_demo")


@transaction.atomic
def correct_texts(consultation, *, by, seen=None, **texts) -> Consultation:
    """Correct words of a consultation that has opened, any of `CORRECTABLE`; the old ones stay public beside the day.
    `seen` is what the person had before them.

    Nothing is recorded if nothing changes. Raises PermissionDenied; ValidationError `not_opened`, `consultation_over`,
    `changed_meanwhile`, or by field."""
    if unknown := texts.keys() - set(CORRECTABLE):
        raise TypeError(f"Not to be corrected: {', '.join(sorted(unknown))}")
    consultation = lock_consultation(consultation)
    require(can_correct(by, consultation))
    require_opened(consultation)
    before = stored_values(consultation, texts)
    texts = only_changes(seen, texts, before, of=consultation)
    after = {name: text.strip() for name, text in texts.items() if text.strip() != before[name]}
    if not after:
        return consultation
    for name, text in after.items():
        setattr(consultation, name, text)
    with database_refusals(Consultation):
        check_fields(consultation)
        consultation.save(update_fields=after)
    record(
        "consultation.corrected", consultation, by=by, mandate=case_worker_mandate(by),
        before={name: before[name] for name in after}, after=after,
    )  # fmt: skip
    return consultation


@transaction.atomic
def exchange_sekos(consultation, *, by, sekos, reason, at=None, seen=None) -> Consultation:
    """Invite other SEKOs to a consultation that has opened, with a public reason: those that come are invited as at
    the opening, those that go are told that it was a mistake. Nobody goes once somebody has spoken.

    Raises PermissionDenied; ValidationError `not_open`, `reason_missing`, `sekos_missing`, `changed_meanwhile`,
    `nothing_changed`, `invitation_fixed`."""
    at = at or timezone.now()
    consultation = lock_consultation(consultation)
    require(can_correct(by, consultation))
    require_taking(consultation, at)
    reason = required_reason(reason)
    if not sekos:
        raise field_error("sekos", _("Invite at least one SEKO."), "sekos_missing")
    invited = {row.seko_id: row.seko for row in consultation.invitations.select_related("seko")}
    now = {"sekos": list(invited.values())}
    wanted = {seko.pk: seko for seko in (now | only_changes(seen, {"sekos": sekos}, now, of=consultation))["sekos"]}
    come = [wanted[pk] for pk in wanted if pk not in invited]
    go = [invited[pk] for pk in invited if pk not in wanted]
    if not come and not go:
        raise ValidationError(_("Nothing has been changed."), code="nothing_changed")
    with database_refusals(Invitation):
        consultation.invitations.filter(seko__in=go).delete()
        Invitation.objects.bulk_create(Invitation(consultation=consultation, seko=seko) for seko in come)
    consultation = lock_consultation(consultation)  # with its invitations as they are now
    mandate, closes = case_worker_mandate(by), consultation.comments_close_at
    told = [("consultation.seko_removed", seko) for seko in go] + [("consultation.seko_added", seko) for seko in come]
    for verb, seko in told:
        facts = name_facts("seko", seko) | {"seko_id": seko.pk, "reason": reason, "closes": closes}
        record(verb, consultation, by=by, mandate=mandate, at=at, topics=[f"seko:{seko.pk}"], **facts)
    return consultation


@transaction.atomic
def exchange_version(consultation, *, by, version, reason, at=None, seen=None) -> Consultation:
    """Put another document version under a consultation that was opened on the wrong one, before anybody has spoken.

    Drafts of comments go to the same passages of the other version, or to the whole document.
    Raises PermissionDenied; ValidationError `not_open`, `reason_missing`, `changed_meanwhile`, `nothing_changed`,
    `passages_missing`, `version_fixed`."""
    at = at or timezone.now()
    consultation = lock_consultation(consultation)
    require(can_correct(by, consultation))
    require_taking(consultation, at)
    reason = required_reason(reason)
    before = consultation.version
    now = {"version": before}
    version = (now | only_changes(seen, {"version": version}, now, of=consultation))["version"]
    if version.pk == before.pk:
        raise field_error("version", _("Choose another version than the present one."), "nothing_changed")
    if not version.passages.exists():
        raise field_error("version", _("The document version has no text to comment on."), "passages_missing")
    consultation.version = version
    with database_refusals(Consultation):
        check_fields(consultation)
        consultation.save(update_fields=["version"])
        version_exchanged(consultation)
    record(
        "consultation.version_exchanged", consultation, by=by, mandate=case_worker_mandate(by), at=at, reason=reason,
        **_version_facts("old", before), **_version_facts("new", version),
    )  # fmt: skip
    return consultation


@transaction.atomic
def copy_consultation(source, *, by, at=None) -> Consultation:
    """A new draft with everything of another consultation, so that nothing is typed anew; it begins now and has terms
    as long as those of the source.

    Raises PermissionDenied."""
    require(can_prepare(by))
    start = (at or timezone.now()).replace(second=0, microsecond=0)
    dates = {name: start + (getattr(source, name) - source.opens_at) for name in DATES}
    texts = {name: getattr(source, name) for name in COPIED}
    consultation = Consultation(**texts, **dates, slug=unique_slug(Consultation, source.title))
    with database_refusals(Consultation, Invitation):
        check_fields(consultation)
        consultation.save(force_insert=True)
        consultation.sekos.set(source.sekos.all())
        consultation_copied(source, consultation)
    record("consultation.created", consultation, by=by, mandate=case_worker_mandate(by))
    return consultation


def require_opened(consultation) -> None:
    """Refuse to correct a draft, or what is over."""
    if consultation.status == Status.DRAFT:
        raise ValidationError(_("This is still a draft: edit the draft."), code="not_opened")
    if consultation.is_over:
        raise ValidationError(_("This consultation is over and can no longer be changed."), code="consultation_over")


def require_taking(consultation, at) -> None:
    """Refuse to exchange anything once the window is over."""
    if not (consultation.is_open(at) or consultation.is_upcoming(at)):
        raise ValidationError(_("This can be exchanged only while comments are open or announced."), code="not_open")


def _version_facts(key, version) -> dict[str, int | str]:
    return {**name_facts(key, version.document, "title"), f"{key}_number": version.number}
