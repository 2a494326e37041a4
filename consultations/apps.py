from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    name = "consultations"
    verbose_name = _("Consultations, working groups and trainings")

    def ready(self):
        # What registers itself: what happens and who is told of it, lists as files, what is read, what the search
        # finds, what the clock does, what leaves an opinion with a comment, what follows a consultation.
        import consultations.comments.confirmations
        import consultations.comments.events
        import consultations.comments.exports
        import consultations.comments.following
        import consultations.comments.results
        import consultations.consultation.confirmations
        import consultations.consultation.events
        import consultations.consultation.results
        import consultations.contributions.confirmations
        import consultations.contributions.events
        import consultations.deadlines.events
        import consultations.deadlines.tasks
        import consultations.documents.confirmations
        import consultations.documents.events
        import consultations.documents.imported_text
        import consultations.documents.results
        import consultations.groups.confirmations
        import consultations.groups.events
        import consultations.groups.results
        import consultations.opinions.actions.restoring
        import consultations.opinions.confirmations
        import consultations.opinions.events
        import consultations.opinions.hooks
        import consultations.opinions.results
        import consultations.questions.confirmations
        import consultations.questions.copying
        import consultations.questions.events
        import consultations.reports.confirmations
        import consultations.reports.events
        import consultations.reports.files.stored
        import consultations.reports.results
        import consultations.responses.confirmations
        import consultations.responses.events
        import consultations.responses.results
        import consultations.responses.spreadsheet.imports
        import consultations.trainings.confirmations
        import consultations.trainings.events
        import consultations.trainings.results  # noqa: F401
