from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    name = "consultations"
    verbose_name = _("Consultations, working groups and trainings")

    def ready(self):
        # What registers itself: who is told of which event, lists as files, what is read, what the search finds,
        # what the clock does, what leaves an opinion with a comment.
        import consultations.comments.audiences
        import consultations.comments.exports
        import consultations.comments.results
        import consultations.consultation.audiences
        import consultations.consultation.results
        import consultations.deadlines.audiences
        import consultations.deadlines.tasks
        import consultations.documents.imported_text
        import consultations.documents.results
        import consultations.groups.results
        import consultations.opinions.audiences
        import consultations.opinions.hooks
        import consultations.opinions.results
        import consultations.reports.audiences
        import consultations.reports.files.stored
        import consultations.reports.mails
        import consultations.reports.results
        import consultations.responses.audiences
        import consultations.responses.results
        import consultations.trainings.results  # noqa: F401
