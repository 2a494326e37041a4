"""What was given by mistake is revoked: one way for mandates, memberships and seats."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from seko.rules.errors import check_fields, database_refusals, required_reason
from seko.rules.validity import today


def revoke(row, reason) -> None:
    """End `row` at once because it was given by mistake; called by its action, under its lock.

    Raises ValidationError `already_ended`, `reason_missing`, or the code of a broken constraint."""
    if row.valid_to and row.valid_to <= today():
        raise ValidationError(_("This has already ended."), code="already_ended")
    row.end_as_mistake(required_reason(reason, _("Describe the mistake. The text is kept.")))
    with database_refusals(type(row)):
        check_fields(row)
        row.clean()
        row.save(update_fields=["valid_to", "revoked_reason"])
