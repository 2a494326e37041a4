"""Public pages about areas, SEKOs and consortia, for search engines."""

from sectors.models import Area, Consortium, Seko
from seko.web.crawlers import ObjectPages


class Areas(ObjectPages):
    def items(self):
        return Area.objects.only("code").order_by("pk")


class Sekos(ObjectPages):
    def items(self):
        return Seko.objects.only("code").order_by("pk")


class Consortia(ObjectPages):
    def items(self):
        return Consortium.objects.visible_to(None).only("pk").order_by("pk")
