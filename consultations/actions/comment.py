"""What organizations do in the comment window: speak, change, withdraw, support."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.actions.consultation import locked
from consultations.models import Attachment, Comment, ItemComment, Opinion, SetAside, Support
from consultations.permissions import can_comment, can_support, can_withdraw, commenting_mandates
from organizations.mandates import choose_mandate
from organizations.permissions import civil_mandates, own_mandate
from seko.errors import beside, check_fields, database_refusals, require, storable
from seko.events import record
from seko.uploads import check_upload, sha256_of

MAX_ATTACHMENTS = 5


@transaction.atomic
def submit_comment(
    consultation, *, by, reason, kind, proposed_text="", passage=None, mandate=None, attachments=(), at=None
):
    """Say something about a passage, or about the whole document when `passage` is None.

    `mandate` may be left out by a person who speaks for one organization here. After the window the comment
    is marked late, where the Office allows late ones. The same words of the same organization on the same place,
    as a double click sends them, are the same comment.
    Raises PermissionDenied; ValidationError `window_closed`, `mandate_missing`, `passage_of_other_version`,
    `too_many_files`, `file_type`, `file_size`, or the code of a broken constraint."""
    consultation = locked(consultation)
    at = at or timezone.now()  # after waiting: whoever ended the window meanwhile was before us
    mandate = _mandate_for(by, consultation, mandate)
    if not consultation.takes_comments(at):
        raise ValidationError(_("Comments are not taken now: the window is closed."), code="window_closed")
    require(can_comment(by, consultation, at))
    words = {"passage": passage, "kind": kind, "proposed_text": proposed_text, "reason": reason}
    last, said = _last_and_same(consultation, mandate, words)
    if said and said.attachments.count() == len(attachments):
        return said
    comment = Comment(
        consultation=consultation,
        number=last + 1,
        organization=mandate.organization,
        mandate=mandate,
        **words,
        submitted_at=at,
        is_late=consultation.is_late(at),
    )
    with database_refusals(Comment, Attachment, deferred=False):
        check_fields(comment)
        comment.save(force_insert=True)
        _attach(comment, attachments)
    _record(comment, "comment.submitted", by, at)
    return comment


@transaction.atomic
def change_comment(comment, *, by, reason, kind, proposed_text="", at=None):
    """Change one's own comment while the window is open.

    Raises PermissionDenied; ValidationError `window_closed`, `withdrawn`, or the code of a broken constraint."""
    at = at or timezone.now()
    comment = _standing(comment, by, at)
    comment.reason, comment.kind, comment.proposed_text = reason, kind, proposed_text
    with database_refusals(Comment):
        check_fields(comment)
        comment.save(update_fields=["reason", "kind", "proposed_text"])
    _record(comment, "comment.changed", by, at, mandate=own_mandate(by, comment.organization_id))
    return comment


@transaction.atomic
def withdraw_comment(comment, *, by, at=None):
    """Take one's words back while the window is open; the number stays taken.

    They also leave drafts of opinions that were begun before the window was opened again.

    Raises PermissionDenied; ValidationError `window_closed`, `withdrawn`."""
    at = at or timezone.now()
    drafts = _drafts_locked(comment)
    comment = _standing(comment, by, at)
    comment.withdrawn_at = at
    with database_refusals(Comment, ItemComment, SetAside):
        comment.save(update_fields=["withdrawn_at"])
        _leave(drafts, comment)
    _record(comment, "comment.withdrawn", by, at, mandate=own_mandate(by, comment.organization_id))
    return comment


@transaction.atomic
def support_comment(comment, *, by, mandate=None, at=None):
    """Stand behind another organization's comment while the window is open.

    Raises PermissionDenied; ValidationError `window_closed`, `withdrawn`, `own_comment`, `mandate_missing`,
    `supported_twice`."""
    consultation = locked(comment.consultation)
    at = at or timezone.now()
    comment = Comment.objects.select_related("organization").get(pk=comment.pk)
    comment.consultation = consultation
    mandate = _mandate_for(by, consultation, mandate, other_than=comment.organization_id)
    if not consultation.is_open(at):
        raise ValidationError(_("The comment window is not open."), code="window_closed")
    require(can_support(by, comment, at))
    if comment.withdrawn_at:
        raise ValidationError(_("This comment was withdrawn."), code="withdrawn")
    support = Support(comment=comment, organization_id=mandate.organization_id, mandate=mandate)
    with database_refusals(Support):
        check_fields(support)
        support.save()
    _record(comment, "comment.supported", by, at, mandate=mandate)
    return support


@transaction.atomic
def withdraw_support(comment, *, by, at=None):
    """Take support back while the window is open; nothing happens where there was none.

    Raises PermissionDenied; ValidationError `window_closed`."""
    consultation = locked(comment.consultation)
    require(commenting_mandates(by, consultation))
    if not consultation.is_open(at):
        raise ValidationError(_("The comment window is not open."), code="window_closed")
    Support.objects.filter(comment=comment, organization__in=[m.organization_id for m in civil_mandates(by)]).delete()


def _last_and_same(consultation, mandate, words):
    """The last number given, and a standing comment of the organization with the same words, in one query."""
    same = Q(organization=mandate.organization_id, withdrawn_at__isnull=True, **words)
    with storable():
        found = consultation.comments.aggregate(last=Max("number"), same=Max("pk", filter=same))
    said = Comment.objects.select_related("organization").get(pk=found["same"]) if found["same"] else None
    return found["last"] or 0, said


def _mandate_for(by, consultation, mandate, *, other_than=None):
    """The mandate to speak under: the one named, if the person holds it here, or the only one there is."""
    held = [m for m in commenting_mandates(by, consultation) if m.organization_id != other_than]
    if not held:
        if other_than and commenting_mandates(by, consultation):
            raise ValidationError(_("This is a comment of your own organization."), code="own_comment")
        raise PermissionDenied(_("Only organizations of the invited networks speak here."))
    return choose_mandate(held, mandate, ask=_("Say for which organization you speak."))


def _standing(comment, by, at):
    """A comment that its author may still change, locked."""
    consultation = locked(comment.consultation)
    comment = Comment.objects.select_for_update(of=("self",)).select_related("organization").get(pk=comment.pk)
    comment.consultation = consultation
    require(can_withdraw(by, comment))
    if not consultation.is_open(at):
        raise ValidationError(
            _("The comment window has closed. What was said stays as it was said."), code="window_closed"
        )
    if comment.withdrawn_at:
        raise ValidationError(_("This comment was withdrawn."), code="withdrawn")
    return comment


def _drafts_locked(comment):
    """Drafts of opinions that may hold this comment. Whoever writes one locks it before the comment, so do we."""
    consultation = locked(comment.consultation)
    return list(consultation.opinions.filter(status=Opinion.Status.DRAFT).select_for_update().order_by("pk"))


def _leave(drafts, comment):
    """Take the comment out of these drafts; what was approved held it, so approvals fall away."""
    for draft in drafts:
        merged, __ = ItemComment.objects.filter(item__opinion=draft, comment=comment).delete()
        aside, __ = SetAside.objects.filter(opinion=draft, comment=comment).delete()
        if merged or aside:
            draft.approvals.all().delete()


def _attach(comment, files):
    if len(files) > MAX_ATTACHMENTS:
        raise beside("attachments", _("At most five files."), "too_many_files")
    for file in files:
        check_upload(file)
        Attachment.objects.create(
            comment=comment, file=file, name=file.name[:200], size=file.size, sha256=sha256_of(file)
        )


def _record(comment, verb, by, at, *, mandate=None):
    consultation = comment.consultation
    facts = {
        "number": comment.number,
        "organization": comment.organization.name,
        "organization_en": comment.organization.name_en,
        "title": consultation.title,
        "title_en": consultation.title_en,
        "slug": consultation.slug,
    }
    record(comment, verb, by=by, mandate=mandate or comment.mandate, facts=facts, at=at)
