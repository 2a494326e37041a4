"""The site maps of all rooms, joined, and their addresses."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

import consultations.sitemaps
import memoranda.sitemaps
import organizations.sitemaps
import sectors.sitemaps
from seko.web import crawlers

APPS = (organizations.sitemaps, sectors.sitemaps, memoranda.sitemaps, consultations.sitemaps)
LISTS = [name for app in APPS for name in app.LISTS]
SITEMAPS = {
    "pages": crawlers.NamedPages("home", "about", "accessibility", *LISTS),
    **{section: pages for app in APPS for section, pages in app.SITEMAPS.items()},
}

urlpatterns = [
    path("sitemap.xml", crawlers.index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
]
