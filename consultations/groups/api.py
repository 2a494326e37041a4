"""Working groups and meetings for other systems, reading. Seats are public by organization; persons are not named."""

from consultations.groups.filters import MeetingFilter, WorkingGroupFilter
from consultations.groups.models import AgendaItem, Attendance, Decision, Meeting, Seat, WorkingGroup
from organizations.api import OrganizationName
from sectors.api import AreaName, SekoName
from seko.search.text import with_alphabets
from seko.web.api import ReadOnlyViewSet, ScriptSerializer


class SeatSerializer(ScriptSerializer):
    """Which organization sits there, for which SEKO, from a day to a day."""

    organization = OrganizationName(read_only=True)
    seko = SekoName(read_only=True, allow_null=True)

    class Meta:
        model = Seat
        fields = ("id", "organization", "seko", "kind", "valid_from", "valid_to")


class WorkingGroupName(ScriptSerializer):
    """A working group as others mention it."""

    script_fields = ("name",)

    class Meta:
        model = WorkingGroup
        fields = ("slug", "name", "name_en")


class WorkingGroupSerializer(ScriptSerializer):
    script_fields = ("name", "purpose")

    areas = AreaName(many=True, read_only=True)
    chair = OrganizationName(read_only=True, allow_null=True)
    seats = SeatSerializer(many=True, read_only=True, help_text="Seats of today and of before.")

    class Meta:
        model = WorkingGroup
        fields = ("slug", "name", "name_en", "areas", "chair", "purpose", "valid_from", "valid_to", "seats", "is_demo")


class AgendaItemSerializer(ScriptSerializer):
    script_fields = ("title", "note")

    class Meta:
        model = AgendaItem
        fields = ("position", "title", "note")


class AttendanceSerializer(ScriptSerializer):
    """Was a seat present; who came in its place is not public."""

    seat = SeatSerializer(read_only=True)

    class Meta:
        model = Attendance
        fields = ("seat", "presence")


class DecisionSerializer(ScriptSerializer):
    script_fields = ("text",)

    responsible = OrganizationName(read_only=True, allow_null=True)

    class Meta:
        model = Decision
        fields = ("id", "text", "responsible", "due_on", "done_on")


class MeetingSerializer(ScriptSerializer):
    script_fields = ("title", "place", "minutes")

    working_group = WorkingGroupName(read_only=True)
    agenda = AgendaItemSerializer(many=True, read_only=True)
    attendance = AttendanceSerializer(many=True, read_only=True)
    decisions = DecisionSerializer(many=True, read_only=True)

    class Meta:
        model = Meeting
        fields = (
            "id",
            "working_group",
            "title",
            "title_en",
            "starts_at",
            "ends_at",
            "place",
            "status",
            "agenda",
            "attendance",
            "minutes",
            "decisions",
        )


class WorkingGroupViewSet(ReadOnlyViewSet):
    """Sector working groups with their areas and seats. They are ordered by name as organizations are."""

    queryset = WorkingGroup.objects.none()
    serializer_class = WorkingGroupSerializer
    filterset_class = WorkingGroupFilter
    lookup_field = "slug"
    ordering_fields = ("azbuka", "abeceda", "alphabet", "valid_from", "valid_to")
    ordering = ("azbuka",)

    def get_queryset(self):
        return with_alphabets(WorkingGroup.objects.with_seats())


class MeetingViewSet(ReadOnlyViewSet):
    """Meetings of working groups: agenda, attendance by seat, minutes and decisions."""

    queryset = Meeting.objects.none()
    serializer_class = MeetingSerializer
    filterset_class = MeetingFilter
    ordering_fields = ("starts_at", "status")
    ordering = ("-starts_at", "-pk")

    def get_queryset(self):
        return Meeting.objects.with_record()
