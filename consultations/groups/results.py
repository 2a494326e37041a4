"""What the search finds here."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.groups.models import Meeting, WorkingGroup
from seko.search.kinds import SearchKind, register

WORKING_GROUPS = SearchKind(
    code="working-groups",
    label=_("Working groups"),
    position=120,
    rows=lambda user: WorkingGroup.objects.all(),
    place=("slug",),
    address=lambda slug: reverse("consultations:working_group_detail", args=[slug]),
    title="name",
    title_en="name_en",
    texts=("purpose",),
)


MEETINGS = SearchKind(
    code="meetings",
    label=_("Meetings"),
    position=130,
    rows=lambda user: Meeting.objects.all(),
    place=("pk",),
    address=lambda pk: reverse("consultations:meeting_detail", args=[pk]),
    title="title",
    title_en="title_en",
    about="working_group__name",
    about_en="working_group__name_en",
    at="starts_at",
    texts=("place", "minutes"),
)

register(WORKING_GROUPS, MEETINGS)
