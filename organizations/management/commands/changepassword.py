"""Django's command would set a password that somebody else knows, and nobody would be told."""

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Passwords are chosen by their owners alone: at /sr/accounts/password/reset/."

    def add_arguments(self, parser):
        parser.add_argument("words", nargs="*")

    def handle(self, **options):
        raise CommandError(self.help)
