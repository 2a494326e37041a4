"""What organizations do in the comment window: speak, change, withdraw, support."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.comments.hooks import holding_models, lock_holders, release_comments
from consultations.comments.models import (
    Attachment,
    Comment,
    CommentDraft,
    CommentRevision,
    DraftFile,
    Support,
    active,
    is_same_meaning,
    words_of,
)
from consultations.comments.permissions import can_comment, can_support, can_withdraw
from consultations.consultation.actions import lock_consultation
from consultations.consultation.permissions import commenting_mandates
from consultations.documents.redline import is_same
from organizations.mandates import choose_mandate
from organizations.permissions import civil_mandates, own_mandate
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, field_error, require, storable
from seko.rules.seen import only_changes, stored_values
from seko.rules.uploads import check_upload, sha256_of, short_name

if TYPE_CHECKING:
    from organizations.models import Representation


MAX_ATTACHMENTS = 5


@transaction.atomic
def submit_comment(
    consultation, *, by, reason, kind, proposed_text="", passage=None, mandate=None, attachments=(), at=None
) -> Comment:
    """Say something about a passage, or about the whole document when `passage` is None.

    `mandate` may be left out by a person who speaks for one organization here. After the window the comment
    is marked late, where the Office allows late ones. The same words and files of the same organization on
    the same place, as a double click sends them, are the same comment.
    Raises PermissionDenied; ValidationError `window_closed`, `mandate_missing`, `passage_of_other_version`,
    `nothing_changed`, `too_many_files`, `file_type`, `file_size`, or the code of a broken constraint."""
    consultation = lock_consultation(consultation)
    at = at or timezone.now()  # after waiting: whoever ended the window meanwhile was before us
    mandate = mandate_for(by, consultation, mandate)
    require_comments_taken(consultation, at)
    require(can_comment(by, consultation, at))
    words = {"passage": passage, **validated_text(passage, kind, proposed_text, reason)}
    last, said = _last_number_and_duplicate(consultation, mandate, words)
    if said and sorted(said.attachments.values_list("sha256", flat=True)) == sorted(map(sha256_of, attachments)):
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
        for file in validated_files(attachments):
            Attachment.objects.create(comment=comment, **file)
    record("comment.submitted", comment, by=by, mandate=mandate, at=at)
    return comment


@transaction.atomic
def change_comment(comment, *, by, reason, kind, proposed_text="", at=None, seen=None) -> Comment:
    """Change one's own comment while the window is open. `seen` is what the person had before them.

    Raises PermissionDenied; ValidationError `window_closed`, `withdrawn`, `hidden`, `changed_meanwhile`,
    `nothing_changed`, or the code of a broken constraint."""
    at = at or timezone.now()
    comment = lock_own_comment(comment, by, at)
    told = {"kind": kind, "proposed_text": proposed_text, "reason": reason}
    now = stored_values(comment, told)
    told = now | only_changes(seen, told, now, of=comment)
    kind, proposed_text, reason = told.values()
    mandate = own_mandate(by, comment.organization_id)
    words = validated_text(comment.passage, kind, proposed_text, reason)
    with database_refusals(Comment, CommentRevision):
        replace_words(comment, words, by=by, mandate=mandate, at=at)
    return comment


def replace_words(comment, words, *, by, mandate, at) -> None:
    """Put other words in the place of those of a comment, which stay as an earlier wording. Called under its lock.

    Support does not hold for the new words until it is given again, unless only signs and spaces changed."""
    before = words_of(comment)
    same_meaning = is_same_meaning(before, words)
    if before != words:
        _keep_wording(comment, before, same_meaning, mandate, at)
    for name, value in words.items():
        setattr(comment, name, value)
    check_fields(comment)
    comment.save(update_fields=list(words))
    if not same_meaning:
        comment.supports.standing().update(lapsed_at=at)
    record("comment.changed", comment, by=by, mandate=mandate, at=at, asks_anew=not same_meaning)


def _keep_wording(comment, words, same_meaning, mandate, at) -> None:
    last = comment.revisions.last()
    CommentRevision.objects.create(
        comment=comment,
        number=last.number + 1 if last else 1,
        since=last.replaced_at if last else comment.submitted_at,
        replaced_at=at,
        replaced_by=mandate,
        same_meaning=same_meaning,
        **words,
    )


@transaction.atomic
def withdraw_comment(comment, *, by, at=None) -> Comment:
    """Take one's words back while the window is open: they are a draft again, with the files; the number stays taken.

    They also leave drafts of opinions that were begun before the window was opened again. Who supports them is told.

    Raises PermissionDenied; ValidationError `window_closed`, `withdrawn`, `hidden`."""
    at = at or timezone.now()
    held = lock_holders(comment.consultation)
    comment = lock_own_comment(comment, by, at)
    mandate = own_mandate(by, comment.organization_id)
    with database_refusals(Comment, CommentDraft, DraftFile, *holding_models()):
        make_draft_again(comment, mandate, at)
        release_comments(held, [comment])
    record("comment.withdrawn", comment, by=by, mandate=mandate, at=at)
    return comment


def make_draft_again(comment, mandate, at) -> CommentDraft:
    """The locked comment is withdrawn, and its words and files are a draft. A draft that was to change it keeps its
    newer words."""
    comment.withdrawn_at = at
    comment.save(update_fields=["withdrawn_at"])
    CommentDraft.objects.filter(withdrawn=comment).update(withdrawn=None)  # of an earlier time
    newer = CommentDraft.objects.filter(comment=comment).first()
    if newer:
        CommentDraft.objects.filter(pk=newer.pk).update(comment=None, withdrawn=comment)
        return newer
    draft = CommentDraft.objects.create(
        consultation_id=comment.consultation_id, organization_id=comment.organization_id, mandate=mandate,
        passage_id=comment.passage_id, withdrawn=comment, kind=comment.kind, proposed_text=comment.proposed_text,
        reason=comment.reason,
    )  # fmt: skip
    for file in comment.attachments.all():
        DraftFile.objects.create(draft=draft, file=file.file.name, name=file.name, size=file.size, sha256=file.sha256)
    return draft


@transaction.atomic
def support_comment(comment, *, by, mandate=None, at=None) -> Support:
    """Stand behind another organization's comment while the window is open, or again after its words were changed.

    Raises PermissionDenied; ValidationError `window_closed`, `withdrawn`, `hidden`, `own_comment`,
    `mandate_missing`, `supported_twice`."""
    consultation = lock_consultation(comment.consultation)
    at = at or timezone.now()
    comment = Comment.objects.select_related("organization").get(pk=comment.pk)
    comment.consultation = consultation
    mandate = mandate_for(by, consultation, mandate, other_than=comment.organization_id)
    if not consultation.is_open(at):
        raise ValidationError(_("Comments are not open at the moment."), code="window_closed")
    require(can_support(by, comment, at))
    require_active(comment)
    ours = {"comment": comment, "organization_id": mandate.organization_id}
    support = Support.objects.lapsed().filter(**ours).first() or Support(**ours)
    support.mandate, support.lapsed_at = mandate, None
    with database_refusals(Support):
        check_fields(support)
        support.save()
    record("comment.supported", comment, by=by, mandate=mandate, at=at)
    return support


@transaction.atomic
def withdraw_support(comment, *, by, mandate=None, at=None) -> None:
    """Take support back while the window is open: that of the organization of `mandate`, else of all of one's own;
    nothing happens where there was none.

    Raises PermissionDenied; ValidationError `window_closed`."""
    consultation = lock_consultation(comment.consultation)
    require(commenting_mandates(by, consultation))
    if not consultation.is_open(at):
        raise ValidationError(_("Comments are not open at the moment."), code="window_closed")
    own = {each.organization_id for each in civil_mandates(by)}
    named = {mandate.organization_id} if mandate else own
    Support.objects.filter(comment=comment, organization__in=own & named).delete()


def _last_number_and_duplicate(consultation, mandate, words) -> tuple[int, Comment | None]:
    """The last number given, and a standing comment of the organization with the same words, in one query."""
    same = Q(active(), organization=mandate.organization_id, **words)
    with storable():
        found = consultation.comments.aggregate(last=Max("number"), same=Max("pk", filter=same))
    said = Comment.objects.select_related("organization").get(pk=found["same"]) if found["same"] else None
    return found["last"] or 0, said


def validated_text(passage, kind, proposed_text, reason) -> dict[str, str]:
    """What is said, as it is kept: a deletion proposes no text, and the passage left as it stands is no proposal.

    Raises ValidationError `nothing_changed` for a change that changes nothing."""
    if kind == Comment.Kind.DELETION:
        proposed_text = ""
    elif passage and proposed_text and is_same(passage.text, proposed_text):
        if kind == Comment.Kind.CHANGE:
            message = _("The proposed text is the same as the current one. Change it, or choose another kind.")
            raise field_error("proposed_text", message, "nothing_changed")
        proposed_text = ""
    return {"kind": kind, "proposed_text": proposed_text, "reason": reason}


def mandate_for(by, consultation, mandate, *, other_than=None) -> "Representation":
    """The mandate to speak under: the one named, if the person holds it here, or the only one there is."""
    held = [m for m in commenting_mandates(by, consultation) if m.organization_id != other_than]
    if not held:
        if other_than and commenting_mandates(by, consultation):
            raise ValidationError(_("This is a comment of your own organization."), code="own_comment")
        raise PermissionDenied(_("Only organizations of the invited networks can comment."))
    return choose_mandate(held, mandate, ask=_("Choose the organization on whose behalf you comment."))


def require_comments_taken(consultation, at) -> None:
    """Refuse before the window, and after it where late comments are not taken."""
    if not consultation.takes_comments(at):
        raise ValidationError(_("Comments have closed."), code="window_closed")


def require_open(consultation, at) -> None:
    """Refuse to change what was said once the window is over."""
    if not consultation.is_open(at):
        raise ValidationError(_("Comments have closed and can no longer be changed."), code="window_closed")


def require_active(comment) -> None:
    """Refuse what was withdrawn or hidden."""
    if comment.withdrawn_at:
        raise ValidationError(_("This comment was withdrawn."), code="withdrawn")
    if comment.hidden_at:
        raise ValidationError(_("This comment was hidden by the lead organization."), code="hidden")


def lock_own_comment(comment, by, at) -> Comment:
    """A comment that its author may still change, locked."""
    consultation = lock_consultation(comment.consultation)
    rows = Comment.objects.select_for_update(of=("self",)).select_related("organization", "passage")
    comment = rows.get(pk=comment.pk)
    comment.consultation = consultation
    require(can_withdraw(by, comment))
    require_open(consultation, at)
    require_active(comment)
    return comment


def validated_files(files, *, already=0):
    """The fields of each file that was sent; `already` are there.

    Raises ValidationError `too_many_files`, `file_type`, `file_size` beside the attachments."""
    if already + len(files) > MAX_ATTACHMENTS:
        raise field_error("attachments", _("At most five files."), "too_many_files")
    for file in files:
        check_upload(file)
        yield {"file": file, "name": short_name(file.name), "size": file.size, "sha256": sha256_of(file)}
