"""Who is told of which event by e-mail."""

from consultations.comments.models import Comment
from consultations.opinions.models import Opinion
from organizations.audiences import representatives_of
from sectors.models import ConsortiumMembership
from seko.events.log import audience


@audience("report.published")
def commenting_organizations(event):
    """Everybody whose organization commented, and the consortia that gave opinions."""
    consultation = event.facts["consultation"]
    spoken = set(Comment.objects.active().filter(consultation=consultation).values_list("organization", flat=True))
    sekos = Opinion.objects.submitted().filter(consultation=consultation).values("seko")
    members = (
        ConsortiumMembership.objects.in_force()
        .filter(consortium__seko__in=sekos)
        .values_list("organization", flat=True)
    )
    return representatives_of(spoken | set(members))
