"""What was given by mistake is revoked: one way for mandates, memberships and seats."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from seko.rules.errors import check_fields, database_refusals, field_error
from seko.rules.validity import today


def revoke(row, reason) -> None:
    """End `row` at once because it was given by mistake; called by its action, under its lock.

    Raises ValidationError `already_ended`, `reason_missing`, or the code of a broken constraint."""
    reason = reason.strip()
    if row.valid_to and row.valid_to <= today():
        raise ValidationError(_("This has already ended."), code="already_ended")
    if not reason:
        raise field_error("reason", _("Describe the mistake. The text is kept."), "reason_missing")
    row.end_as_mistake(reason)
    with database_refusals(type(row)):
        check_fields(row)
        row.clean()
        row.save(update_fields=["valid_to", "revoked_reason"])
