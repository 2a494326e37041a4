"""Public pages about memoranda, for search engines."""

from memoranda.models import Memorandum
from seko.web.crawlers import ObjectPages


class Memoranda(ObjectPages):
    def items(self):
        return Memorandum.objects.visible_to(None).only("slug").order_by("pk")
