"""Write `docs/told.md`: who is told of what."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from seko.events.table import table

PATH = Path(settings.BASE_DIR, "docs", "told.md")


class Command(BaseCommand):
    help = "Write docs/told.md, the table of events and of those who are told, from the declarations."

    def handle(self, **options):
        PATH.write_text(table(), encoding="utf-8")
        self.stdout.write(str(PATH.relative_to(settings.BASE_DIR)))
