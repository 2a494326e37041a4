"""Areas, SEKOs and consortia for other systems, reading."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from organizations.api import OrganizationName
from sectors.filters import AreaFilter, ConsortiumFilter, SekoFilter
from sectors.models import Area, Consortium, ConsortiumMembership, Seko, SekoArea
from seko.web.api import ReadOnlyViewSet, ScriptSerializer


class SekoName(ScriptSerializer):
    """A SEKO as others mention it."""

    script_fields = ("name",)

    class Meta:
        model = Seko
        fields = ("code", "name", "name_en")


class AreaName(ScriptSerializer):
    """An area as others mention it."""

    script_fields = ("name",)

    class Meta:
        model = Area
        fields = ("code", "kind", "name", "name_en")


class SekoOfArea(ScriptSerializer):
    """Which SEKO looks after the area, from a day to a day."""

    seko = SekoName(read_only=True)

    class Meta:
        model = SekoArea
        fields = ("seko", "valid_from", "valid_to")


class AreaOfSeko(ScriptSerializer):
    """Which area the SEKO looks after, from a day to a day."""

    area = AreaName(read_only=True)

    class Meta:
        model = SekoArea
        fields = ("area", "valid_from", "valid_to")


class AreaSerializer(ScriptSerializer):
    script_fields = ("name", "synonyms", "source_note")

    sekos = SekoOfArea(source="seko_areas", many=True, read_only=True)
    predecessors = serializers.SlugRelatedField(
        slug_field="code", many=True, read_only=True, help_text="Codes of areas."
    )

    class Meta:
        model = Area
        fields = (
            "code",
            "kind",
            "name",
            "name_en",
            "synonyms",
            "order",
            "valid_from",
            "valid_to",
            "predecessors",
            "sekos",
            "source_note",
        )


class MembershipSerializer(ScriptSerializer):
    script_fields = ("source_note",)

    organization = OrganizationName(read_only=True)

    class Meta:
        model = ConsortiumMembership
        fields = ("organization", "role", "valid_from", "valid_to", "source_note")


class RunningConsortium(ScriptSerializer):
    """The consortium that runs a SEKO today, with its members of today."""

    members = MembershipSerializer(many=True, read_only=True)

    class Meta:
        model = Consortium
        fields = ("id", "valid_from", "valid_to", "members")


class SekoSerializer(ScriptSerializer):
    script_fields = ("name", "source_note")

    areas = AreaOfSeko(source="seko_areas", many=True, read_only=True)
    consortium = serializers.SerializerMethodField(help_text="Null while no consortium runs the SEKO.")

    class Meta:
        model = Seko
        fields = ("code", "name", "name_en", "order", "approval_rule", "areas", "consortium", "source_note")

    @extend_schema_field(RunningConsortium(allow_null=True))
    def get_consortium(self, seko):
        return RunningConsortium(seko.running[0], context=self.context).data if seko.running else None


class ConsortiumSerializer(ScriptSerializer):
    script_fields = ("source_note",)

    seko = SekoName(read_only=True)
    members = MembershipSerializer(
        source="memberships", many=True, read_only=True, help_text="Everybody who has been in it."
    )

    class Meta:
        model = Consortium
        fields = ("id", "seko", "status", "valid_from", "valid_to", "members", "is_demo", "source_note")


class AreaViewSet(ReadOnlyViewSet):
    """Areas: sectors, and thematic areas that cross them, with the SEKOs that look after them."""

    queryset = Area.objects.none()
    serializer_class = AreaSerializer
    filterset_class = AreaFilter
    lookup_field = "code"
    ordering_fields = ("order", "code", "kind", "valid_from")
    ordering = ("order",)

    def get_queryset(self):
        return Area.objects.with_sekos().prefetch_related("predecessors")


class SekoViewSet(ReadOnlyViewSet):
    """SEKOs with their areas and the consortium of today. The network: `/organizations/?seko=<code>`."""

    queryset = Seko.objects.none()
    serializer_class = SekoSerializer
    filterset_class = SekoFilter
    lookup_field = "code"
    ordering_fields = ("order", "code")
    ordering = ("order",)

    def get_queryset(self):
        return Seko.objects.with_areas().with_leads()


class ConsortiumViewSet(ReadOnlyViewSet):
    """Consortia that run or ran a SEKO, with everybody who has been in them."""

    queryset = Consortium.objects.none()
    serializer_class = ConsortiumSerializer
    filterset_class = ConsortiumFilter
    search_column = "seko__search"
    ordering_fields = ("valid_from", "valid_to", "status", "seko__order")
    ordering = ("seko__order", "-valid_from")

    def get_queryset(self):
        return Consortium.objects.visible_to(self.request.user).with_all_members()
