"""The items of an opinion: written, put in order, taken out. Nobody overwrites what they have not seen."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from consultations.opinions.actions.disposition import require_active
from consultations.opinions.actions.opinions import keep_part, lock_draft, text_changed
from consultations.opinions.models import ItemComment, MinorityComment, OpinionItem, SetAside
from seko.rules.errors import check_fields, database_refusals, field_error
from seko.rules.seen import CHANGED, WORDS, only_changes, stored_values

TEXT = ("title", "text", "proposed_text", "passage_id")


@transaction.atomic
def save_item(
    opinion, *, by, title, text, proposed_text="", passage=None, comments=(), note="", item=None, seen=None
) -> OpinionItem:
    """Add an item, or change `item` with the comments it merges. `seen` is what the person had before them.

    A merged comment is no longer set aside. The note is the consortium's own and changes no text.
    Raises PermissionDenied; ValidationError `opinion_fixed`, `changed_meanwhile`, `item_gone`, `withdrawn`,
    `already_kept`, `comment_of_other`, `passage_of_other_version`."""
    opinion = lock_draft(opinion, by)
    told = {"title": title, "text": text, "proposed_text": proposed_text, "passage": passage, "note": note}
    told["comments"], before, is_new = list(comments), None, item is None
    if is_new:
        item = OpinionItem(opinion=opinion, position=_last(opinion) + 1)
    else:
        item = _still_there(opinion, item)
        now, before = stored_values(item, list(told)[:-1]) | {"comments": list(item.comments.all())}, _text_of(item)
        told = now | only_changes(seen, told, now)
    title, text, proposed_text, passage, note, comments = told.values()
    require_active(comments)
    _require_not_kept(opinion, comments)
    item.title, item.text, item.proposed_text, item.passage, item.note = title, text, proposed_text, passage, note
    if not is_new:
        item.revision += 1
    with database_refusals(OpinionItem, ItemComment):
        check_fields(item)
        item.save()
        item.comments.set(comments)
    SetAside.objects.filter(opinion=opinion, comment__in=comments).delete()
    if _text_of(item) != before:
        text_changed(opinion)
    return item


@transaction.atomic
def move_item(item, *, by, to, seen) -> None:
    """Put an item at the place `to`, counted from 1; the nearest one where there is no such place.

    `seen` is the place at which the person saw it.
    Raises PermissionDenied; ValidationError `opinion_fixed`, `changed_meanwhile`, `item_gone`."""
    opinion = lock_draft(item.opinion, by)
    items = list(opinion.items.order_by("position"))
    moved = next((each for each in items if each.pk == item.pk), None)
    if moved is None:
        raise _gone()
    if moved.position != seen:
        raise ValidationError(_("Somebody else moved the items in the meantime. Check their current order."), CHANGED)
    if put_at(opinion, moved, to):
        text_changed(opinion)


def put_at(opinion, item, place) -> bool:
    """Put an item of a locked draft at this place, counted from 1, or the nearest; was it elsewhere?"""
    before = list(opinion.items.order_by("position"))
    after = [each for each in before if each != item]
    after.insert(max(place, 1) - 1, next(each for each in before if each == item))
    if after != before:
        _number(after)
    return after != before


@transaction.atomic
def delete_item(item, *, by, revision) -> None:
    """Take an item out; its comments wait again, and what was held against it is held against the opinion. For thirty
    days it can be put back.

    Raises PermissionDenied; ValidationError `opinion_fixed`, `changed_meanwhile`, `item_gone`."""
    opinion = lock_draft(item.opinion, by)
    item = _as_seen(opinion, item, revision)
    rows = OpinionItem.objects.filter(pk=item.pk), ItemComment.objects.filter(item=item)
    against = list(item.minority_positions.values_list("pk", flat=True))
    keep_part(opinion, "opinion_item", item.title, by=by, rows=rows, position=item.position, positions=against)
    with database_refusals(OpinionItem):
        item.minority_positions.update(item=None)
        item.delete()
        _number(opinion.items.order_by("position"))
    text_changed(opinion)


def _still_there(opinion, item) -> OpinionItem:
    found = opinion.items.select_related("passage").filter(pk=item.pk).first()
    if found is None:
        raise _gone()
    return found


def _as_seen(opinion, item, revision) -> OpinionItem:
    found = _still_there(opinion, item)
    if found.revision != revision:
        raise ValidationError(WORDS, CHANGED)
    return found


def _gone() -> ValidationError:
    return ValidationError(_("Somebody else removed this item in the meantime."), code="item_gone")


def _require_not_kept(opinion, comments) -> None:
    if MinorityComment.objects.filter(position__opinion=opinion, comment__in=comments).exists():
        message = _("One of the comments is already kept as a minority position. Remove it there first.")
        raise field_error("comments", message, "already_kept")


def _text_of(item) -> tuple[Any, ...]:
    """What the consortium approves of an item."""
    return *(getattr(item, name) for name in TEXT), sorted(item.item_comments.values_list("comment", flat=True))


def _last(opinion) -> int:
    return opinion.items.order_by("-position").values_list("position", flat=True).first() or 0


def _number(items) -> None:
    moved = []
    for position, item in enumerate(items, start=1):
        if item.position != position:
            item.position = position
            moved.append(item)
    OpinionItem.objects.bulk_update(moved, ["position"])
