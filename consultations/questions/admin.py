"""Questions of consultations and what was answered; a draft of an answer is seen by its organization alone."""

from django.contrib import admin

from consultations.questions.models import Question, QuestionAnswer
from seko.admin.base import HistoryAdmin, PartAdmin


@admin.register(Question)
class QuestionAdmin(PartAdmin):
    list_display = ("text", "consultation", "position", "kind", "is_required")
    list_filter = ("kind",)
    list_select_related = ("consultation",)
    search_fields = ("text", "consultation__search")


@admin.register(QuestionAnswer)
class QuestionAnswerAdmin(HistoryAdmin):
    list_display = ("organization", "question", "submitted_at", "is_late")
    list_filter = ("is_late", "submitted_at")
    list_select_related = ("organization", "question")
    search_fields = ("organization__search", "question__text")
    fields = ("question", "organization", "mandate", "value", "submitted_at", "is_late")

    def get_queryset(self, request):
        return super().get_queryset(request).filter(submitted_at__isnull=False)
