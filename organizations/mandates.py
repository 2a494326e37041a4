"""Under which mandate a person acts, where several would do."""

from typing import TYPE_CHECKING

from seko.rules.errors import field_error, require

if TYPE_CHECKING:
    from organizations.models import Representation


def choose_mandate(held, named, *, ask) -> "Representation":
    """The mandate `named`, if it is among those held, or the only one held where none is named.

    Raises PermissionDenied for a mandate that is not held; ValidationError `mandate_missing` with the words
    `ask` where there is a choice and none was made."""
    if named is None:
        if len(held) > 1:
            raise field_error("mandate", ask, "mandate_missing")
        return held[0]
    by_pk = {mandate.pk: mandate for mandate in held}
    require(named.pk in by_pk)
    return by_pk[named.pk]
