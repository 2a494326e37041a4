"""Pages about working groups and their meetings. Agenda, attendance, minutes and decisions are written in the admin."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from consultations.groups.filters import MeetingFilter, WorkingGroupFilter
from consultations.groups.models import Decision, Meeting, WorkingGroup
from consultations.groups.permissions import can_manage_groups
from seko.events.models import Event
from seko.rules.validity import today
from seko.search.text import order_by_name, with_alphabets
from seko.web.pages import list_page


def working_group_list(request):
    """Working groups with their areas, their chair and the next meeting."""
    coming = Meeting.objects.upcoming(timezone.now())
    groups = order_by_name(with_alphabets(WorkingGroup.objects.with_areas()))
    groups = groups.prefetch_related(Prefetch("meetings", coming, to_attr="coming"))
    filters = WorkingGroupFilter(request.GET, groups, request=request)
    return list_page(request, "consultations/groups/working_group_list.html", filter=filters)


def working_group_detail(request, slug):
    """One group: who has a seat, when it meets, and which decisions are still open."""
    group = get_object_or_404(WorkingGroup.objects.with_seats(), slug=slug)
    now, day, seats = timezone.now(), today(), group.seats.all()
    open_decisions = Decision.objects.filter(meeting__working_group=group).open()
    context = {
        "group": group,
        "seats": [seat for seat in seats if seat.valid_to is None or seat.valid_to > day],
        "former_seats": [seat for seat in seats if seat.valid_to and seat.valid_to <= day],
        "coming": group.meetings.upcoming(now),
        "decisions": open_decisions.select_related("meeting", "responsible"),
        "today": day,
        "can_prepare": can_manage_groups(request.user),
    }
    template = "consultations/groups/working_group_detail.html"
    return list_page(request, template, group.meetings.past(now), **context)


def meeting_list(request):
    """Meetings of all groups, the newest first; those to come in the order in which they come."""
    filters = MeetingFilter(request.GET, Meeting.objects.with_group(), request=request)
    return list_page(request, "consultations/groups/meeting_list.html", filter=filters)


def meeting_detail(request, pk):
    """One meeting: agenda, attendance by seat, minutes and decisions. Substitutes are named to the Office alone."""
    meeting = get_object_or_404(Meeting.objects.with_record(), pk=pk)
    context = {
        "meeting": meeting,
        "cancel_reason": cancel_reason_of(meeting) if meeting.status == Meeting.Status.CANCELLED else "",
        "today": today(),
        "can_prepare": can_manage_groups(request.user),
    }
    return render(request, "consultations/groups/meeting_detail.html", context)


def cancel_reason_of(cancelled):
    """Why a meeting or training was cancelled: the event of its cancelling keeps the reason."""
    kind = cancelled._meta.model_name
    event = Event.objects.about(f"{kind}:{cancelled.pk}").filter(verb=f"{kind}.cancelled").public().first()
    return event.facts.get("reason", "") if event else ""
