"""The front page: what the mechanism is, what is open now, what came of it."""

from django.db.models import Count, F, Prefetch
from django.shortcuts import render
from django.utils import timezone

from consultations.models import (
    Comment,
    Consultation,
    ConsultationReport,
    Invitation,
    Meeting,
    Training,
    number_of_comments,
)
from consultations.reports.content import accepted_share
from sectors.models import NetworkMembership


def home(request):
    now = timezone.now()
    invited = Prefetch("invitations", Invitation.objects.select_related("seko"))
    open_now = Consultation.objects.open(now).annotate(comment_count=number_of_comments()).prefetch_related(invited)
    context = {
        "open": open_now.order_by("comments_close_at")[:5],
        "upcoming": Consultation.objects.upcoming(now).order_by("opens_at")[:3],
        "reports": _latest_reports(),
        "trainings": Training.objects.upcoming(now)[:3],
        "meetings": Meeting.objects.upcoming(now).select_related("working_group")[:3],
        "numbers": NetworkMembership.objects.current().aggregate(
            organizations=Count("organization", distinct=True),
            sekos=Count("seko", distinct=True),
            districts=Count("organization__district", distinct=True),
        )
        | {"comments": Comment.objects.active().count()},
    }
    return render(request, "portal/home.html", context)


def _latest_reports():
    """The last three, each with its figures and without its long content."""
    reports = ConsultationReport.objects.select_related("consultation").annotate(numbers=F("content__numbers"))
    reports = list(reports.defer("content")[:3])
    for report in reports:
        report.accepted_share = accepted_share(report.numbers)
    return reports
