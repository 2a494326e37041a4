"""Opinions of the SEKOs for other systems, reading."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from consultations.consultation.api import OfConsultation, PassageName, in_consultation
from consultations.opinions.content import opinions_with_content
from consultations.opinions.filters import OpinionFilter
from consultations.opinions.models import MinorityPosition, Opinion, OpinionItem, SetAside
from organizations.api import OrganizationName
from sectors.api import SekoName
from seko.web.api import ScriptSerializer


class MinoritySerializer(ScriptSerializer):
    script_fields = ("text",)

    organization = OrganizationName(read_only=True)
    comments = serializers.SerializerMethodField(help_text="Numbers of the comments in which it was said.")

    class Meta:
        model = MinorityPosition
        fields = ("organization", "text", "comments")

    def get_comments(self, position) -> list[int]:
        return [row.comment.number for row in position.minority_comments.all()]


class ItemSerializer(ScriptSerializer):
    script_fields = ("title", "text", "proposed_text")

    passage = PassageName(read_only=True, allow_null=True)
    comments = serializers.SerializerMethodField(help_text="Numbers of the comments merged here.")
    minority_positions = MinoritySerializer(source="minority", many=True, read_only=True)

    class Meta:
        model = OpinionItem
        fields = ("position", "passage", "title", "text", "proposed_text", "comments", "minority_positions")

    def get_comments(self, item) -> list[int]:
        return [row.comment.number for row in item.item_comments.all()]


class SetAsideSerializer(ScriptSerializer):
    script_fields = ("reason",)

    comment = serializers.IntegerField(source="comment.number", read_only=True, help_text="Number of the comment.")

    class Meta:
        model = SetAside
        fields = ("comment", "reason")


class OpinionSerializer(ScriptSerializer):
    script_fields = ("introduction",)

    seko = SekoName(read_only=True)
    lead = OrganizationName(source="organization", read_only=True)
    items = ItemSerializer(many=True, read_only=True)
    minority_positions = serializers.SerializerMethodField(help_text="Held against the whole opinion.")
    set_aside = SetAsideSerializer(many=True, read_only=True, help_text="Comments left out, each with its reason.")

    class Meta:
        model = Opinion
        fields = (
            "seko",
            "lead",
            "number",
            "status",
            "introduction",
            "items",
            "minority_positions",
            "set_aside",
            "submitted_at",
            "content_hash",
        )

    @extend_schema_field(MinoritySerializer(many=True))
    def get_minority_positions(self, opinion):
        whole = [position for position in opinion.minority_positions.all() if position.item_id is None]
        return MinoritySerializer(whole, many=True, context=self.context).data


@in_consultation
class OpinionViewSet(OfConsultation):
    """Submitted opinions; a draft is seen by the consortium that writes it, and by nobody else."""

    queryset = Opinion.objects.none()
    serializer_class = OpinionSerializer
    filterset_class = OpinionFilter
    ordering_fields = ("seko__order", "submitted_at")
    ordering = ("seko__order",)

    def get_queryset(self):
        visible = Opinion.objects.visible_to(self.request.user).live()
        return opinions_with_content(visible.filter(consultation=self.consultation))
