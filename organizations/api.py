"""Organizations for other systems, reading."""

from rest_framework import serializers

from organizations.filters import OrganizationFilter
from organizations.models import District, Organization
from seko.web.api import ReadOnlyViewSet, ScriptSerializer


class DistrictSerializer(ScriptSerializer):
    script_fields = ("name",)

    class Meta:
        model = District
        fields = ("code", "name", "name_en")


class OrganizationName(ScriptSerializer):
    """An organization as others mention it."""

    script_fields = ("name", "short_name")

    class Meta:
        model = Organization
        fields = ("slug", "name", "name_en", "short_name", "short_name_en", "is_demo")


class OrganizationSerializer(ScriptSerializer):
    script_fields = ("name", "short_name", "seat", "source_note")

    district = DistrictSerializer(read_only=True)
    areas_of_work = serializers.SlugRelatedField(
        slug_field="code", many=True, read_only=True, help_text="Codes of areas."
    )
    predecessor = serializers.SlugRelatedField(slug_field="slug", read_only=True, help_text="Slug of an organization.")

    class Meta:
        model = Organization
        fields = (
            "slug",
            "kind",
            "name",
            "name_en",
            "short_name",
            "short_name_en",
            "registry_number",
            "pib",
            "seat",
            "district",
            "website",
            "email",
            "phone",
            "areas_of_work",
            "predecessor",
            "valid_from",
            "valid_to",
            "status",
            "status_on",
            "is_office",
            "is_demo",
            "source_note",
        )


class OrganizationViewSet(ReadOnlyViewSet):
    """Organizations: civil society, the Office, institutions and donors. E-mail and phone are public contact data.

    `azbuka` orders by name in the order of the Cyrillic alphabet, `abeceda` in that of the Latin one, and `alphabet`
    by the name in English, where there is one, in the order of the English alphabet."""

    queryset = Organization.objects.none()
    serializer_class = OrganizationSerializer
    filterset_class = OrganizationFilter
    lookup_field = "slug"
    ordering_fields = ("azbuka", "abeceda", "alphabet", "kind", "seat", "status_on")
    ordering = ("azbuka",)

    def get_queryset(self):
        return Organization.objects.visible_to(self.request.user).with_place().select_related("predecessor")
