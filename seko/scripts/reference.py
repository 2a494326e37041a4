"""The acronyms that the Office begins with. A row that exists is never changed by a later load."""

from seko.scripts.acronyms import DEFAULTS
from seko.scripts.models import Acronym


def load() -> int:
    """Load what is missing of the list; returns how many rows were added."""
    known = set(Acronym.objects.values_list("latin", flat=True))
    missing = [
        Acronym(latin=latin, cyrillic="" if cyrillic == latin else cyrillic)
        for latin, cyrillic in DEFAULTS.items()
        if latin not in known
    ]
    Acronym.objects.bulk_create(missing)
    return len(missing)
