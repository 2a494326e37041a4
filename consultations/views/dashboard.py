"""The dashboard: one page, with a part for each role that the person has today."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Exists, F, OuterRef, Q
from django.shortcuts import render
from django.utils import timezone

from consultations.fate import fates_of
from consultations.models import Comment, Consultation, Invitation, Meeting, Opinion, OpinionItem, Training
from organizations.permissions import (
    civil_mandates,
    current_mandates,
    is_case_worker,
    is_institution_contact,
    represented_organization_ids,
)
from sectors.models import Seko
from sectors.permissions import consortium_seko_ids, led_seko_ids, network_seko_ids
from seko.pages import page_of

ROWS = 10


@login_required
def dashboard(request):
    user, now = request.user, timezone.now()
    context = {
        "mandates": current_mandates(user),
        "meetings": Meeting.objects.upcoming(now).select_related("working_group")[:3],
        "trainings": Training.objects.upcoming(now)[:3],
    }
    if civil_mandates(user):
        context |= _for_members(user, now)
    if consortium_seko_ids(user):
        context |= _for_consortia(user)
    if is_case_worker(user):
        context |= _for_the_office()
    if is_institution_contact(user):
        context |= _for_institutions(user)
    return render(request, "dashboard.html", context)


def _for_members(user, now):
    """Where the person may speak now, and the last things its organizations said."""
    sekos = network_seko_ids(user)
    spoke = Count(
        "comments",
        filter=Q(comments__organization__in=represented_organization_ids(user), comments__withdrawn_at__isnull=True),
        distinct=True,
    )
    invited = Consultation.objects.filter(
        pk__in=Invitation.objects.filter(seko__in=sekos).order_by().values("consultation")
    )
    comments = list(_own_comments(user)[:5])
    fates = fates_of(comments)
    running = list(
        (invited.open(now) | invited.upcoming(now)).annotate(my_comments=spoke).order_by("comments_close_at")
    )
    return {
        "is_member": True,
        "open_to_me": [consultation for consultation in running if consultation.is_open(now)][:ROWS],
        "upcoming_to_me": [consultation for consultation in running if consultation.is_upcoming(now)][:ROWS],
        "last_comments": [(comment, fates[comment.pk]) for comment in comments],
    }


def _for_consortia(user):
    """Opinions that wait for the person's consortium; the lead begins them."""
    states = [Consultation.Status.CONSOLIDATION, Consultation.Status.IN_REVIEW]
    live = Opinion.objects.live().filter(consultation=OuterRef("consultation"), seko=OuterRef("seko"))
    invitations = (
        Invitation.objects.filter(seko__in=consortium_seko_ids(user), consultation__status__in=states)
        .filter(~Exists(live.submitted()))
        .annotate(begun=Exists(live))
        .select_related("consultation", "seko")
        .order_by("consultation__opinion_due_at")
    )
    return {
        "is_consortium": True,
        "led": led_seko_ids(user),
        "led_sekos": Seko.objects.filter(pk__in=consortium_seko_ids(user)),
        "opinions_to_write": [(row, row.begun) for row in invitations[:ROWS]],
    }


def _for_the_office():
    """Drafts, running consultations and those that wait for answers."""
    running = Consultation.objects.exclude(status__in=[Consultation.Status.ANSWERED, Consultation.Status.CANCELLED])
    submitted = Q(opinions__status="submitted")
    rows = running.annotate(
        item_count=Count("opinions__items", filter=submitted, distinct=True),
        answer_count=Count("opinions__items__response", filter=submitted, distinct=True),
    ).order_by("answer_due_at")
    return {"is_office": True, "running": rows[: ROWS * 2]}


def _for_institutions(user):
    """Items sent to the person's institution that have no answer yet."""
    items = OpinionItem.objects.filter(
        assignment__institution__in=represented_organization_ids(user), response__isnull=True
    ).exclude(opinion__consultation__status__in=["answered", "cancelled"])
    items = items.select_related("opinion__consultation", "opinion__seko", "assignment").order_by(
        F("assignment__due_on").asc(nulls_last=True), "pk"
    )
    return {"is_contact": True, "items_to_answer": items[:ROWS]}


def _own_comments(user):
    own = Comment.objects.standing().filter(organization__in=[m.organization_id for m in civil_mandates(user)])
    return own.select_related("consultation", "organization", "passage").order_by("-submitted_at", "-pk")


@login_required
def my_comments(request):
    """What became of each comment of the person's organizations."""
    page = page_of(request, _own_comments(request.user))
    fates = fates_of(page.object_list)
    rows = [(comment, fates[comment.pk]) for comment in page.object_list]
    return render(request, "consultations/comments/mine.html", {"page": page, "rows": rows})
