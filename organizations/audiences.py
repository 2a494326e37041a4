"""People with a current mandate, as recipients of mail."""

from django.db.models import Q, QuerySet

from organizations.models import Representation, User, active
from organizations.roles import FOR_CIVIL_SOCIETY, RepresentationRole
from seko.events.preview import Group, group_recipients_by
from seko.rules.validity import today
from seko.scripts import localized

CASE_WORKERS = (RepresentationRole.COORDINATOR, RepresentationRole.DESK_OFFICER)


def representatives_of(organization_ids) -> QuerySet[User]:
    """People who speak for these organizations today, as far as they take part."""
    theirs = Q(active("representations__organization__"), representations__organization__in=organization_ids)
    return with_mandates(theirs & Q(representations__role__in=FOR_CIVIL_SOCIETY))


def contacts_of(institution_ids) -> QuerySet[User]:
    """Those who answer for these institutions today."""
    contact = Q(representations__role=RepresentationRole.INSTITUTION_CONTACT)
    return with_mandates(contact & Q(representations__organization__in=institution_ids))


def holders_of(mandates) -> QuerySet[User]:
    """People who hold these mandates, as far as they still hold them today."""
    return with_mandates(Q(representations__in=mandates))


def people_of(organization_ids) -> QuerySet[User]:
    """Everybody who acts for these organizations today, in whichever role, whether or not they take part."""
    return with_mandates(Q(representations__organization__in=organization_ids))


def person(pk) -> QuerySet[User]:
    """One person, with a mandate or without."""
    return User.objects.filter(pk=pk, is_active=True)


def case_workers() -> QuerySet[User]:
    """The Office's coordinators and desk officers."""
    return with_mandates(Q(representations__role__in=CASE_WORKERS))


def with_mandates(condition) -> QuerySet[User]:
    """Active accounts with a mandate that fits the condition today."""
    on = today()
    current = Q(representations__valid_from__lte=on) & (
        Q(representations__valid_to__isnull=True) | Q(representations__valid_to__gt=on)
    )
    return User.objects.filter(condition & current, is_active=True).distinct()


def grouped_by_organization(people) -> list[Group]:
    """The organizations for which these people act today, each with how many of them; whoever acts for several is
    counted in each."""
    rows = Representation.objects.current().filter(user__in=people).select_related("organization")
    members: dict = {}
    for row in rows:
        members.setdefault(row.organization, set()).add(row.user_id)
    groups = [Group(localized(organization, "name"), len(users)) for organization, users in members.items()]
    return sorted(groups, key=lambda group: group.name)


group_recipients_by(grouped_by_organization)
