"""The road of a consultation: prepared, opened, closed, extended, cancelled. What the clock does is in `clock`."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.consultation.models import Consultation, Invitation
from consultations.consultation.permissions import can_change_dates, can_open
from consultations.documents.permissions import can_prepare
from organizations.permissions import case_worker_mandate
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, field_error, require, required_reason
from seko.rules.seen import only_changes, stored_values
from seko.web.slugs import unique_slug

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

DATES = ("opens_at", "comments_close_at", "opinion_due_at", "answer_due_at")
LATE_NOTE = timedelta(minutes=10)  # from here on it is told that the clock was late
Status = Consultation.Status


@transaction.atomic
def create_consultation(*, by, version, title, sekos, **fields) -> Consultation:
    """Prepare a draft on a document version and name the SEKOs that will be asked.

    Raises PermissionDenied; ValidationError `sekos_missing`, or the code of a broken constraint."""
    require(can_prepare(by))
    consultation = Consultation(version=version, title=title, slug=unique_slug(Consultation, title), **fields)
    return _save_draft(consultation, sekos, "consultation.created", by)


@transaction.atomic
def change_consultation(consultation, *, by, sekos, seen=None, **fields) -> Consultation:
    """Change a draft. What has been opened moves by other actions only. `seen` is what the person had before them.

    Raises PermissionDenied; ValidationError `not_draft`, `changed_meanwhile`, `sekos_missing`, or the code of a broken
    constraint."""
    consultation = lock_consultation(consultation)
    require(can_prepare(by))
    require_draft(consultation)
    now = stored_values(consultation, fields) | {"sekos": [row.seko for row in consultation.invitations.all()]}
    changed = only_changes(seen, {"sekos": sekos, **fields}, now, of=consultation)
    sekos = changed.pop("sekos", now["sekos"])
    for name, value in changed.items():
        setattr(consultation, name, value)
    return _save_draft(consultation, sekos, "consultation.changed", by)


@transaction.atomic
def open_consultation(consultation, *, by, at=None) -> Consultation:
    """Open a draft for comments and tell the networks invited. A start in the past becomes now.

    Raises PermissionDenied; ValidationError `not_draft`, `sekos_missing`, `passages_missing`, or the code
    of a broken constraint."""
    at = at or timezone.now()
    consultation = lock_consultation(consultation)
    require(can_open(by, consultation))
    require_draft(consultation)
    if not consultation.invitations.exists():
        raise ValidationError(_("Invite at least one SEKO first."), code="sekos_missing")
    if not consultation.version.passages.exists():
        raise ValidationError(_("The document version has no text to comment on."), code="passages_missing")
    consultation.opens_at = max(consultation.opens_at, at)
    consultation.status, consultation.number = Status.OPEN, _next_number(at)
    _forget_urgency(consultation)
    _save(consultation, "status", "number", "opens_at", "urgency_reason")
    record(
        "consultation.opened", consultation, by=by, mandate=case_worker_mandate(by), at=at,
        announced=consultation.opens_at > at, opens=consultation.opens_at, closes=consultation.comments_close_at,
    )  # fmt: skip
    return consultation


@transaction.atomic
def close_comments(consultation, *, by, reason="", at=None) -> Consultation:
    """End the comment window before its day, with a reason that everybody invited is told.

    Raises PermissionDenied; ValidationError `not_open`, `reason_missing`."""
    consultation = lock_consultation(consultation)
    at = at or timezone.now()  # after waiting: comments that were being written have come in by now
    require(can_change_dates(by, consultation))
    if not consultation.is_open(at):
        raise ValidationError(_("Comments are not open at the moment."), code="not_open")
    reason = required_reason(reason)
    before = {"comments_close_at": consultation.comments_close_at}
    consultation.comments_close_at, consultation.status = at, Status.CONSOLIDATION
    consultation.early_end_reason = reason
    _save(consultation, "comments_close_at", "status", "early_end_reason")
    record(
        "consultation.comments_closed", consultation, by=by, mandate=case_worker_mandate(by), at=at,
        reason=reason, before=before, after={"comments_close_at": at},
    )  # fmt: skip
    return consultation


@transaction.atomic
def move_dates(consultation, *, by, reason, urgency_reason="", at=None, seen=None, **dates) -> Consultation:
    """Move dates that have not passed, with a reason that everybody invited is told.

    `dates` may hold `comments_close_at`, `opinion_due_at`, `answer_due_at`. An end of comments that moves
    into the future opens the window again, as long as no opinion has been submitted. A window that becomes shorter
    than seven days needs a reason of urgency, unless it has one. Only dates move that the person moved: `seen` is what
    they had before them.
    Raises PermissionDenied; ValidationError `reason_missing`, `not_running`, `changed_meanwhile`, `nothing_moved`,
    `opinion_submitted`, `date_in_past`, or the code of a broken constraint."""
    consultation = lock_consultation(consultation)
    at = at or timezone.now()
    require(can_change_dates(by, consultation))
    required_reason(reason)
    require_moving(consultation)
    before = stored_values(consultation, dates)
    changed = only_changes(seen, dates, before, of=consultation)
    moved = {name: value for name, value in changed.items() if value != before[name]}
    if not moved:
        raise ValidationError(_("No date has been changed."), code="nothing_moved")
    for name, value in moved.items():
        if value and value <= at:
            raise field_error(name, _("Choose a date and time in the future."), "date_in_past")
        setattr(consultation, name, value)
    if "comments_close_at" in moved and consultation.status != Status.OPEN:
        if consultation.opinions.submitted().exists():
            raise ValidationError(_("An opinion has been submitted: comments stay closed."), code="opinion_submitted")
        consultation.status = Status.OPEN
    if "comments_close_at" in moved:
        consultation.early_end_reason = ""
    consultation.urgency_reason = urgency_reason.strip() or consultation.urgency_reason
    _forget_urgency(consultation)
    _save(consultation, *moved, "status", "urgency_reason", "early_end_reason")
    record(
        "consultation.dates_moved", consultation, by=by, mandate=case_worker_mandate(by), at=at,
        reason=reason, before={name: before[name] for name in moved}, after=moved,
    )  # fmt: skip
    return consultation


@transaction.atomic
def link_entry(consultation, *, by, ekonsultacije_url, seen=None) -> Consultation:
    """Point at the entry on the state's portal eKonsultacije, at any time; an empty address takes the link away.

    Raises PermissionDenied; ValidationError `changed_meanwhile`, `not_on_ekonsultacije`, or that of a bad address."""
    consultation = lock_consultation(consultation)
    require(can_prepare(by))
    told, now = {"ekonsultacije_url": ekonsultacije_url.strip()}, stored_values(consultation, ["ekonsultacije_url"])
    consultation.ekonsultacije_url = (now | only_changes(seen, told, now, of=consultation))["ekonsultacije_url"]
    _save(consultation, "ekonsultacije_url")
    mandate = case_worker_mandate(by)
    record("consultation.linked", consultation, by=by, mandate=mandate, url=consultation.ekonsultacije_url)
    return consultation


@transaction.atomic
def cancel_consultation(consultation, *, by, reason, at=None) -> Consultation:
    """Stop a consultation whose report is not out, with a public reason.

    Raises PermissionDenied; ValidationError `already_over`, `cancel_reason_missing`."""
    consultation = lock_consultation(consultation)
    at = at or timezone.now()
    require(can_change_dates(by, consultation))
    require_running(consultation)
    consultation.status, consultation.cancel_reason = Status.CANCELLED, reason.strip()
    _save(consultation, "status", "cancel_reason")
    record("consultation.cancelled", consultation, by=by, mandate=case_worker_mandate(by), at=at, reason=reason)
    return consultation


# --- steps that the clock takes too ----------------------------------------------------------


def begin_consolidation(consultation, *, at) -> None:
    """The window is over: the leads go to work. Called under a lock, by the clock or by the first who needs it.

    It happened when the window ended, however much later the clock notes it."""
    consultation.status = Status.CONSOLIDATION
    _save(consultation, "status")
    due = min(at, consultation.comments_close_at)
    record("consultation.comments_closed", consultation, by=None, at=due, **noted_late(due, at))


def begin_review(consultation, *, at) -> None:
    """All opinions are in, or their term is over: the Office answers. Called under a lock."""
    consultation.status = Status.IN_REVIEW
    _save(consultation, "status")
    due = min(at, consultation.opinion_due_at)
    record("consultation.review_begun", consultation, by=None, at=due, **noted_late(due, at))


def noted_late(due, at) -> "dict[str, datetime]":
    """The fact that the clock noted something later than it was due; a few minutes are none."""
    return {"noted": at} if at - due > LATE_NOTE else {}


# --- parts -----------------------------------------------------------------------------------


def lock_consultation(consultation) -> Consultation:
    """The consultation as it is now, kept still until the transaction ends."""
    return Consultation.objects.select_for_update().prefetch_related("invitations").get(pk=consultation.pk)


def require_draft(consultation) -> None:
    """Refuse what only a draft allows."""
    if consultation.status != Status.DRAFT:
        raise ValidationError(_("You can change or open only a draft."), code="not_draft")


def _forget_urgency(consultation) -> None:
    """A window of seven days or more is not urgent, whatever was said of a shorter one; the log keeps what was."""
    if not consultation.is_urgent:
        consultation.urgency_reason = ""


def require_open(consultation, at) -> None:
    """Refuse to close what is not open."""
    if not consultation.is_open(at):
        raise ValidationError(_("Comments are not open at the moment."), code="not_open")


def require_moving(consultation) -> None:
    """Refuse to move dates that are over, or of a draft."""
    if not consultation.is_running:
        raise ValidationError(_("The deadlines of this consultation can no longer be changed."), code="not_running")


def require_running(consultation) -> None:
    """Refuse to cancel what is over, or a draft."""
    if not consultation.is_running:
        raise ValidationError(_("You can cancel only a consultation that is under way."), code="already_over")


def _save_draft(consultation, sekos, verb, by) -> Consultation:
    if not sekos:
        raise field_error("sekos", _("Invite at least one SEKO."), "sekos_missing")
    with database_refusals(Consultation, Invitation):
        check_fields(consultation)
        consultation.save()
        consultation.sekos.set(sekos)
    getattr(consultation, "_prefetched_objects_cache", {}).pop("invitations", None)  # read before they changed
    record(verb, consultation, by=by, mandate=case_worker_mandate(by))
    return consultation


def _save(consultation, *fields) -> None:
    with database_refusals(Consultation):
        check_fields(consultation)
        consultation.save(update_fields=set(fields))


def _next_number(at) -> str:
    """The next number of the year, such as `K-2026-07`. The lock makes two openings wait for each other."""
    year = timezone.localtime(at).year
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"consultation number {year}"])
    prefix = f"K-{year}-"
    last = max((int(n.removeprefix(prefix)) for n in _numbers(prefix)), default=0)
    return f"{prefix}{last + 1:02}"


def _numbers(prefix) -> "QuerySet[Consultation, str]":
    return Consultation.objects.filter(number__regex=f"^{prefix}[0-9]+$").values_list("number", flat=True)
