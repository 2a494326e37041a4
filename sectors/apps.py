from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SectorsConfig(AppConfig):
    name = "sectors"
    verbose_name = _("Areas, SEKOs and networks")

    def ready(self):
        from sectors import confirmations, events, results  # noqa: F401  what happens, what the search finds
