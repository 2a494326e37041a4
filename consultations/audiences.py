"""Who is told of which event by e-mail."""

from django.db.models import Q

from consultations.models import Comment, Invitation, Opinion
from organizations.models import User
from organizations.roles import FOR_CIVIL_SOCIETY, RepresentationRole
from sectors.models import ConsortiumMembership, NetworkMembership
from seko.events import audience
from seko.validity import today

CASE_WORKERS = (RepresentationRole.COORDINATOR, RepresentationRole.DESK_OFFICER)


def representatives_of(organization_ids):
    """People who speak for these organizations today, as far as they take part."""
    active = Q(representations__organization__in=organization_ids, representations__organization__status="active")
    return with_mandates(active & Q(representations__role__in=FOR_CIVIL_SOCIETY))


def case_workers():
    """The Office's coordinators and desk officers."""
    return with_mandates(Q(representations__role__in=CASE_WORKERS))


def with_mandates(condition):
    """Active accounts with a mandate that fits the condition today."""
    on = today()
    current = Q(representations__valid_from__lte=on) & (
        Q(representations__valid_to__isnull=True) | Q(representations__valid_to__gt=on)
    )
    return User.objects.filter(condition & current, is_active=True).distinct()


def invited_organization_ids(consultation_id):
    """Organizations of the networks and consortia whose SEKOs are asked for an opinion."""
    sekos = Invitation.objects.filter(consultation=consultation_id).values("seko")
    network = NetworkMembership.objects.current().filter(seko__in=sekos)
    consortium = ConsortiumMembership.objects.in_force().filter(consortium__seko__in=sekos)
    return {*network.values_list("organization", flat=True), *consortium.values_list("organization", flat=True)}


@audience("consultation.opened", "consultation.cancelled", "consultation.dates_moved")
def whole_network(event):
    """Everybody who may comment."""
    return representatives_of(invited_organization_ids(event.object_id))


@audience("consultation.closes_soon")
def those_who_have_not_spoken(event):
    """Everybody who may comment and whose organization has not yet."""
    spoken = set(Comment.objects.standing().filter(consultation=event.object_id).values_list("organization", flat=True))
    return representatives_of(invited_organization_ids(event.object_id) - spoken)


@audience("opinion.submitted")
def office_and_consortium(event):
    """The Office, which answers, and the consortium in whose name the lead spoke."""
    seko = Opinion.objects.values_list("seko", flat=True).get(pk=event.object_id)
    members = (
        ConsortiumMembership.objects.in_force().filter(consortium__seko=seko).values_list("organization", flat=True)
    )
    return case_workers() | representatives_of(list(members))


@audience("report.published")
def those_who_spoke(event):
    """Everybody whose organization commented, and the consortia that gave opinions."""
    consultation = event.facts["consultation"]
    spoken = set(Comment.objects.standing().filter(consultation=consultation).values_list("organization", flat=True))
    sekos = Opinion.objects.submitted().filter(consultation=consultation).values("seko")
    members = (
        ConsortiumMembership.objects.in_force()
        .filter(consortium__seko__in=sekos)
        .values_list("organization", flat=True)
    )
    return representatives_of(spoken | set(members))
