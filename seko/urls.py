"""Every address of the portal. Pages carry their language; admin, API and health do not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

import consultations.sitemaps
import memoranda.sitemaps
import organizations.sitemaps
import sectors.sitemaps
from consultations.views.about import about, accessibility
from consultations.views.dashboard import dashboard
from consultations.views.home import home
from seko import crawlers
from seko.appearance import appearance
from seko.find.views import search
from seko.locale import root
from seko.specimens import components
from seko.views import job_again, job_cancel, job_detail, job_file

handler400 = "seko.error_pages.bad_request"
handler403 = "seko.error_pages.permission_denied"
handler404 = "seko.error_pages.page_not_found"
handler500 = "seko.error_pages.server_error"

APPS = (organizations.sitemaps, sectors.sitemaps, memoranda.sitemaps, consultations.sitemaps)
LISTS = [name for app in APPS for name in app.LISTS]
SITEMAPS = {
    "pages": crawlers.NamedPages("home", "about", "accessibility", *LISTS),
    **{section: pages for app in APPS for section, pages in app.SITEMAPS.items()},
}

urlpatterns = [
    path("", root, name="root"),
    path("appearance/", appearance, name="appearance"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path("admin/", admin.site.urls),
    path("api/", include("seko.api")),
    *i18n_patterns(
        path("", home, name="home"),
        path("about/", about, name="about"),
        path("accessibility/", accessibility, name="accessibility"),
        path("components/", components, name="components"),
        path("dashboard/", dashboard, name="dashboard"),
        path("search/", search, name="search"),
        path("jobs/<uuid:uuid>/", job_detail, name="job"),
        path("jobs/<uuid:uuid>/file/", job_file, name="job_file"),
        path("jobs/<uuid:uuid>/cancel/", job_cancel, name="job_cancel"),
        path("jobs/<uuid:uuid>/again/", job_again, name="job_again"),
        path("accounts/", include("organizations.account_urls")),
        path("", include("organizations.urls")),
        path("", include("sectors.urls")),
        path("", include("memoranda.urls")),
        path("", include("consultations.urls")),
    ),
]
