"""Which admin site the portal has."""

from django.contrib.admin.apps import AdminConfig


class OfficeAdminConfig(AdminConfig):
    """The admin of Django, with the Office's own site."""

    default_site = "seko.admin.site.OfficeAdminSite"
