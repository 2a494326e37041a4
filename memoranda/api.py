"""Memoranda for other systems, reading."""

from django.urls import reverse
from rest_framework import serializers

from memoranda.filters import MemorandumFilter
from memoranda.models import Memorandum, Obligation, Signatory, SignedFile
from organizations.api import OrganizationName
from sectors.api import SekoName
from seko.web.api import ReadOnlyViewSet, ScriptSerializer


class SignatorySerializer(ScriptSerializer):
    script_fields = ("person_title", "source_note")

    organization = OrganizationName(read_only=True)
    seko = SekoName(read_only=True, allow_null=True)

    class Meta:
        model = Signatory
        fields = ("organization", "side", "seko", "person_title", "signed_on", "source_note")


class ObligationSerializer(ScriptSerializer):
    script_fields = ("text", "due_rule", "fulfilled_by")

    organization = OrganizationName(read_only=True, allow_null=True)

    class Meta:
        model = Obligation
        fields = (
            "side",
            "organization",
            "text",
            "due_rule",
            "due_on",
            "fulfilled_on",
            "fulfilled_by",
            "is_illustrative",
        )


class SignedFileSerializer(ScriptSerializer):
    script_fields = ("validation_note",)

    url = serializers.SerializerMethodField(help_text="Where the signed copy can be downloaded.")

    class Meta:
        model = SignedFile
        fields = ("url", "sha256", "validation_result", "validation_note", "uploaded_at")

    def get_url(self, signed) -> str:
        address = reverse("memoranda:file", args=[signed.memorandum.slug, signed.pk])
        return self.context["request"].build_absolute_uri(address)


class MemorandumSerializer(ScriptSerializer):
    script_fields = ("title", "text", "signed_on_note", "source_note")

    signatories = SignatorySerializer(many=True, read_only=True)
    obligations = ObligationSerializer(many=True, read_only=True)
    files = SignedFileSerializer(many=True, read_only=True)

    class Meta:
        model = Memorandum
        fields = (
            "slug",
            "number",
            "title",
            "title_en",
            "purposes",
            "text",
            "status",
            "signed_on",
            "signed_on_note",
            "valid_from",
            "valid_to",
            "signatories",
            "obligations",
            "files",
            "is_demo",
            "source_note",
        )


class MemorandumViewSet(ReadOnlyViewSet):
    """Memoranda of cooperation with their signatories, obligations and signed copies."""

    queryset = Memorandum.objects.none()
    serializer_class = MemorandumSerializer
    filterset_class = MemorandumFilter
    lookup_field = "slug"
    ordering_fields = ("signed_on", "valid_from", "valid_to", "number", "status")
    ordering = ("-signed_on",)

    def get_queryset(self):
        return Memorandum.objects.visible_to(self.request.user).with_contents()
