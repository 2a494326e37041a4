from django.core.management.base import BaseCommand, CommandError

from seko.scripts.catalogues import BY_HAND, GENERATED, catalogue, cyrillic_catalogue


class Command(BaseCommand):
    help = f"Write locale/{GENERATED} (Cyrillic) from locale/{BY_HAND} (Latin, by hand)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Write nothing; exit with 1 if the file is stale.")

    def handle(self, *, check, **options):
        target = catalogue(GENERATED)
        if not catalogue(BY_HAND).exists():
            raise CommandError(f"There is no {catalogue(BY_HAND)}.")
        fresh = cyrillic_catalogue()
        if target.exists() and target.read_text(encoding="utf-8") == fresh:
            self.stdout.write("The Cyrillic catalogue is up to date.")
        elif check:
            raise CommandError("The Cyrillic catalogue is stale. Run `manage.py cyrillize_catalogue`.")
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(fresh, encoding="utf-8")
            self.stdout.write("The Cyrillic catalogue was written.")
