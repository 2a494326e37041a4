from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    name = "consultations"
    verbose_name = _("Consultations, working groups and trainings")

    def ready(self):
        from consultations import audiences, mails  # noqa: F401  who is told of which event, and what
