"""Public pages for search engines."""

from consultations.trainings.models import Training
from seko.web.crawlers import ObjectPages


class Trainings(ObjectPages):
    def items(self):
        return Training.objects.visible_to(None).only("slug").order_by("pk")
