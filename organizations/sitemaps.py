"""Public pages about organizations, for search engines."""

from organizations.models import Organization
from seko.web.crawlers import ObjectPages


class Organizations(ObjectPages):
    def items(self):
        return Organization.objects.visible_to(None).only("slug").order_by("pk")
