"""Answers and the published report for other systems, reading."""

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response as Answer

from consultations.api.nested import OfConsultation, PassageName, in_consultation
from consultations.filters.nested import ResponseFilter
from consultations.models import ConsultationReport, Passage, ReportFile, Response
from consultations.permissions import can_see_responses
from consultations.report_files import ANY_FACE
from organizations.api import OrganizationName
from seko.web.addresses import absolute
from seko.web.api import SCRIPT, ScriptSerializer


class LandedIn(PassageName):
    """Where the words landed: a passage of a later version."""

    version = serializers.IntegerField(source="version.number", read_only=True)

    class Meta(PassageName.Meta):
        model = Passage
        fields = ("version", *PassageName.Meta.fields)


class ResponseSerializer(ScriptSerializer):
    script_fields = ("reason", "forwarded_to")

    opinion = serializers.CharField(source="item.opinion.number", read_only=True, help_text="Number of the opinion.")
    seko = serializers.CharField(source="item.opinion.seko.code", read_only=True, help_text="Code of the SEKO.")
    position = serializers.IntegerField(source="item.position", read_only=True, help_text="Of the item in the opinion.")
    landed_in = LandedIn(read_only=True, allow_null=True)
    landed_since = LandedIn(
        source="landing.passage", read_only=True, default=None, allow_null=True,
        help_text="Where it landed, as was noted after the report.",
    )  # fmt: skip
    answered_by = OrganizationName(source="organization", read_only=True)

    class Meta:
        model = Response
        fields = (
            *("opinion", "seko", "position", "outcome", "reason", "forwarded_to", "status"),
            *("landed_in", "landed_since", "answered_by", "answered_at"),
        )


@in_consultation
class ResponseViewSet(OfConsultation):
    """The answer to each item of each opinion; empty until the report is out."""

    queryset = Response.objects.none()
    serializer_class = ResponseSerializer
    filterset_class = ResponseFilter
    ordering_fields = ("item__opinion__seko__order", "answered_at", "outcome")
    ordering = ("item__opinion__seko__order", "item__position")

    def get_queryset(self):
        rows = Response.objects.filter(item__opinion__consultation=self.consultation, item__opinion__status="submitted")
        if not can_see_responses(self.request.user, self.consultation):
            return rows.none()
        return rows.select_related(
            "item__opinion__seko", "organization", "landed_in__version", "landing__passage__version"
        )


class ReportFileSerializer(serializers.ModelSerializer):
    """A form of the report, kept as it was made."""

    url = serializers.SerializerMethodField(help_text="Where the file is.")

    class Meta:
        model = ReportFile
        fields = ("form", "face", "size", "sha256", "made_at", "url")

    def get_url(self, file) -> str:
        with translation.override(settings.LANGUAGE_CODE if file.face == ANY_FACE else file.face):
            return absolute(reverse("consultations:report_file", args=[file.report.consultation.slug, file.form]))


class ReportSerializer(ScriptSerializer):
    script_fields = ("summary",)

    published_by = OrganizationName(source="organization", read_only=True)
    content = serializers.JSONField(read_only=True, help_text="Everything that was published, frozen and as typed.")
    files = ReportFileSerializer(many=True, read_only=True, help_text="Those that have been made until now.")

    class Meta:
        model = ConsultationReport
        fields = ("number", "summary", "content", "content_hash", "files", "published_by", "published_at")


@in_consultation
class ReportViewSet(OfConsultation):
    """The published report; 404 before."""

    queryset = ConsultationReport.objects.none()
    serializer_class = ReportSerializer
    pagination_class = None
    filter_backends = ()

    @extend_schema(
        responses=forced_singular_serializer(ReportSerializer),
        parameters=[SCRIPT],
        operation_id="consultations_report_retrieve",
    )
    def list(self, request, *args, **kwargs):
        files = Prefetch("files", ReportFile.objects.select_related("report__consultation").defer("report__content"))
        reports = ConsultationReport.objects.select_related("organization").prefetch_related(files)
        report = reports.filter(consultation=self.consultation).first()
        if report is None:
            raise Http404
        return Answer(self.get_serializer(report).data)
