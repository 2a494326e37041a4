"""`manage.py demo_accounts`: whom to sign in as."""

from django.core.management.base import BaseCommand
from django.utils import translation

from seko.demo.accounts import demo_accounts


class Command(BaseCommand):
    help = "Show the published accounts of the demo."

    def handle(self, **options):
        with translation.override("en"):  # like everything else that is said in a terminal
            rows = [[str(cell) for cell in row] for row in demo_accounts()]
        rows.insert(0, ["E-mail", "Password", "Role", "Organization"])
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write(f"  {cells}".rstrip())
