"""A small cast with fixed roles that every test knows.

SEKO `energy` has a consortium of three (lead, member, third) and a network of two (network, other_network).
SEKO `culture` has people of its own (outsider) who are not invited to consultations on energy.
"""

from dataclasses import dataclass, fields

from django.contrib.auth.models import AnonymousUser

from organizations.models import Organization, User
from sectors.models import Consortium, Seko
from tests import factories as make


@dataclass
class Cast:
    office: Organization
    ministry: Organization
    seko: Seko
    other_seko: Seko
    consortium: Consortium
    lead_org: Organization
    member_org: Organization
    third_org: Organization
    network_org: Organization
    other_network_org: Organization
    outsider_org: Organization
    coordinator: User
    desk_officer: User
    administrator: User
    lead: User
    member: User
    network: User
    other_network: User
    outsider: User
    contact: User
    observer: User
    stranger: User

    def user(self, role):
        """A fresh user object of a role, so that no rights are remembered from before; `anonymous` is nobody."""
        if role == "anonymous":
            return AnonymousUser()
        return User.objects.get(pk=getattr(self, role).pk)

    def mandate(self, role):
        """The only representation of a person of the cast."""
        return getattr(self, role).representations.get()

    @classmethod
    def roles(cls):
        """Every role, the visitor without an account among them."""
        return [field.name for field in fields(cls) if field.type is User] + ["anonymous"]


def build_cast():
    """The cast in the database: about forty rows."""
    office = make.make_office()
    ministry = make.make_organization("Министарство рударства и енергетике", kind="public_body")
    donor = make.make_organization("Делегација Европске уније", kind="donor")
    seko = make.make_seko("energy", make.make_area("energy"), name="СЕКО за енергетику", name_en="Energy SEKO")
    other_seko = make.make_seko("culture", make.make_area("culture"), name="СЕКО за културу", name_en="Culture SEKO")
    lead, member, third, network, other_network, outsider = (
        make.make_organization(f"Удружење {name}", name_en=f"Association {name_en}")
        for name, name_en in [
            ("Водеће", "Lead"),
            ("Чланица", "Member"),
            ("Треће", "Third"),
            ("Мрежа", "Network"),
            ("Друга мрежа", "Other network"),
            ("Споља", "Outside"),
        ]
    )
    consortium = make.make_consortium(seko, [lead, member, third])
    make.make_consortium(other_seko)
    make.join(seko, network, other_network)
    make.join(other_seko, outsider)

    def person(organization, role="representative", **more):
        return make.make_representative(organization, role, **more)

    return Cast(
        office=office,
        ministry=ministry,
        seko=seko,
        other_seko=other_seko,
        consortium=consortium,
        lead_org=lead,
        member_org=member,
        third_org=third,
        network_org=network,
        other_network_org=other_network,
        outsider_org=outsider,
        coordinator=person(office, "coordinator"),
        desk_officer=person(office, "desk_officer"),
        administrator=person(office, "administrator"),
        lead=person(lead),
        member=person(member),
        network=person(network),
        other_network=person(other_network),
        outsider=person(outsider),
        contact=person(ministry, "institution_contact"),
        observer=person(donor, "observer"),
        stranger=make.make_user(),
    )
