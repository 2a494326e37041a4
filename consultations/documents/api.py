"""The text under consultation, for other systems: versions and their passages."""

from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from rest_framework import serializers

from consultations.comments.models import active
from consultations.consultation.api import OfConsultation, in_consultation
from consultations.consultation.permissions import can_see_responses
from consultations.documents.filters import PassageFilter
from consultations.documents.models import DocumentVersion, Passage, PassageOrigin
from seko.web.api import ScriptSerializer


def public_versions(user, consultation):
    """The version consulted and those before it; later ones, which show what changed, with the report."""
    versions = DocumentVersion.objects.standing().filter(document=consultation.version.document_id)
    if can_see_responses(user, consultation):
        return versions
    return versions.filter(number__lte=consultation.version.number)


class VersionSerializer(ScriptSerializer):
    script_fields = ("note",)

    is_consulted = serializers.SerializerMethodField(help_text="The version on which comments are made.")
    passages = serializers.SerializerMethodField(help_text="Address of its passages.")

    class Meta:
        model = DocumentVersion
        fields = ("number", "issued_on", "note", "is_consulted", "passages")

    def get_is_consulted(self, version) -> bool:
        return version.pk == self.context["view"].consultation.version_id

    def get_passages(self, version) -> str:
        address = reverse("consultation-passages-list", args=[self.context["view"].consultation.slug])
        return self.context["request"].build_absolute_uri(f"{address}?version={version.number}")


@in_consultation
class VersionViewSet(OfConsultation):
    """Versions of the document; those after the one consulted are public with the report."""

    queryset = DocumentVersion.objects.none()
    serializer_class = VersionSerializer
    ordering_fields = ("number",)
    ordering = ("number",)

    def get_queryset(self):
        return public_versions(self.request.user, self.consultation)


class OriginSerializer(serializers.ModelSerializer):
    position = serializers.IntegerField(source="forerunner.position", help_text="In the version before.")
    key = serializers.UUIDField(source="forerunner.key")

    class Meta:
        model = PassageOrigin
        fields = ("way", "position", "key")


class PassageSerializer(ScriptSerializer):
    script_fields = ("text",)

    version = serializers.IntegerField(source="version.number", read_only=True)
    comment_count = serializers.IntegerField(read_only=True, help_text="Comments here, neither withdrawn nor hidden.")
    origins = OriginSerializer(
        many=True, read_only=True, help_text="The passages of the version before from which it comes; none: it is new."
    )

    class Meta:
        model = Passage
        fields = ("key", "version", "position", "number", "kind", "level", "text", "comment_count", "origins")


@in_consultation
class PassageViewSet(OfConsultation):
    """Headings and paragraphs of the version consulted, or of another public one with `?version=`."""

    queryset = Passage.objects.none()
    serializer_class = PassageSerializer
    filterset_class = PassageFilter
    ordering_fields = ("position",)
    ordering = ("position",)

    def get_queryset(self):
        here = Q(active("comments__"), comments__consultation=self.consultation)
        rows = Passage.objects.filter(version__in=public_versions(self.request.user, self.consultation))
        rows = rows.select_related("version").prefetch_related("origins__forerunner")
        return rows.annotate(comment_count=Count("comments", filter=here))

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        number = PassageFilter.base_filters["version"].field.clean(self.request.query_params.get("version"))
        if number is None:
            return queryset.filter(version=self.consultation.version_id)
        if not public_versions(self.request.user, self.consultation).filter(number=number).exists():
            raise Http404
        return queryset
