"""Trainings for other systems, reading. Registrations show as numbers and organizations; persons are not named."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from consultations.trainings.filters import TrainingFilter
from consultations.trainings.models import Training
from organizations.api import OrganizationName
from sectors.api import SekoName
from seko.web.api import ReadOnlyViewSet, ScriptSerializer


class TrainingSerializer(ScriptSerializer):
    script_fields = ("title", "text", "place")

    organizer = OrganizationName(read_only=True)
    sekos = SekoName(many=True, read_only=True)
    confirmed = serializers.IntegerField(read_only=True, help_text="Number of people who have a place.")
    waiting = serializers.IntegerField(read_only=True, help_text="Number of people on the waiting list.")
    places_left = serializers.IntegerField(read_only=True)
    organizations = serializers.SerializerMethodField(help_text="Organizations whose people have a place.")

    class Meta:
        model = Training
        fields = (
            "slug",
            "title",
            "title_en",
            "text",
            "organizer",
            "sekos",
            "starts_at",
            "ends_at",
            "registration_closes_at",
            "place",
            "status",
            "places",
            "confirmed",
            "waiting",
            "places_left",
            "organizations",
            "is_demo",
        )

    @extend_schema_field(OrganizationName(many=True))
    def get_organizations(self, training):
        return OrganizationName(training.organizations_taking_part(), many=True, context=self.context).data


class TrainingViewSet(ReadOnlyViewSet):
    """Trainings with their places and the organizations that take part."""

    queryset = Training.objects.none()
    serializer_class = TrainingSerializer
    filterset_class = TrainingFilter
    lookup_field = "slug"
    ordering_fields = ("starts_at", "registration_closes_at", "status")
    ordering = ("-starts_at", "-pk")

    def get_queryset(self):
        return Training.objects.visible_to(self.request.user).with_places().with_organizations()
