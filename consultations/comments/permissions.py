"""Who may comment, support, withdraw and hide."""

from typing import TYPE_CHECKING

from consultations.comments.models import Comment
from consultations.consultation.permissions import commenting_mandates, invited_seko_ids, may_take_part
from organizations.permissions import (
    civil_mandates,
)
from sectors.permissions import (
    lead_mandate,
    led_seko_ids,
)

if TYPE_CHECKING:
    from organizations.models import Representation


def can_comment(user, consultation, at=None) -> bool:
    """Is heard here, and comments are taken at this moment."""
    return consultation.takes_comments(at) and may_take_part(user, consultation)


def can_withdraw(user, comment) -> bool:
    """The organization that spoke may take its words back."""
    return any(m.organization_id == comment.organization_id for m in civil_mandates(user))


def can_support(user, comment, at=None) -> bool:
    """Is heard here for another organization than the one that spoke, while the window is open."""
    mandates = commenting_mandates(user, comment.consultation)
    return comment.consultation.is_open(at) and any(m.organization_id != comment.organization_id for m in mandates)


def hiding_seko_ids(user, consultation) -> set[int]:
    """SEKOs for which the person may hide comments here: those invited whose lead they represent."""
    return led_seko_ids(user) & set(invited_seko_ids(consultation)) if civil_mandates(user) else set()


def hiding_mandate(user, comment) -> "Representation | None":
    """The mandate under which the person may hide this comment, or None: of the lead of an invited SEKO in whose
    network or consortium the organization was when it spoke."""
    for seko in hiding_seko_ids(user, comment.consultation):
        if Comment.objects.filter(pk=comment.pk).of_network(seko).exists():
            return lead_mandate(user, seko)
    return None


def can_hide(user, comment) -> bool:
    """The lead keeps abusive words away from its network's page; lists ask `with_network_flag(hiding_seko_ids(…))`."""
    return hiding_mandate(user, comment) is not None
