"""The front page: what the mechanism is, what is open now, what came of it."""

from django.db.models import Count, Prefetch, Q
from django.shortcuts import render
from django.utils import timezone

from consultations.models import Comment, Consultation, ConsultationReport, Invitation, Meeting, Training
from organizations.models import Organization
from sectors.models import NetworkMembership, Seko


def home(request):
    now = timezone.now()
    invited = Prefetch("invitations", Invitation.objects.select_related("seko"))
    standing = Count("comments", filter=Q(comments__withdrawn_at__isnull=True))
    context = {
        "open": Consultation.objects.open(now).annotate(comment_count=standing).prefetch_related(invited).order_by("comments_close_at")[:5],
        "upcoming": Consultation.objects.upcoming(now).order_by("opens_at")[:3],
        "reports": ConsultationReport.objects.select_related("consultation").defer("content")[:3],
        "trainings": Training.objects.upcoming(now)[:3],
        "meetings": Meeting.objects.upcoming(now).select_related("working_group")[:3],
        "numbers": {
            "organizations": NetworkMembership.objects.current().order_by().values("organization").distinct().count(),
            "sekos": Seko.objects.count(),
            "comments": Comment.objects.standing().count(),
            "districts": Organization.objects.active().in_civil_society().filter(district__isnull=False)
            .order_by().values("district").distinct().count(),
        },
    }  # fmt: skip
    return render(request, "home.html", context)
