from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SekoConfig(AppConfig):
    name = "seko"
    verbose_name = _("Events and background work")
