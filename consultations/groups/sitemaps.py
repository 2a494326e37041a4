"""Public pages for search engines."""

from consultations.groups.models import Meeting, WorkingGroup
from seko.web.crawlers import ObjectPages


class WorkingGroups(ObjectPages):
    def items(self):
        return WorkingGroup.objects.only("slug").order_by("pk")


class Meetings(ObjectPages):
    def items(self):
        return Meeting.objects.only("pk").order_by("pk")
