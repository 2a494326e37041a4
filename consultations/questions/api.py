"""The Office's questions for other systems, with the answers once they are public."""

from rest_framework import serializers

from consultations.consultation.api import OfConsultation, in_consultation
from consultations.questions.answers import question_results
from consultations.questions.models import Question
from consultations.questions.permissions import can_see_results
from seko.web.api import ScriptSerializer


class QuestionSerializer(ScriptSerializer):
    script_fields = ("text",)

    results = serializers.SerializerMethodField(
        help_text="What organizations answered, with the report: counts, numbers, or texts. Null before."
    )

    class Meta:
        model = Question
        fields = ("position", "kind", "text", "text_en", "options", "minimum", "maximum", "is_required", "results")

    def get_results(self, question) -> dict | None:
        return self.context["view"].results.get(question.position)


@in_consultation
class QuestionViewSet(OfConsultation):
    """What the Office asks beside the text."""

    queryset = Question.objects.none()
    serializer_class = QuestionSerializer
    ordering_fields = ("position",)
    ordering = ("position",)

    def get_queryset(self):
        return Question.objects.filter(consultation=self.consultation)

    @property
    def results(self):
        """{position: what was answered}, counted once; empty as long as it may not be seen."""
        if not hasattr(self, "_results"):
            sees = can_see_results(self.request.user, self.consultation)
            found = question_results(self.consultation) if sees else []
            self._results = {row["position"]: _without_question(row) for row in found}
        return self._results


def _without_question(result):
    return {name: value for name, value in result.items() if name not in {"position", "text", "text_en", "kind"}}
