"""What the search finds here."""

from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.consultation.models import Consultation
from consultations.reports.models import ConsultationReport
from seko.search.kinds import SearchKind, register


def reports(user):
    """Published reports."""
    return ConsultationReport.objects.filter(consultation__in=Consultation.objects.visible_to(user))


REPORTS = SearchKind(
    code="reports",
    label=_("Reports"),
    position=70,
    rows=reports,
    place=("consultation__slug",),
    address=lambda slug: reverse("consultations:report", args=[slug]),
    sign="number",
    title=KT("content__consultation__title"),
    title_en=KT("content__consultation__title_en"),
    at="published_at",
    texts=("summary",),
)

register(REPORTS)
