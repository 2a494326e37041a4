"""Consultations for other systems, reading."""

from functools import cached_property

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, inline_serializer
from rest_framework import serializers

from consultations.comments.models import number_of_comments
from consultations.consultation.filters import ConsultationDetailedFilter
from consultations.consultation.models import Consultation
from consultations.documents.models import Document, DocumentVersion, Passage
from organizations.api import OrganizationName
from sectors.api import SekoName
from sectors.models import Seko
from seko.web.api import ReadOnlyList, ReadOnlyViewSet, ScriptSerializer

in_consultation = extend_schema(
    parameters=[OpenApiParameter("slug", str, OpenApiParameter.PATH, description="Of the consultation.")]
)


class OfConsultation(ReadOnlyList):
    """Rows of the consultation in the address; 404 where the caller may not see that."""

    @cached_property
    def consultation(self):
        visible = Consultation.objects.visible_to(self.request.user).select_related("version", "report")
        return get_object_or_404(visible, slug=self.kwargs["slug"])


class PassageName(ScriptSerializer):
    """A passage as others mention it. The key is the same in every version of the document."""

    class Meta:
        model = Passage
        fields = ("key", "number")


PARTS = ("versions", "passages", "questions", "comments", "opinions", "responses", "report")


class DocumentName(ScriptSerializer):
    """A document as others mention it."""

    script_fields = ("title",)

    class Meta:
        model = Document
        fields = ("slug", "kind", "title", "title_en", "language")


class VersionName(ScriptSerializer):
    """Which text is under consultation."""

    document = DocumentName(read_only=True)

    class Meta:
        model = DocumentVersion
        fields = ("number", "issued_on", "document")


class ConsultationSerializer(ScriptSerializer):
    script_fields = ("title", "summary")

    version = VersionName(read_only=True)
    sekos = SekoName(many=True, read_only=True, help_text="SEKOs asked for an opinion.")
    is_open = serializers.SerializerMethodField(help_text="Comments are taken in time right now.")
    comment_count = serializers.IntegerField(read_only=True, help_text="Comments neither withdrawn nor hidden.")

    class Meta:
        model = Consultation
        fields = (
            "slug",
            "number",
            "title",
            "title_en",
            "summary",
            "summary_en",
            "phase",
            "status",
            "is_open",
            "opens_at",
            "comments_close_at",
            "opinion_due_at",
            "answer_due_at",
            "version",
            "sekos",
            "comment_count",
            "is_demo",
        )

    def get_is_open(self, consultation) -> bool:
        return consultation.is_open()


class ConsultationDetailSerializer(ConsultationSerializer):
    script_fields = (
        *ConsultationSerializer.script_fields,
        "purpose",
        "contact",
        "urgency_reason",
        "early_end_reason",
        "cancel_reason",
    )

    issuer = OrganizationName(source="version.document.issuer", read_only=True)
    links = serializers.SerializerMethodField(help_text="Addresses of what belongs to the consultation.")

    class Meta(ConsultationSerializer.Meta):
        fields = (
            *ConsultationSerializer.Meta.fields,
            "purpose",
            "issuer",
            "contact",
            "ekonsultacije_url",
            "urgency_reason",
            "early_end_reason",
            "late_comments_allowed",
            "cancel_reason",
            "links",
        )

    @extend_schema_field(inline_serializer("ConsultationLinks", {part: serializers.URLField() for part in PARTS}))
    def get_links(self, consultation):
        address = self.context["request"].build_absolute_uri
        return {part: address(reverse(f"consultation-{part}-list", args=[consultation.slug])) for part in PARTS}


class ConsultationViewSet(ReadOnlyViewSet):
    """Consultations, from the day they were opened; links lead to the text, comments, opinions and answers of each."""

    queryset = Consultation.objects.none()
    serializer_class = ConsultationSerializer
    filterset_class = ConsultationDetailedFilter
    lookup_field = "slug"
    ordering_fields = ("opens_at", "comments_close_at", "opinion_due_at", "answer_due_at", "number", "status")
    ordering = ("-opens_at",)

    def get_queryset(self):
        rows = Consultation.objects.visible_to(self.request.user).select_related("version__document__issuer")
        return rows.annotate(comment_count=number_of_comments()).prefetch_related(Prefetch("sekos", Seko.objects.all()))

    def get_serializer_class(self):
        return ConsultationDetailSerializer if self.action == "retrieve" else ConsultationSerializer
