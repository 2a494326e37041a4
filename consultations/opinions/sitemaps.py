"""Public pages for search engines."""

from django.urls import reverse

from consultations.consultation.models import Consultation
from consultations.opinions.models import Opinion
from seko.web.crawlers import ObjectPages


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
