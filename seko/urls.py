"""Every address of the portal. Pages carry their language; admin, API and health do not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from consultations.views.dashboard import dashboard
from consultations.views.home import home
from seko.locale import root

handler500 = "seko.errors.server_error"

urlpatterns = [
    path("", root, name="root"),
    path("admin/", admin.site.urls),
    path("api/", include("seko.api")),
    *i18n_patterns(
        path("", home, name="home"),
        path("dashboard/", dashboard, name="dashboard"),
        path("accounts/", include("organizations.account_urls")),
        path("", include("organizations.urls")),
        path("", include("sectors.urls")),
        path("", include("memoranda.urls")),
        path("", include("consultations.urls")),
    ),
]
