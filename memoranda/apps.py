from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MemorandaConfig(AppConfig):
    name = "memoranda"
    verbose_name = _("Memoranda")

    def ready(self):
        from memoranda import confirmations, events, results  # noqa: F401  what happens, what the search finds
