"""What becomes of a comment that no item merges: kept as a minority position, set aside, or waiting again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import Comment
from consultations.opinions.actions.opinions import keep_part, lock_draft, text_changed
from consultations.opinions.models import ItemComment, MinorityComment, MinorityPosition, Opinion, OpinionItem, SetAside
from seko.rules.errors import check_fields, database_refusals, field_error
from seko.rules.seen import only_changes


@transaction.atomic
def set_aside_comments(opinion, *, comments, by, reason, seen=None) -> list[SetAside]:
    """Leave comments out, with the reason that their authors read; a second time changes the reason, of which `seen`
    is what the person had before them.

    Raises PermissionDenied; ValidationError `opinion_fixed`, `changed_meanwhile`, `reason_missing`, `withdrawn`,
    `already_merged`, `already_kept`, `comment_of_other`."""
    opinion = lock_draft(opinion, by)
    given = opinion.set_aside.filter(comment__in=comments).values_list("reason", flat=True)[:1]
    for now in given:
        reason = ({"reason": now} | only_changes(seen, {"reason": reason}, {"reason": now}))["reason"]
    require_active(comments)
    _require_not_merged(opinion, comments)
    if MinorityComment.objects.filter(position__opinion=opinion, comment__in=comments).exists():
        message = _("One of the comments is already kept as a minority position. Remove it there first.")
        raise ValidationError(message, code="already_kept")
    rows = [SetAside(opinion=opinion, comment=comment, reason=reason.strip()) for comment in comments]
    with database_refusals(SetAside):
        for row in rows[:1]:
            check_fields(row)
        SetAside.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["opinion", "comment"], update_fields=["reason"]
        )
    text_changed(opinion)
    return rows


@transaction.atomic
def add_minority_position(opinion, *, organization, text, by, item=None, comments=()) -> MinorityPosition:
    """Write down what an organization holds against the opinion, or against one item, and the comments in which it
    was said. They are no longer set aside.

    Raises PermissionDenied; ValidationError `opinion_fixed`, `withdrawn`, `already_merged`, `comment_of_other`,
    `item_of_other_opinion`."""
    opinion = lock_draft(opinion, by)
    require_active(comments)
    _require_not_merged(opinion, comments)
    position = MinorityPosition(opinion=opinion, item=item, organization=organization, text=text)
    with database_refusals(MinorityPosition, MinorityComment):
        check_fields(position)
        position.save()
        position.comments.set(comments)
    SetAside.objects.filter(opinion=opinion, comment__in=comments).delete()
    text_changed(opinion)
    return position


@transaction.atomic
def remove_minority_position(position, *, by) -> None:
    """Take a minority position out; its comments wait again. For thirty days it can be put back.

    Raises PermissionDenied; ValidationError `opinion_fixed`."""
    opinion = lock_draft(position.opinion, by)
    found = opinion.minority_positions.filter(pk=position.pk)
    for row in found.select_related("organization"):
        rows = MinorityPosition.objects.filter(pk=row.pk), MinorityComment.objects.filter(position=row)
        keep_part(opinion, "minority_position", f"{row.organization}: {row.text}", by=by, rows=rows, item=row.item_id)
    found.delete()
    text_changed(opinion)


@transaction.atomic
def reopen_comment(opinion, *, comment, by) -> None:
    """Undo what was done with a comment, merged, kept or set aside: it waits again.

    Raises PermissionDenied; ValidationError `opinion_fixed`."""
    release_from_draft(lock_draft(opinion, by), [comment])


def release_from_draft(opinion, comments) -> None:
    """The comments are no longer in this draft, which its caller has locked: they wait again, if they still stand."""
    items = ItemComment.objects.filter(item__opinion=opinion, comment__in=comments)
    OpinionItem.objects.filter(pk__in=list(items.values_list("item", flat=True))).update(revision=F("revision") + 1)
    kept = MinorityComment.objects.filter(position__opinion=opinion, comment__in=comments)
    aside = SetAside.objects.filter(opinion=opinion, comment__in=comments)
    if sum(rows.delete()[0] for rows in (items, kept, aside)):
        text_changed(opinion)


def drafts_locked(consultation) -> list[Opinion]:
    """Drafts of opinions in a consultation that the caller has locked."""
    return list(consultation.opinions.filter(status=Opinion.Status.DRAFT).select_for_update().order_by("pk"))


def leave_drafts(opinions, comments) -> None:
    """Take comments out of these drafts."""
    for opinion in opinions:
        release_from_draft(opinion, comments)


def require_active(comments) -> None:
    """No words that were taken back or hidden."""
    if Comment.objects.active().filter(pk__in=[comment.pk for comment in comments]).count() < len(set(comments)):
        raise field_error("comments", _("One of the comments was withdrawn or hidden in the meantime."), "withdrawn")


def _require_not_merged(opinion, comments) -> None:
    if ItemComment.objects.filter(item__opinion=opinion, comment__in=comments).exists():
        message = _("One of the comments is already merged into an item. Remove it there first.")
        raise ValidationError(message, code="already_merged")
