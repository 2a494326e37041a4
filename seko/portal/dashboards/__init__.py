"""What each role finds on its dashboard, one module each; a person with several roles changes between them.

Each module has `NAME`, `LABEL`, `is_for(user)` and `context(user, now)`.
"""

from seko.portal.dashboards import consortium, institution, member, office

# A person lands on the first that is theirs.
PARTS = (office, institution, consortium, member)


def parts_of(user):
    """The dashboards of this person, the weightiest first."""
    return [part for part in PARTS if part.is_for(user)]
