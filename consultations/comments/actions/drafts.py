"""What colleagues of one organization prepare before it speaks. Nobody else learns of it: no event is written."""

from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from consultations.comments.actions.comments import mandate_for, require_comments_taken, validated_files
from consultations.comments.models import Attachment, CommentDraft, DraftFile
from consultations.consultation.actions import lock_consultation
from organizations.permissions import own_mandate
from seko.discarded.actions import keep_discarded, restore_rows
from seko.discarded.kinds import can_be_restored
from seko.rules.errors import check_fields, database_refusals, require, storable
from seko.rules.seen import only_changes, stored_values
from seko.scripts import for_visitor

TEXT_FIELDS = ("kind", "proposed_text", "reason")


@transaction.atomic
def save_draft(
    consultation, *, by, kind, proposed_text="", reason="", passage=None, draft=None, revision=None, comment=None,
    mandate=None, attachments=(), removed=(), at=None, seen=None,
) -> CommentDraft:  # fmt: skip
    """Keep a comment in the making: a new draft, or `draft` as the person saw it at `revision`.

    Anything may still be missing. `comment` is the submitted comment that the draft will change; `removed` are ids of
    files to take out. The same words sent again change nothing. `seen` is what the person had before them of a comment
    that they begin to change.
    Raises PermissionDenied; ValidationError `window_closed`, `mandate_missing`, `draft_missing`, `changed_meanwhile`,
    `too_many_files`, `file_type`, `file_size`, or the code of a broken constraint."""
    at = at or timezone.now()
    words = {"kind": kind, "proposed_text": proposed_text, "reason": reason}
    if comment:
        now = stored_values(type(comment).objects.get(pk=comment.pk), words)
        words = now | only_changes(seen, words, now, of=comment)
    if draft is None:
        draft = _new_draft(lock_consultation(consultation), by, mandate, comment, at, {"passage": passage, **words})
    else:
        draft = lock_draft(draft, by)
        mandate_for(by, draft.consultation, own_mandate(by, draft.organization_id))
        require_comments_taken(draft.consultation, at)
    is_same = all(getattr(draft, name) == value for name, value in words.items())
    if draft.pk and not is_same and revision != draft.revision:
        raise _changed_meanwhile(draft)
    with database_refusals(CommentDraft, DraftFile):
        if not draft.pk or not is_same or attachments or removed:
            _write(draft, by, words)
        _change_files(draft, attachments, removed)
    return draft


@transaction.atomic
def delete_draft(draft, *, by) -> None:
    """Throw a draft away with its files; what was submitted stays. For thirty days it can be taken up again.

    Raises PermissionDenied; ValidationError `draft_missing`."""
    draft = lock_draft(draft, by)
    files = draft.files.all()
    keep_discarded(
        "comment_draft",
        f"organization:{draft.organization_id}",
        by=by,
        title=draft.reason or draft.proposed_text,
        place=draft.consultation.title,
        rows=[CommentDraft.objects.filter(pk=draft.pk), files],
        files=_only_here(files),
    )
    files.delete()
    draft.delete()


def restore_draft(discarded, *, by) -> str:
    """A draft is there again, with its files.

    Raises PermissionDenied; ValidationError `already_in_change` where the comment that it changes has another."""
    draft = restore_rows(discarded)[0]
    require(own_mandate(by, draft.organization_id))
    return reverse("consultations:draft", args=[draft.consultation.slug, draft.pk])


def lock_draft(draft, by) -> CommentDraft:
    """The draft as it is now, kept still, if the person speaks for its organization."""
    rows = CommentDraft.objects.select_for_update(of=("self",)).select_related(
        "consultation", "organization", "passage", "comment", "mandate__user"
    )
    found = rows.filter(pk=draft.pk).first()
    if found is None:
        raise draft_missing()
    require(own_mandate(by, found.organization_id))
    return found


def draft_missing() -> ValidationError:
    """The refusal where somebody was faster."""
    message = _(
        "This draft was submitted or deleted in the meantime. Your text is still in the form: save it as a new draft."
    )
    return ValidationError(message, code="draft_gone")


def forget(files) -> None:
    """Take files out of drafts, and after commit from the disk, unless a submitted comment holds them too."""
    names = _only_here(files)
    DraftFile.objects.filter(pk__in=[file.pk for file in files]).delete()
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)


def _only_here(files) -> set[str]:
    """Names of files in the storage that no submitted comment holds too."""
    names = {file.file.name for file in files}
    return names - set(Attachment.objects.filter(file__in=names).values_list("file", flat=True))


def _new_draft(consultation, by, mandate, comment, at, words) -> CommentDraft:
    """A new draft, not saved; one that changes `comment`, or has the same words in the same place, is the same."""
    own = comment and own_mandate(by, comment.organization_id)
    if comment:
        require(own)
        words = {**words, "passage": comment.passage}
    mandate = mandate_for(by, consultation, own or mandate)
    require_comments_taken(consultation, at)
    same = {"comment": comment} if comment else {"comment": None, **words}
    drafts = consultation.comment_drafts.select_related("mandate__user").filter(organization=mandate.organization_id)
    with storable():
        found = drafts.filter(**same).first()
    if found and comment and any(getattr(found, name) != words[name] for name in TEXT_FIELDS):
        raise _changed_meanwhile(found)
    return found or CommentDraft(
        consultation=consultation, organization_id=mandate.organization_id, comment=comment, mandate=mandate, **words
    )


def _write(draft, by, words) -> None:
    if draft.pk:
        draft.revision += 1
    for name, value in words.items():
        setattr(draft, name, value)
    draft.mandate = own_mandate(by, draft.organization_id)
    check_fields(draft)
    draft.save()


def _change_files(draft, attachments, removed) -> None:
    if removed:
        forget(draft.files.filter(pk__in=removed))
    if attachments:
        for file in validated_files(attachments, already=draft.files.count()):
            DraftFile.objects.create(draft=draft, **file)


def _changed_meanwhile(draft) -> ValidationError:
    message = _("%(who)s changed this draft at %(time)s. Nothing is overwritten: both texts are below.") % {
        "who": for_visitor(draft.mandate.user.full_name),
        "time": date_format(timezone.localtime(draft.changed_at), "TIME_FORMAT"),
    }
    return ValidationError(message, code="changed_meanwhile")


can_be_restored("comment_draft", _("Draft of a comment"), restore_draft, models=[CommentDraft, DraftFile])
