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

from consultations.consultation.api import OfConsultation, in_consultation
from consultations.reports.files.stored import ANY_VARIANT
from consultations.reports.models import ConsultationReport, ReportFile
from consultations.responses.api import CorrectionSerializer
from consultations.responses.models import ResponseCorrection
from organizations.api import OrganizationName
from seko.web.addresses import absolute
from seko.web.api import SCRIPT, ScriptSerializer


class ReportFileSerializer(serializers.ModelSerializer):
    """A form of the report, kept as it was made."""

    url = serializers.SerializerMethodField(help_text="Where the file is.")

    class Meta:
        model = ReportFile
        fields = ("form", "face", "size", "sha256", "made_at", "url")

    def get_url(self, file) -> str:
        with translation.override(settings.LANGUAGE_CODE if file.face == ANY_VARIANT else file.face):
            return absolute(reverse("consultations:report_file", args=[file.report.consultation.slug, file.form]))


class ReportCorrectionSerializer(CorrectionSerializer):
    """A correction with the item whose answer it corrects."""

    opinion = serializers.CharField(source="response.item.opinion.number", read_only=True)
    position = serializers.IntegerField(source="response.item.position", read_only=True)

    class Meta(CorrectionSerializer.Meta):
        fields = ("opinion", "position", *CorrectionSerializer.Meta.fields)


class ReportSerializer(ScriptSerializer):
    script_fields = ("summary",)

    published_by = OrganizationName(source="organization", read_only=True)
    content = serializers.JSONField(read_only=True, help_text="Everything that was published, frozen and as typed.")
    files = ReportFileSerializer(many=True, read_only=True, help_text="Those that have been made until now.")
    corrections = ReportCorrectionSerializer(
        source="consultation.response_corrections", many=True, read_only=True,
        help_text="Answers that were corrected since; the content stays as it was published.",
    )  # fmt: skip

    class Meta:
        model = ConsultationReport
        fields = (
            "number",
            "summary",
            "content",
            "content_hash",
            "files",
            "corrections",
            "published_by",
            "published_at",
        )


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
        corrections = ResponseCorrection.objects.select_related("response__item__opinion")
        corrected = Prefetch("consultation__response_corrections", corrections)
        reports = ConsultationReport.objects.select_related("organization", "consultation")
        reports = reports.prefetch_related(files, corrected)
        report = reports.filter(consultation=self.consultation).first()
        if report is None:
            raise Http404
        return Answer(self.get_serializer(report).data)
