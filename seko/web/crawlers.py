"""What search engines are told: what to leave alone (`robots.txt`) and which pages there are (`sitemap.xml`).

A portal that is not in production, such as a demo, asks them to leave it alone altogether.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from seko.events.models import Event
from seko.web.addresses import absolute, alternates

# Below each variant: what needs an account, and what has no end.
CLOSED = ("accounts/", "dashboard/", "jobs/", "search/")


def is_closed(path):
    """Is it an address that search engines leave alone?"""
    return path.partition("/")[2].partition("/")[2].startswith(CLOSED)


def robots(request):
    lines = ["User-agent: *"]
    if settings.PRODUCTION:
        lines += [*(f"Disallow: /*/{part}" for part in CLOSED), "Disallow: /admin/", "Disallow: /appearance/"]
        lines += ["", f"Sitemap: {absolute(reverse('sitemap'))}"]
    else:
        lines.append("Disallow: /")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def index(request, sitemaps):
    """The parts of the sitemap; a part without a page would not be valid."""
    found = []
    for section, sitemap in sitemaps.items():
        paginator = sitemap.paginator
        if paginator.count:
            address = absolute(reverse("sitemap_section", args=[section]))
            found += [address if n == 1 else f"{address}?p={n}" for n in paginator.page_range]
    entries = [{"location": address} for address in found]
    return render(request, "sitemap_index.xml", {"sitemaps": entries}, content_type="application/xml")


class Pages(Sitemap):
    """Pages in each variant, with the others as alternates. A subclass says in `items()` which objects are public."""

    limit = 500  # objects, each of them a page in three variants

    def get_urls(self, page=1, site=None, protocol=None):
        objects = list(self.paginator.page(page).object_list)
        changed = self.changed_at(objects)
        entries = []
        for obj in objects:
            links = alternates(self.location(obj))
            shown = [{"lang_code": hreflang, "location": address} for hreflang, address in links]
            for hreflang, address in links:
                if hreflang != "x-default":
                    entries.append({"location": address, "lastmod": changed.get(obj), "alternates": shown})
        return entries

    def changed_at(self, objects):
        """{object: when its page changed}, as far as the event log or the object itself knows."""
        return {}


class NamedPages(Pages):
    """Pages by the names of their addresses."""

    def __init__(self, *names):
        self.names = names

    def items(self):
        return self.names

    def location(self, name):
        return reverse(name)


class ObjectPages(Pages):
    """The pages of objects; an event about an object changes its page."""

    def changed_at(self, objects):
        if not objects:
            return {}
        kind = ContentType.objects.get_for_model(objects[0])
        events = Event.objects.filter(object_type=kind, object_id__in=[obj.pk for obj in objects])
        at = dict(events.order_by().values("object_id").annotate(at=Max("at")).values_list("object_id", "at"))
        return {obj: at.get(obj.pk) for obj in objects}
