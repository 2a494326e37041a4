"""Who is told of which event by e-mail."""

from consultations.consultation.models import Invitation
from organizations.audiences import representatives_of
from sectors.models import ConsortiumMembership, NetworkMembership
from seko.events.log import audience


def invited_organization_ids(consultation_id):
    """Organizations of the networks and consortia whose SEKOs are asked for an opinion."""
    sekos = Invitation.objects.filter(consultation=consultation_id).values("seko")
    network = NetworkMembership.objects.current().filter(seko__in=sekos)
    consortium = ConsortiumMembership.objects.in_force().filter(consortium__seko__in=sekos)
    return {*network.values_list("organization", flat=True), *consortium.values_list("organization", flat=True)}


@audience("consultation.opened", "consultation.comments_begun")
def whole_network(event):
    """Everybody who may comment."""
    return representatives_of(invited_organization_ids(event.object_id))
