"""The Office keeps the list of acronyms."""

from django.db import transaction

from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, require
from seko.scripts.acronyms import ACRONYMS
from seko.scripts.models import Acronym


def can_keep_acronyms(user) -> bool:
    """Everybody in the Office: whoever sees a word written wrongly can put it right."""
    return user is not None and user.is_staff


@transaction.atomic
def list_acronym(*, by, latin, cyrillic="") -> Acronym:
    """Say how an acronym is written in Cyrillic; nothing means that it stays Latin. Holds within seconds everywhere.

    Raises PermissionDenied; ValidationError `acronym_listed`, `not_a_latin_word`, `not_a_cyrillic_word`."""
    require(can_keep_acronyms(by))
    acronym = Acronym(latin=latin.strip(), cyrillic=cyrillic.strip())
    _save(acronym, force_insert=True)
    record("acronym.listed", acronym, by=by)
    return acronym


@transaction.atomic
def change_acronym(acronym, *, by, cyrillic) -> Acronym:
    """Write it otherwise in Cyrillic. The same form again changes nothing and tells nothing.

    Raises PermissionDenied; ValidationError `not_a_cyrillic_word`."""
    require(can_keep_acronyms(by))
    acronym = Acronym.objects.select_for_update().get(pk=acronym.pk)
    before, acronym.cyrillic = acronym.cyrillic, cyrillic.strip()
    if before == acronym.cyrillic:
        return acronym
    _save(acronym, update_fields=["cyrillic"])
    record("acronym.changed", acronym, by=by, before=before)
    return acronym


def _save(acronym, **how) -> None:
    with database_refusals(Acronym):
        check_fields(acronym)
        acronym.save(**how)
    transaction.on_commit(ACRONYMS.read, robust=True)
