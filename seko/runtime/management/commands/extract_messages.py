from django.core.management.base import BaseCommand, CommandError

from seko.scripts.catalogues import BY_HAND, catalogue
from seko.scripts.messages import BadMessage, missing, updated_catalogue


class Command(BaseCommand):
    help = f"Bring the messages of Python and templates into locale/{BY_HAND}; translations are kept."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Write nothing; exit with 1 if one is missing.")

    def handle(self, *, check, **options):
        try:
            fresh = updated_catalogue(BY_HAND)
            untranslated = missing(BY_HAND)
        except BadMessage as refusal:
            raise CommandError(str(refusal)) from refusal
        if check:
            if untranslated:
                lines = "".join(f"\n  {text}" for text in untranslated)
                raise CommandError(f"{len(untranslated)} messages have no translation in {catalogue(BY_HAND)}:{lines}")
            return
        target = catalogue(BY_HAND)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"{fresh}\n", encoding="utf-8")
        self.stdout.write(f"{len(fresh)} messages, {len(untranslated)} without a translation.")
