from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SekoConfig(AppConfig):
    name = "seko"
    verbose_name = _("Events and background work")

    def ready(self):
        from django.db.models.signals import post_migrate

        from seko.search.slips import keep_words

        post_migrate.connect(keep_words, sender=self)
        # What registers itself with the admin and the worker.
        from seko.discarded import tasks as _discarded_tasks  # noqa: F401
        from seko.events import admin as _events_admin  # noqa: F401
        from seko.events import tasks as _events_tasks  # noqa: F401
        from seko.jobs import admin as _jobs_admin  # noqa: F401
        from seko.jobs import tasks as _jobs_tasks  # noqa: F401
        from seko.rules.lengths import tell_lengths
        from seko.scripts import admin as _scripts_admin  # noqa: F401
        from seko.scripts import events as _scripts_events  # noqa: F401

        tell_lengths()
