"""What was published here under a fingerprint: a file of a report, or the frozen content of a report or an opinion."""

from typing import NamedTuple

from consultations.consultation.models import Consultation
from consultations.opinions.models import Opinion, Retraction
from consultations.reports.models import ConsultationReport, ReportFile


class FingerprintMatch(NamedTuple):
    """What has this fingerprint. `file` is the file of the report; without it the content itself was meant."""

    consultation: Consultation
    report: ConsultationReport | None = None
    file: ReportFile | None = None
    opinion: Opinion | None = None
    retraction: Retraction | None = None


def find_by_fingerprint(sha256, user) -> FingerprintMatch | None:
    """What the person may see that has this fingerprint, or None. Up to four queries."""
    visible = Consultation.objects.visible_to(user)
    files = ReportFile.objects.select_related("report__consultation").defer("report__content")
    if file := files.filter(sha256=sha256, report__consultation__in=visible).first():
        return FingerprintMatch(file.report.consultation, file.report, file)
    reports = ConsultationReport.objects.select_related("consultation").defer("content")
    if report := reports.filter(content_hash=sha256, consultation__in=visible).first():
        return FingerprintMatch(report.consultation, report)
    opinions = Opinion.objects.submitted().select_related("consultation", "seko").defer("content")
    if opinion := opinions.filter(content_hash=sha256, consultation__in=visible).first():
        return FingerprintMatch(opinion.consultation, opinion=opinion)
    retractions = Retraction.objects.select_related("opinion__consultation", "opinion__seko").defer("content")
    if found := retractions.filter(content_hash=sha256, opinion__consultation__in=visible).first():
        return FingerprintMatch(found.opinion.consultation, retraction=found)
    return None
