"""Invented people: those who can sign in, and those who speak for the organizations of the loop."""

from random import Random

from django.contrib.auth.hashers import make_password

from organizations.models import Organization, Representation, User
from organizations.roles import RepresentationRole
from seko.demo.accounts import DOMAIN, PASSWORD
from seko.demo.files import data

SEED = 11
OFFICE = (
    ("koordinator", RepresentationRole.COORDINATOR, "Координатор механизма"),
    ("referent", RepresentationRole.DESK_OFFICER, "Референт за сектор"),
    ("administrator", RepresentationRole.ADMINISTRATOR, "Администратор портала"),
)
# Accounts that are named after their role, and not after their organization as all others are.
NAMED = {
    "energija": "vodeca",
    "toplina": "konzorcijum",
    "stanari": "mreza1",
    "potrosaci": "mreza2",
    "ministarstvo": "organ",
}
COLLEAGUES = {"stanari": "mreza1"}  # has a second person
SILENT = 3  # every third of the further organizations has nobody on the portal
NOTE = "Измишљено овлашћење, за пробни приказ портала."


def load_people(cast, networks, calendar):
    """Create accounts with one mandate each.

    Returns {key: user}, by role for the Office, else by organization, and {organization id: mandate}."""
    rng = Random(SEED)
    names = data("names")
    full_names = [f"{first} {last} (демо)" for first in names["first"] for last in names["last"]]
    rng.shuffle(full_names)
    hashed = make_password(PASSWORD)  # once: hashing is slow on purpose
    office = (
        Organization.objects.filter(is_office=True, status=Organization.Status.ACTIVE).order_by("-valid_from").first()
    )
    parts = [(key, key, office, role, function) for key, role, function in OFFICE]
    parts += [(key, NAMED.get(key, key), organization, *_role(organization)) for key, organization in cast.items()]
    parts += [
        (organization.slug, f"clanica{number:03}", organization, *_role(organization))
        for number, organization in enumerate(_others_who_speak(cast, networks, calendar), start=1)
    ]
    parts += [(f"{key}-kolega", f"{name}-kolega", cast[key], *_role(cast[key])) for key, name in COLLEAGUES.items()]

    users = {
        key: User(email=f"{name}@{DOMAIN}", full_name=full_names[n], password=hashed, is_demo=True)
        for n, (key, name, *_) in enumerate(parts)
    }
    User.objects.bulk_create(users.values())
    mandates = Representation.objects.bulk_create(
        Representation(
            user=users[key],
            organization=organization,
            role=role,
            function=function,
            valid_from=calendar.mandates_from,
            document_note=NOTE,
        )
        for key, _, organization, role, function in parts
    )
    first = reversed(mandates[len(OFFICE) :])  # a colleague comes last, and speaks only where they are named
    return users, {mandate.organization_id: mandate for mandate in first}


def mandate_of(user):
    """The one mandate of a person of the demo."""
    return user.current_mandates[0]


def _others_who_speak(cast, networks, calendar):
    """Organizations outside the cast that were there before the first mandates, without those that stay silent."""
    known = {organization.pk for organization in cast.values()}
    others = [o for o, _ in networks if o.pk not in known and o.status_on < calendar.mandates_from]
    return [organization for number, organization in enumerate(others) if number % SILENT]


def _role(organization):
    if organization.kind == Organization.Kind.PUBLIC_BODY:
        return RepresentationRole.INSTITUTION_CONTACT, "Контакт особа органа"
    if organization.kind == Organization.Kind.DONOR:
        return RepresentationRole.OBSERVER, "Посматрач"
    return RepresentationRole.REPRESENTATIVE, "Представник организације"
