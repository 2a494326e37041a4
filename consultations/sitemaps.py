"""Public pages of the loop, and about working groups, meetings and trainings, for search engines."""

from django.urls import reverse

from consultations.models import Consultation, ConsultationReport, Meeting, Opinion, Training, WorkingGroup
from seko.web.crawlers import ObjectPages

LISTS = (
    "consultations:list",
    "consultations:working_group_list",
    "consultations:meeting_list",
    "consultations:training_list",
)


class Consultations(ObjectPages):
    def items(self):
        return Consultation.objects.visible_to(None).only("slug").order_by("pk")


class Opinions(ObjectPages):
    """Submitted ones, which do not change any more."""

    def items(self):
        opinions = Opinion.objects.visible_to(None).filter(consultation__in=Consultation.objects.visible_to(None))
        opinions = opinions.select_related("consultation", "seko").order_by("pk")
        return opinions.only("submitted_at", "consultation__slug", "seko__code")

    def location(self, opinion):
        return reverse("consultations:opinion", args=[opinion.consultation.slug, opinion.seko.code])

    def changed_at(self, opinions):
        return {opinion: opinion.submitted_at for opinion in opinions}


class Reports(ObjectPages):
    """They do not change once they are published."""

    def items(self):
        reports = ConsultationReport.objects.filter(consultation__in=Consultation.objects.visible_to(None))
        return reports.select_related("consultation").only("published_at", "consultation__slug").order_by("pk")

    def changed_at(self, reports):
        return {report: report.published_at for report in reports}


class WorkingGroups(ObjectPages):
    def items(self):
        return WorkingGroup.objects.only("slug").order_by("pk")


class Meetings(ObjectPages):
    def items(self):
        return Meeting.objects.only("pk").order_by("pk")


class Trainings(ObjectPages):
    def items(self):
        return Training.objects.visible_to(None).only("slug").order_by("pk")


SITEMAPS = {
    "consultations": Consultations(),
    "opinions": Opinions(),
    "reports": Reports(),
    "working-groups": WorkingGroups(),
    "meetings": Meetings(),
    "trainings": Trainings(),
}
