"""Who runs the SEKOs of the demo and who is in their networks, the signatories included."""

from datetime import date

from organizations.models import Organization
from sectors.models import Consortium, ConsortiumMembership, NetworkMembership, Seko
from seko.demo.files import data
from seko.rules.errors import database_refusals

NOTE = "Измишљено за пробни приказ портала."
SIGNATORY_NOTE = (
    "Чланство уписано само за пробни приказ портала: потписница меморандума из 2014. стварна је, "
    "а да је данас у овој мрежи није тврдња из извора."
)
BY_MAJORITY = ("energy", "env")  # SEKOs in which most of the consortium must approve an opinion
SIGNATORIES_SINCE = date(2014, 11, 20)
SIGNATORIES = {
    "beogradski-centar-za-bezbednosnu-politiku": ["justice", "home"],
    "evropski-pokret-u-srbiji": ["par", "hrsd"],
    "nacionalna-alijansa-za-lokalni-ekonomski-razvoj": ["compet"],
    "beogradska-otvorena-skola": ["hrsd", "par"],
    "mladi-istrazivaci-srbije": ["env"],
    "centar-za-ekologiju-i-odrzivi-razvoj": ["energy", "env"],
    "privredna-komora-srbije": ["compet"],
    "asocijacija-za-razvoj-ibarske-doline": ["agri"],
    "gradjanske-inicijative": ["cmc"],
}


def load_networks(cast, networks, calendar):
    """Nine running consortia, the nine before them, and a place in a network for each of the 418 organizations."""
    sekos = {seko.code: seko for seko in Seko.objects.all()}
    rows = [
        NetworkMembership(
            seko=sekos[code], organization=organization, valid_from=organization.status_on, source_note=NOTE
        )
        for organization, codes in networks
        for code in codes
    ]
    signatories = Organization.objects.in_bulk(SIGNATORIES, field_name="slug")
    rows += [
        NetworkMembership(
            seko=sekos[code], organization=signatories[slug], valid_from=SIGNATORIES_SINCE, source_note=SIGNATORY_NOTE
        )
        for slug, codes in SIGNATORIES.items()
        for code in codes
    ]
    NetworkMembership.objects.bulk_create(rows)
    Seko.objects.filter(code__in=BY_MAJORITY).update(approval_rule=Seko.ApprovalRule.MAJORITY)

    with database_refusals(Consortium, ConsortiumMembership):
        told, status = data("consortia"), Consortium.Status
        terms = {
            "before": (calendar.term_before_from, calendar.term_from, status.ENDED),
            "now": (calendar.term_from, calendar.term_to, status.ACTIVE),
        }
        return {
            term: {
                code: _consortium(sekos[code], [cast[key] for key in keys], *terms[term]) for code, keys in of.items()
            }
            for term, of in told.items()
        }


def _consortium(seko, members, valid_from, valid_to, status):
    """A consortium whose first member leads."""
    consortium = Consortium.objects.create(
        seko=seko, status=status, valid_from=valid_from, valid_to=valid_to, is_demo=True, source_note=NOTE
    )
    roles = ConsortiumMembership.Role
    ConsortiumMembership.objects.bulk_create(
        ConsortiumMembership(
            consortium=consortium,
            organization=organization,
            role=roles.MEMBER if number else roles.LEAD,
            valid_from=valid_from,
            valid_to=valid_to,
            source_note=NOTE,
        )
        for number, organization in enumerate(members)
    )
    return consortium
