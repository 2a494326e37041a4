"""Comments for other systems, reading."""

from django.db.models import Prefetch
from rest_framework import serializers

from consultations.comments.disposition import Disposition, prefetch_of
from consultations.comments.filters import CommentDetailedFilter
from consultations.comments.models import Attachment, Comment, CommentRevision, Support
from consultations.consultation.api import OfConsultation, PassageName, in_consultation
from consultations.opinions.models import ItemComment
from organizations.api import OrganizationName
from seko.web.api import ScriptSerializer


class AttachmentSerializer(ScriptSerializer):
    class Meta:
        model = Attachment
        fields = ("name", "size", "sha256")


class MergedInto(ScriptSerializer):
    """An item of a submitted opinion."""

    opinion = serializers.CharField(source="item.opinion.number", read_only=True, help_text="Number of the opinion.")
    seko = serializers.CharField(source="item.opinion.seko.code", read_only=True, help_text="Code of the SEKO.")
    position = serializers.IntegerField(source="item.position", read_only=True)

    class Meta:
        model = ItemComment
        fields = ("opinion", "seko", "position")


class RevisionSerializer(ScriptSerializer):
    """An earlier wording of a comment."""

    script_fields = ("proposed_text", "reason")

    class Meta:
        model = CommentRevision
        fields = ("number", "kind", "proposed_text", "reason", "since", "replaced_at", "same_meaning")


class CommentSerializer(ScriptSerializer):
    script_fields = ("proposed_text", "reason")

    passage = PassageName(read_only=True, allow_null=True, help_text="Null: the whole document.")
    organization = OrganizationName(read_only=True)
    supported_by = serializers.SerializerMethodField(
        help_text="Slugs of organizations that stand behind it as it is worded now."
    )
    attachments = AttachmentSerializer(many=True, read_only=True)
    earlier_wordings = RevisionSerializer(source="revisions", many=True, read_only=True)
    merged_into = MergedInto(source="merged_rows", many=True, read_only=True, help_text="Items of submitted opinions.")

    class Meta:
        model = Comment
        fields = (
            "number",
            "passage",
            "organization",
            "kind",
            "proposed_text",
            "reason",
            "submitted_at",
            "is_late",
            "supported_by",
            "attachments",
            "earlier_wordings",
            "merged_into",
        )

    def get_supported_by(self, comment) -> list[str]:
        return [support.organization.slug for support in comment.supports.all()]


@in_consultation
class CommentViewSet(OfConsultation):
    """Comments by organizations; those withdrawn, and those hidden by a lead organization, are not told."""

    queryset = Comment.objects.none()
    serializer_class = CommentSerializer
    filterset_class = CommentDetailedFilter
    ordering_fields = ("number", "submitted_at", "kind")
    ordering = ("number",)

    def get_queryset(self):
        supports = Support.objects.standing().select_related("organization")
        return (
            Comment.objects.active()
            .filter(consultation=self.consultation)
            .select_related("organization", "passage")
            .prefetch_related(
                "attachments",
                "revisions",
                Prefetch("supports", supports),
                prefetch_of(Disposition.MERGED, "item__opinion__seko"),
            )
        )
