"""Django's command would make an account without a mandate and with a password that somebody else knows."""

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Rights come from mandates: `manage.py appoint` opens the account of the first administrator."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("words", nargs="*")

    def handle(self, **options):
        raise CommandError(self.help)
