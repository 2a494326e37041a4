"""The consortium stands behind an opinion, or objects: each organization for itself."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from consultations.opinions.actions.opinions import (
    lock_draft,
    lock_opinion,
    require_draft,
    require_text,
)
from consultations.opinions.consent import was_asked
from consultations.opinions.models import Approval, Objection
from consultations.opinions.permissions import can_approve
from sectors.permissions import consortium_mandate, lead_mandate
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, require
from seko.rules.seen import CHANGED

if TYPE_CHECKING:
    from consultations.opinions.models import Opinion
    from organizations.models import Representation


@transaction.atomic
def ask_consortium(opinion, *, by) -> None:
    """Ask the consortium to approve the opinion as it stands, once for each state of its text.

    Raises PermissionDenied; ValidationError `opinion_fixed`, `opinion_empty`, `already_asked`."""
    opinion = lock_draft(opinion, by)
    require_text(opinion)
    if was_asked(opinion):
        raise ValidationError(_("The consortium has already been asked to approve this text."), code="already_asked")
    mandate = lead_mandate(by, opinion.seko_id)
    record("opinion.consent_asked", opinion, by=by, mandate=mandate, revision=opinion.revision)


@transaction.atomic
def approve_opinion(opinion, *, by, revision) -> Approval:
    """Agree, for one's organization of the consortium, that the opinion be submitted as the person has read it, which
    was in `revision`. It ends the organization's objection.

    Raises PermissionDenied; ValidationError `opinion_fixed`, `changed_meanwhile`, `approved_twice`."""
    opinion, mandate = _own_membership(opinion, by)
    if opinion.revision != revision:
        raise ValidationError(
            _("The opinion was changed in the meantime. Read the current text, then decide."), CHANGED
        )
    approval = Approval(opinion=opinion, organization_id=mandate.organization_id, mandate=mandate)
    with database_refusals(Approval):
        check_fields(approval)
        approval.save()
    opinion.objections.filter(organization=mandate.organization_id).delete()
    record("opinion.approved", opinion, by=by, mandate=mandate)
    return approval


@transaction.atomic
def object_to_opinion(opinion, *, by, reason) -> Objection:
    """Say, for one's organization of the consortium, why the opinion should not be submitted as it stands. It ends the
    organization's approval.

    Raises PermissionDenied; ValidationError `opinion_fixed`, `reason_missing`, `objected_twice`."""
    opinion, mandate = _own_membership(opinion, by)
    organization = mandate.organization_id
    objection = Objection(opinion=opinion, organization_id=organization, mandate=mandate, reason=reason.strip())
    with database_refusals(Objection):
        check_fields(objection)
        objection.save()
    opinion.approvals.filter(organization=organization).delete()
    record("opinion.objected", opinion, by=by, mandate=mandate, reason=objection.reason)
    return objection


@transaction.atomic
def withdraw_consent(opinion, *, by) -> None:
    """Take one's approval or objection back. Raises PermissionDenied; ValidationError `opinion_fixed`, `no_voice`."""
    opinion, mandate = _own_membership(opinion, by)
    own = {"organization": mandate.organization_id}
    if not sum(rows.filter(**own).delete()[0] for rows in (opinion.approvals, opinion.objections)):
        message = _("Your organization has neither approved nor objected.")
        raise ValidationError(message, code="no_voice")
    record("opinion.consent_withdrawn", opinion, by=by, mandate=mandate)


def _own_membership(opinion, by) -> "tuple[Opinion, Representation | None]":
    opinion = lock_opinion(opinion)
    require(can_approve(by, opinion))
    require_draft(opinion)
    return opinion, consortium_mandate(by, opinion.seko_id)
