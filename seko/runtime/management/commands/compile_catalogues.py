from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from seko.scripts.catalogues import compile_all


class Command(BaseCommand):
    help = "Make .mo files from the .po files in locale/, without GNU gettext; those up to date are passed over."
    requires_system_checks = []

    def handle(self, **options):
        made = compile_all()
        for path in made:
            self.stdout.write(f"{path.relative_to(Path(settings.BASE_DIR))}")
        if not made:
            self.stdout.write("All catalogues are up to date.")
