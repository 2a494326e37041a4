"""The lead hides an abusive comment: its words leave every page, and stay in the audit."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.comments.actions.comments import require_active
from consultations.comments.hooks import holding_models, lock_holders, release_comments
from consultations.comments.models import Comment
from consultations.comments.permissions import hiding_mandate
from seko.events.declarations import name_facts
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, require, required_reason

if TYPE_CHECKING:
    from organizations.models import Representation


@transaction.atomic
def hide_comment(comment, *, by, reason, at=None) -> Comment:
    """Hide a comment of one's own network, with a reason that everybody reads. It leaves drafts of opinions.

    Its organization and the Office are told. Not possible once a submitted opinion holds it.
    Raises PermissionDenied; ValidationError `withdrawn`, `hidden`, `reason_missing`, `opinion_submitted`,
    `consultation_over`."""
    at = at or timezone.now()
    held = lock_holders(comment.consultation)
    comment, mandate = _lock_comment(comment, by)
    require_active(comment)
    reason = required_reason(reason, _("Give the reason for hiding. Everybody sees it."))
    _require_not_submitted(comment)
    comment.hidden_at, comment.hidden_reason, comment.hidden_mandate = at, reason, mandate
    with database_refusals(Comment, *holding_models()):
        check_fields(comment)
        comment.save(update_fields=["hidden_at", "hidden_reason", "hidden_mandate"])
        release_comments(held, [comment])
    lead = name_facts("lead", mandate.organization)
    record("comment.hidden", comment, by=by, mandate=mandate, at=at, reason=comment.hidden_reason, **lead)
    return comment


@transaction.atomic
def show_comment(comment, *, by, at=None) -> Comment:
    """Show a hidden comment again; it waits for the opinion like a new one.

    Raises PermissionDenied; ValidationError `not_hidden`, `opinion_submitted` where it would wait in vain,
    `consultation_over`."""
    at = at or timezone.now()
    lock_holders(comment.consultation)
    comment, mandate = _lock_comment(comment, by)
    if not comment.hidden_at or comment.withdrawn_at:
        raise ValidationError(_("This comment is not hidden."), code="not_hidden")
    submitted = comment.consultation.opinions.submitted().values_list("seko", flat=True)
    if any(Comment.objects.filter(pk=comment.pk).of_network(seko).exists() for seko in submitted):
        raise ValidationError(_("The opinion was submitted without this comment."), code="opinion_submitted")
    reason = comment.hidden_reason
    comment.hidden_at, comment.hidden_reason, comment.hidden_mandate = None, "", None
    with database_refusals(Comment):
        comment.save(update_fields=["hidden_at", "hidden_reason", "hidden_mandate"])
    lead = name_facts("lead", mandate.organization)
    record("comment.shown", comment, by=by, mandate=mandate, at=at, reason=reason, **lead)
    return comment


def _lock_comment(comment, by) -> "tuple[Comment, Representation | None]":
    """The comment as it is now, kept still, and the mandate under which the person may hide it."""
    rows = Comment.objects.select_for_update(of=("self",)).select_related("organization", "consultation")
    comment = rows.get(pk=comment.pk)
    mandate = hiding_mandate(by, comment)
    require(mandate)
    if comment.consultation.is_over:
        raise ValidationError(
            _("The consultation is over. Comments can no longer be hidden or shown again."), code="consultation_over"
        )
    return comment, mandate


def require_hideable(comment) -> None:
    """Refuse what was withdrawn or hidden, and what a submitted opinion holds."""
    require_active(comment)
    _require_not_submitted(comment)


def _require_not_submitted(comment) -> None:
    submitted = comment.consultation.opinions.submitted()
    holds = [
        submitted.filter(items__comments=comment),
        submitted.filter(set_aside__comment=comment),
        submitted.filter(minority_positions__comments=comment),
    ]
    if any(opinions.exists() for opinions in holds):
        raise ValidationError(_("An opinion that holds this comment was submitted."), code="opinion_submitted")
