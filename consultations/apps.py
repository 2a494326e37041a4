from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    name = "consultations"
    verbose_name = _("Consultations, working groups and trainings")

    def ready(self):
        # Who is told of which event, and what; which lists can be downloaded; what is read; what the search finds.
        from consultations import audiences, exports, imported_text, mails, report_files, results  # noqa: F401
