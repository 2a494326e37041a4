"""For whom a person may take up again what was recently discarded."""

from organizations.permissions import civil_mandates, is_case_worker
from seko.discarded.kinds import owners_from

OFFICE = "office"


def owners_for(user) -> set[str]:
    """The organizations for which the person speaks, and the Office for those who prepare its rounds."""
    own = {f"organization:{mandate.organization_id}" for mandate in civil_mandates(user)}
    return own | ({OFFICE} if is_case_worker(user) else set())


owners_from(owners_for)
