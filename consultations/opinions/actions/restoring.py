"""What was thrown away of an opinion comes back, with what still stands of it."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import Comment
from consultations.consultation.actions import lock_consultation
from consultations.opinions.actions.disposition import release_from_draft
from consultations.opinions.actions.items import put_at
from consultations.opinions.actions.opinions import lock_draft, lock_opinion, require_time, text_changed
from consultations.opinions.models import (
    Approval,
    ItemComment,
    MinorityComment,
    MinorityPosition,
    Objection,
    Opinion,
    OpinionItem,
    SetAside,
)
from consultations.opinions.permissions import can_consolidate
from sectors.permissions import consortium_seko_ids, lead_mandate
from seko.discarded.actions import restore_rows
from seko.discarded.kinds import can_be_restored, owners_from
from seko.events.log import record
from seko.rules.errors import require


def restore_opinion(discarded, *, by) -> str:
    """A draft that was thrown away is the SEKO's opinion again, with its items, minority positions and set-aside marks.
    Comments that were withdrawn or hidden meanwhile have left it.

    Raises PermissionDenied; ValidationError `opinion_exists`, `consultation_over`, `not_discarded`."""
    opinion = Opinion.objects.get(pk=discarded.facts["opinion"])
    consultation = lock_consultation(opinion.consultation)
    opinion = lock_opinion(opinion)
    require(can_consolidate(by, consultation, opinion.seko_id))
    if opinion.status != Opinion.Status.DISCARDED:
        raise ValidationError(_("This opinion is not discarded."), code="not_discarded")
    require_time(consultation)
    opinion.status = Opinion.Status.DRAFT
    opinion.save(update_fields=["status"])
    release_from_draft(opinion, _no_longer_standing(opinion))
    record("opinion.restored", opinion, by=by, mandate=lead_mandate(by, opinion.seko_id))
    return _address(opinion)


def restore_item(discarded, *, by) -> str:
    """An item stands again at its former place, or at the end; comments that have gone elsewhere stay there.

    Raises PermissionDenied; ValidationError `opinion_fixed`."""
    opinion = lock_draft(Opinion.objects.get(pk=discarded.facts["opinion"]), by)
    item = restore_rows(discarded, position=_after(opinion))[0]
    comments = [row.comment_id for row in ItemComment.objects.filter(item=item)]
    elsewhere = MinorityComment.objects.filter(position__opinion=opinion, comment__in=comments).values("comment")
    _drop(ItemComment.objects.filter(item=item), elsewhere)
    SetAside.objects.filter(opinion=opinion, comment__in=item.item_comments.values("comment")).delete()
    opinion.minority_positions.filter(pk__in=discarded.facts["positions"], item=None).update(item=item)
    put_at(opinion, item, discarded.facts["position"])
    text_changed(opinion)
    return f"{_address(opinion)}#items"


def restore_minority_position(discarded, *, by) -> str:
    """A minority position stands again; comments that an item has merged meanwhile stay there.

    Raises PermissionDenied; ValidationError `opinion_fixed`."""
    opinion = lock_draft(Opinion.objects.get(pk=discarded.facts["opinion"]), by)
    item = opinion.items.filter(pk=discarded.facts["item"]).first()
    position = restore_rows(discarded, item=item)[0]
    comments = [row.comment_id for row in MinorityComment.objects.filter(position=position)]
    elsewhere = ItemComment.objects.filter(item__opinion=opinion, comment__in=comments).values("comment")
    _drop(MinorityComment.objects.filter(position=position), elsewhere)
    SetAside.objects.filter(opinion=opinion, comment__in=position.minority_comments.values("comment")).delete()
    text_changed(opinion)
    return f"{_address(opinion)}#the-opinion"


def remove_opinion(discarded) -> None:
    """The rows of a draft whose thirty days are over."""
    opinion = Opinion.objects.filter(pk=discarded.facts["opinion"], status=Opinion.Status.DISCARDED).first()
    if opinion:
        for rows in (
            opinion.approvals,
            opinion.objections,
            opinion.minority_positions,
            opinion.set_aside,
            opinion.items,
        ):
            rows.all().delete()
        if opinion.retractions.exists():  # what had been submitted and was taken back is kept as a trace
            Opinion.objects.filter(pk=opinion.pk).update(introduction="")
        else:
            opinion.delete()


def _address(opinion) -> str:
    return reverse("consultations:opinion", args=[opinion.consultation.slug, opinion.seko.code])


def _after(opinion) -> int:
    return (opinion.items.order_by("-position").values_list("position", flat=True).first() or 0) + 1


def _drop(rows, elsewhere) -> None:
    """Leave out comments that were withdrawn or hidden meanwhile, or stand elsewhere."""
    rows.exclude(comment__in=Comment.objects.active()).delete()
    rows.filter(comment__in=elsewhere).delete()


def _no_longer_standing(opinion) -> list[Comment]:
    held = (
        Comment.objects.filter(items__opinion=opinion)
        | Comment.objects.filter(minority_positions__opinion=opinion)
        | Comment.objects.filter(set_aside__opinion=opinion)
    )
    return list(held.exclude(pk__in=Comment.objects.active()).distinct())


can_be_restored("opinion", _("Draft of an opinion"), restore_opinion, models=[Opinion], remove=remove_opinion)
can_be_restored("opinion_item", _("Item of an opinion"), restore_item, models=[OpinionItem, ItemComment])
can_be_restored(
    "minority_position",
    _("Minority position"),
    restore_minority_position,
    models=[MinorityPosition, MinorityComment, Approval, Objection],
)
owners_from(lambda user: {f"consortium:{pk}" for pk in consortium_seko_ids(user)})
