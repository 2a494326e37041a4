"""`manage.py load_demo`: a portal to look at and to play with."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from seko.demo.load import is_loaded, load


class Command(BaseCommand):
    help = "Load invented organizations, people and consultations, all marked as demo. Only where SEKO_DEMO is set."

    def handle(self, *args, verbosity=1, **options):
        if not settings.DEMO:
            raise CommandError(
                "Demo data are loaded only into a demo: its accounts have published passwords. "
                "Set SEKO_DEMO=1 for a demo; production refuses that setting."
            )
        if is_loaded():
            self._say("Demo data: already there, nothing changed.", verbosity)
            return
        call_command("load_reference", verbosity=0)
        load()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # so much came at once that the first pages would be planned as for empty tables
        self._say("Demo data: loaded. The accounts are listed on the login page.", verbosity)

    def _say(self, words, verbosity):
        if verbosity:
            self.stdout.write(words)
