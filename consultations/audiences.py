"""Who is told of which event by e-mail."""

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from consultations.models import Assignment, Comment, Invitation, Opinion, QuestionAnswer
from organizations.models import User
from organizations.roles import FOR_CIVIL_SOCIETY, RepresentationRole
from sectors.models import ConsortiumMembership, NetworkMembership
from seko.events.log import audience
from seko.rules.deadlines import end_of
from seko.rules.validity import today

CASE_WORKERS = (RepresentationRole.COORDINATOR, RepresentationRole.DESK_OFFICER)


def representatives_of(organization_ids):
    """People who speak for these organizations today, as far as they take part."""
    active = Q(representations__organization__in=organization_ids, representations__organization__status="active")
    return with_mandates(active & Q(representations__role__in=FOR_CIVIL_SOCIETY))


def contacts_of(institution_ids):
    """Those who answer for these institutions today."""
    contact = Q(representations__role=RepresentationRole.INSTITUTION_CONTACT)
    return with_mandates(contact & Q(representations__organization__in=institution_ids))


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


@audience("consultation.opened", "consultation.comments_begun")
def whole_network(event):
    """Everybody who may comment."""
    return representatives_of(invited_organization_ids(event.object_id))


@audience("consultation.cancelled", "consultation.dates_moved")
def everybody_concerned(event):
    """Everybody who may comment, and the contacts of institutions that were sent items."""
    sent = Assignment.objects.filter(item__opinion__consultation=event.object_id)
    return whole_network(event) | contacts_of(sent.order_by().values("institution"))


@audience("consultation.closes_soon")
def those_who_have_not_spoken(event):
    """Everybody who may comment and whose organization has not yet: no comment and no answer to a question. What is
    only a draft has not been said, and what was hidden has."""
    said = Comment.objects.filter(consultation=event.object_id, withdrawn_at__isnull=True)
    answered = QuestionAnswer.objects.filter(question__consultation=event.object_id, submitted_at__isnull=False)
    spoken = {*said.values_list("organization", flat=True), *answered.values_list("organization", flat=True)}
    return in_time(event, representatives_of(invited_organization_ids(event.object_id) - spoken))


@audience("consultation.opinion_due_soon")
def consortia_without_an_opinion(event):
    """The consortia of SEKOs that were asked and have submitted no opinion."""
    submitted = Opinion.objects.submitted().filter(consultation=event.object_id).values("seko")
    sekos = Invitation.objects.filter(consultation=event.object_id).exclude(seko__in=submitted).values("seko")
    members = ConsortiumMembership.objects.in_force().filter(consortium__seko__in=sekos)
    return in_time(event, representatives_of(list(members.values_list("organization", flat=True))))


@audience("consultation.items_due_soon")
def contacts_of_the_institution(event):
    """Those who answer for the institution at which the items wait."""
    return in_time(event, contacts_of([event.facts["institution"]]))


@audience("consultation.answer_due_soon")
def those_who_answer(event):
    """The Office, as long as an item waits."""
    return in_time(event, case_workers())


def in_time(event, people):
    """Nobody is reminded of a term that is over, however late the mail is sent."""
    due = parse_date(event.facts["due"]) or parse_datetime(event.facts["due"])
    return people.none() if timezone.now() >= end_of(due) else people


@audience("opinion.submitted")
def office_and_consortium(event):
    """The Office, which answers, and the consortium in whose name the lead spoke."""
    seko = Opinion.objects.values_list("seko", flat=True).get(pk=event.object_id)
    members = (
        ConsortiumMembership.objects.in_force().filter(consortium__seko=seko).values_list("organization", flat=True)
    )
    return case_workers() | representatives_of(list(members))


@audience("item.assigned", "item.returned")
def contacts_asked(event):
    """Those who answer for the institution to which items were sent, or given back."""
    return contacts_of([event.facts["institution_id"]])


@audience("item.sent")
def reviewers(event):
    """The Office, which approves answers or returns them."""
    return case_workers()


@audience("opinion.consent_asked")
def those_who_have_not_approved(event):
    """The organizations of the consortium that neither lead it nor approve the text about which they are asked."""
    opinion = Opinion.objects.get(pk=event.object_id)
    members = ConsortiumMembership.objects.in_force().filter(consortium__seko=opinion.seko_id, role="member")
    silent = members.exclude(organization__in=opinion.approvals.values("organization"))
    return representatives_of(list(silent.values_list("organization", flat=True)))


@audience("opinion.objected")
def the_lead(event):
    """The organization that leads the SEKO: it settles what its consortium objects to."""
    seko = Opinion.objects.values_list("seko", flat=True).get(pk=event.object_id)
    leads = ConsortiumMembership.objects.in_force().filter(consortium__seko=seko, role="lead")
    return representatives_of(list(leads.values_list("organization", flat=True)))


@audience("comment.hidden", "comment.shown")
def its_organization_and_the_office(event):
    """Those whose words they are, and the Office, which keeps an eye on it."""
    organization = Comment.objects.values_list("organization", flat=True).get(pk=event.object_id)
    return case_workers() | representatives_of([organization])


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
