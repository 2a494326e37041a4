"""Public pages for search engines."""

from consultations.consultation.models import Consultation
from seko.web.crawlers import ObjectPages


class Consultations(ObjectPages):
    def items(self):
        return Consultation.objects.visible_to(None).only("slug").order_by("pk")
