"""Public pages for search engines."""

from consultations.consultation.models import Consultation
from consultations.reports.models import ConsultationReport
from seko.web.crawlers import ObjectPages


class Reports(ObjectPages):
    """They do not change once they are published."""

    def items(self):
        reports = ConsultationReport.objects.filter(consultation__in=Consultation.objects.visible_to(None))
        return reports.select_related("consultation").only("published_at", "consultation__slug").order_by("pk")

    def changed_at(self, reports):
        return {report: report.published_at for report in reports}
