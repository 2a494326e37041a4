"""The dashboard: what waits for a person today, in each of its roles."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from consultations import statistics
from consultations.dashboards import parts_of
from consultations.dashboards.member import own_comments
from consultations.fate import fates_of
from consultations.models import Meeting, Training
from organizations.permissions import current_mandates, is_office
from sectors.models import Seko
from sectors.permissions import is_consortium_member
from seko.errors import require
from seko.pages import page_of
from seko.search import order_by_name


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
        "part": f"dashboard/_{part.NAME}.html" if part else "dashboard/_nothing.html",
    }
    return render(request, "dashboard/page.html", context | (part.context(request.user, now) if part else _public(now)))


def _public(now):
    """For a person without a task, such as a donor who observes: what is coming."""
    return {
        "meetings": Meeting.objects.upcoming(now).select_related("working_group")[:5],
        "trainings": Training.objects.upcoming(now)[:5],
    }


@login_required
def silent_members(request, code):
    """Who of a SEKO's network has never commented: for its consortium, which may ask them why, and for the Office."""
    seko = get_object_or_404(Seko, code=code)
    require(is_consortium_member(request.user, seko.pk) or is_office(request.user))
    page = page_of(request, order_by_name(statistics.silent_members(seko).with_place()))
    return render(request, "dashboard/silent.html", {"seko": seko, "page": page})


@login_required
def my_comments(request):
    """What became of each comment of the person's organizations."""
    page = page_of(request, own_comments(request.user))
    fates = fates_of(page.object_list)
    rows = [(comment, fates[comment.pk]) for comment in page.object_list]
    return render(request, "consultations/comments/mine.html", {"page": page, "rows": rows})
