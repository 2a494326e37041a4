"""What the lists inside one consultation have in common."""

from functools import cached_property

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema

from consultations.models import Consultation, Passage
from seko.web.api import ReadOnlyList, ScriptSerializer

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
