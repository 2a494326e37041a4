"""The lead begins one opinion on what its network said, writes its introduction, and submits it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from consultations.comments.models import Comment
from consultations.consultation.actions import begin_consolidation, begin_review, lock_consultation
from consultations.consultation.models import Consultation
from consultations.consultation.permissions import invited_seko_ids
from consultations.opinions.consent import consent_of
from consultations.opinions.content import freeze
from consultations.opinions.models import Opinion
from consultations.opinions.permissions import can_consolidate
from sectors.permissions import lead_mandate
from seko.discarded.actions import keep_discarded
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, require
from seko.rules.seen import only_changes
from seko.scripts import localized

Status = Consultation.Status


@transaction.atomic
def start_opinion(consultation, *, seko, by, at=None) -> Opinion:
    """Begin the opinion of a SEKO once the comment window is over.

    Raises PermissionDenied; ValidationError `window_open`, `consultation_over`, `opinion_exists`."""
    at = at or timezone.now()
    consultation = lock_consultation(consultation)
    require(can_consolidate(by, consultation, seko.pk))
    require_time(consultation, at)
    if consultation.status == Status.OPEN:  # the clock has not come by yet
        begin_consolidation(consultation, at=at)
    mandate = lead_mandate(by, seko.pk)
    opinion = Opinion(consultation=consultation, seko=seko, organization_id=mandate.organization_id, mandate=mandate)
    with database_refusals(Opinion):
        check_fields(opinion)
        opinion.save()
    record("opinion.begun", opinion, by=by, mandate=mandate, at=at)
    return opinion


@transaction.atomic
def change_introduction(opinion, *, by, introduction, seen=None) -> Opinion:
    """Write what stands before the items. `seen` is what the person had before them.

    Raises PermissionDenied; ValidationError `opinion_fixed`, `changed_meanwhile`."""
    opinion = lock_draft(opinion, by)
    now = {"introduction": opinion.introduction}
    introduction = (now | only_changes(seen, {"introduction": introduction}, now))["introduction"]
    if opinion.introduction != introduction:
        opinion.introduction = introduction
        with database_refusals(Opinion):
            check_fields(opinion)
            text_changed(opinion, introduction=introduction)
    return opinion


@transaction.atomic
def submit_opinion(opinion, *, by, at=None) -> Opinion:
    """Hand the opinion to the Office: frozen, numbered and hashed. The last one invited begins the review.

    Raises PermissionDenied; ValidationError `opinion_fixed`, `consultation_over`, `opinion_empty`,
    `comments_left`, `approvals_missing`."""
    at = at or timezone.now()
    consultation = lock_consultation(opinion.consultation)
    opinion = lock_draft(opinion, by)
    opinion.consultation = consultation
    require_time(consultation, at)
    require_text(opinion)
    _require_nothing_left(opinion)
    _require_approvals(opinion)
    opinion.mandate = lead_mandate(by, opinion.seko_id)
    opinion.organization = opinion.mandate.organization
    opinion.number = f"{consultation.number}/{opinion.seko.code.upper()}"
    opinion.status, opinion.submitted_at = Opinion.Status.SUBMITTED, at
    freeze(opinion)
    _save(opinion, "status", "number", "content", "content_hash", "organization", "mandate", "submitted_at")
    record("opinion.submitted", opinion, by=by, mandate=opinion.mandate, at=at)
    submitted = set(consultation.opinions.submitted().values_list("seko", flat=True))
    if consultation.status == Status.CONSOLIDATION and submitted >= set(invited_seko_ids(consultation)):
        begin_review(consultation, at=at)
    return opinion


@transaction.atomic
def discard_opinion(opinion, *, by) -> Opinion:
    """Throw a draft away; the SEKO may begin another, or take this one up again for thirty days.

    Raises PermissionDenied; ValidationError `opinion_fixed`."""
    opinion = lock_draft(opinion, by)
    opinion.status = Opinion.Status.DISCARDED
    _save(opinion, "status")
    keep_part(opinion, "opinion", opinion.seko.name, by=by)
    record("opinion.discarded", opinion, by=by, mandate=lead_mandate(by, opinion.seko_id))
    return opinion


def keep_part(opinion, kind, title, *, by, **kept) -> None:
    """What is thrown away of an opinion waits thirty days for its consortium."""
    owner, place = f"consortium:{opinion.seko_id}", opinion.consultation.title
    keep_discarded(kind, owner, by=by, title=title, place=place, opinion=opinion.pk, **kept)


def comments_left(opinion) -> QuerySet[Comment]:
    """Comments of the network that this opinion neither merges, nor keeps as a minority position, nor sets aside."""
    heard = Comment.objects.active().filter(consultation=opinion.consultation_id).of_network(opinion.seko_id)
    left = heard.exclude(items__opinion=opinion).exclude(minority_positions__opinion=opinion)
    return left.exclude(set_aside__opinion=opinion)


# --- two people at once ----------------------------------------------------------------------


def lock_opinion(opinion) -> Opinion:
    """The opinion as it is now, kept still until the transaction ends."""
    return Opinion.objects.select_for_update(of=("self",)).select_related("seko", "consultation").get(pk=opinion.pk)


def lock_draft(opinion, by) -> Opinion:
    """The opinion as it is now, locked, if this person writes it and may still do so."""
    opinion = lock_opinion(opinion)
    require(can_consolidate(by, opinion.consultation, opinion.seko_id))
    require_draft(opinion)
    return opinion


def require_draft(opinion) -> None:
    if opinion.status != Opinion.Status.DRAFT:
        raise ValidationError(_("You can change only a draft."), code="opinion_fixed")


def require_text(opinion) -> None:
    """There is something to stand behind."""
    if not opinion.items.exists() and not opinion.introduction.strip():
        raise ValidationError(_("The opinion is empty. Add an item or an introduction."), code="opinion_empty")


def text_changed(opinion, **words) -> None:
    """What was approved was another text: approvals fall away. An objection stays until it is withdrawn.

    The row is written once in a transaction: at the second time PostgreSQL would ask for its consultation, which
    whoever submits holds while they wait for us."""
    Opinion.objects.filter(pk=opinion.pk).update(revision=F("revision") + 1, **words)
    opinion.approvals.all().delete()


# --- parts -----------------------------------------------------------------------------------


def _require_nothing_left(opinion) -> None:
    left = comments_left(opinion).count()
    if left:
        message = ngettext_lazy(
            "%(n)s comment is still open. Merge it into an item, keep it as a minority position, or set it aside "
            "with a reason.",
            "%(n)s comments are still open. Merge each into an item, keep it as a minority position, or set it aside "
            "with a reason.",
            left,
        )
        raise ValidationError(message % {"n": left}, code="comments_left")


def _require_approvals(opinion) -> None:
    """The rule that the SEKO has set: the lead alone, a majority of the consortium, or all of it."""
    consent = consent_of(opinion)
    if consent.lacking:
        message = ngettext(
            "%(n)s approval is missing: %(names)s.",
            "%(n)s approvals are missing: %(names)s.",
            consent.lacking,
        )
        names = ", ".join(localized(voice.organization, "name") for voice in consent.not_approving)
        raise ValidationError(message % {"n": consent.lacking, "names": names}, code="approvals_missing")


def require_time(consultation, at=None) -> None:
    """Comments are over, and opinions are still taken."""
    at = at or timezone.now()
    if consultation.is_upcoming(at) or consultation.is_open(at):
        raise ValidationError(_("Comments are still open."), code="window_open")
    if not consultation.is_running:
        raise ValidationError(_("Opinions are no longer taken in this consultation."), code="consultation_over")


def _save(opinion, *fields) -> None:
    with database_refusals(Opinion):
        check_fields(opinion)
        opinion.save(update_fields=fields)
