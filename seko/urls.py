"""Every address of the portal. Pages carry their language; admin, API and health do not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from seko.web import crawlers
from seko.web.appearance import appearance
from seko.web.components import components
from seko.web.locale import root

handler400 = "seko.web.error_pages.bad_request"
handler403 = "seko.web.error_pages.permission_denied"
handler404 = "seko.web.error_pages.page_not_found"
handler500 = "seko.web.error_pages.server_error"

urlpatterns = [
    path("", root, name="root"),
    path("appearance/", appearance, name="appearance"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("", include("seko.portal.sitemaps")),
    path("admin/", admin.site.urls),
    path("api/", include("seko.portal.api")),
    *i18n_patterns(
        path("components/", components, name="components"),
        path("", include("seko.portal.urls")),
        path("", include("seko.search.urls")),
        path("", include("seko.discarded.urls")),
        path("", include("seko.jobs.urls")),
        path("accounts/", include("organizations.account_urls")),
        path("", include("organizations.urls")),
        path("", include("sectors.urls")),
        path("", include("memoranda.urls")),
        path("", include("consultations.urls")),
    ),
]
