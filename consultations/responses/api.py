"""Responses to items in the API: public with the report."""

from rest_framework import serializers

from consultations.consultation.api import OfConsultation, PassageName, in_consultation
from consultations.consultation.permissions import can_see_responses
from consultations.documents.models import Passage
from consultations.responses.filters import ResponseFilter
from consultations.responses.models import Response, ResponseCorrection
from organizations.api import OrganizationName
from seko.web.api import ScriptSerializer


class LandedIn(PassageName):
    """Where the words landed: a passage of a later version."""

    version = serializers.IntegerField(source="version.number", read_only=True)

    class Meta(PassageName.Meta):
        model = Passage
        fields = ("version", *PassageName.Meta.fields)


class CorrectionSerializer(ScriptSerializer):
    """The right answer in the place of a published one."""

    script_fields = ("reason", "forwarded_to", "why")

    class Meta:
        model = ResponseCorrection
        fields = ("number", "outcome", "reason", "forwarded_to", "why", "corrected_at")


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
    corrections = CorrectionSerializer(
        many=True, read_only=True, help_text="What was corrected since the report; the last one holds."
    )

    class Meta:
        model = Response
        fields = (
            *("opinion", "seko", "position", "outcome", "reason", "forwarded_to", "status"),
            *("landed_in", "landed_since", "answered_by", "answered_at", "corrections"),
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
        rows = Response.objects.in_submitted().filter(item__opinion__consultation=self.consultation)
        if not can_see_responses(self.request.user, self.consultation):
            return rows.none()
        return (
            rows.readable_by(self.request.user)
            .select_related("item__opinion__seko", "organization", "landed_in__version", "landing__passage__version")
            .prefetch_related("corrections")
        )
