"""The dashboard: what waits for a person today, in each of its roles."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone

from consultations.models import Meeting, Training
from organizations.permissions import current_mandates
from seko.portal.dashboards import parts_of


@login_required
def dashboard(request):
    """`?part=` chooses among the roles of a person who has several."""
    now = timezone.now()
    parts = parts_of(request.user)
    wanted = request.GET.get("part")
    part = next((each for each in parts if wanted == each.NAME), parts[0] if parts else None)
    context = {
        "mandates": current_mandates(request.user),
        "tabs": [{"name": each.NAME, "label": each.LABEL, "active": each is part} for each in parts],
        "part": f"portal/dashboard/_{part.NAME}.html" if part else "portal/dashboard/_nothing.html",
    }
    return render(
        request, "portal/dashboard/page.html", context | (part.context(request.user, now) if part else _public(now))
    )


def _public(now):
    """For a person without a task, such as a donor who observes: what is coming."""
    return {
        "meetings": Meeting.objects.upcoming(now).select_related("working_group")[:5],
        "trainings": Training.objects.upcoming(now)[:5],
    }
