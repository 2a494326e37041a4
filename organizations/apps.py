from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = _("Organizations and people")

    def ready(self):
        # What happens, which lists can be downloaded, what the search finds.
        from organizations import audiences, confirmations, events, exports, owners, results  # noqa: F401
