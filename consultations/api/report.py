"""Answers and the published report for other systems, reading."""

from django.http import Http404
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response as Answer

from consultations.api.nested import OfConsultation, PassageName, in_consultation
from consultations.filters.nested import ResponseFilter
from consultations.models import ConsultationReport, Passage, Response
from consultations.permissions import can_see_responses
from organizations.api import OrganizationName
from seko.api_base import SCRIPT, ScriptSerializer


class LandedIn(PassageName):
    """Where the words landed: a passage of a later version."""

    version = serializers.IntegerField(source="version.number", read_only=True)

    class Meta(PassageName.Meta):
        model = Passage
        fields = ("version", *PassageName.Meta.fields)


class ResponseSerializer(ScriptSerializer):
    script_fields = ("reason",)

    opinion = serializers.CharField(source="item.opinion.number", read_only=True, help_text="Number of the opinion.")
    seko = serializers.CharField(source="item.opinion.seko.code", read_only=True, help_text="Code of the SEKO.")
    position = serializers.IntegerField(source="item.position", read_only=True, help_text="Of the item in the opinion.")
    landed_in = LandedIn(read_only=True, allow_null=True)
    answered_by = OrganizationName(source="organization", read_only=True)

    class Meta:
        model = Response
        fields = ("opinion", "seko", "position", "outcome", "reason", "landed_in", "answered_by", "answered_at")


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
        return rows.select_related("item__opinion__seko", "organization", "landed_in__version")


class ReportSerializer(ScriptSerializer):
    script_fields = ("summary",)

    published_by = OrganizationName(source="organization", read_only=True)
    content = serializers.JSONField(read_only=True, help_text="Everything that was published, frozen and as typed.")

    class Meta:
        model = ConsultationReport
        fields = ("number", "summary", "content", "content_hash", "published_by", "published_at")


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
        report = (
            ConsultationReport.objects.select_related("organization").filter(consultation=self.consultation).first()
        )
        if report is None:
            raise Http404
        return Answer(self.get_serializer(report).data)
