"""Who is told of which event by e-mail."""

from consultations.opinions.models import Opinion
from organizations.audiences import case_workers, representatives_of
from sectors.models import ConsortiumMembership
from seko.events.log import audience


@audience("opinion.submitted")
def office_and_consortium(event):
    """The Office, which answers, and the consortium in whose name the lead spoke."""
    seko = Opinion.objects.values_list("seko", flat=True).get(pk=event.object_id)
    members = (
        ConsortiumMembership.objects.in_force().filter(consortium__seko=seko).values_list("organization", flat=True)
    )
    return case_workers() | representatives_of(list(members))


@audience("opinion.consent_asked")
def members_without_consent(event):
    """The organizations of the consortium that neither lead it nor approve the text about which they are asked."""
    opinion = Opinion.objects.get(pk=event.object_id)
    members = ConsortiumMembership.objects.in_force().filter(consortium__seko=opinion.seko_id, role="member")
    silent = members.exclude(organization__in=opinion.approvals.values("organization"))
    return representatives_of(list(silent.values_list("organization", flat=True)))


@audience("opinion.objected")
def lead_organization(event):
    """The organization that leads the SEKO: it settles what its consortium objects to."""
    seko = Opinion.objects.values_list("seko", flat=True).get(pk=event.object_id)
    leads = ConsortiumMembership.objects.in_force().filter(consortium__seko=seko, role="lead")
    return representatives_of(list(leads.values_list("organization", flat=True)))
