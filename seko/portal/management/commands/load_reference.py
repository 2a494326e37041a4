"""`manage.py load_reference`: the facts that the portal begins with."""

from django.core.management.base import BaseCommand
from django.db import transaction

import memoranda.reference
import organizations.reference
import sectors.reference
import seko.scripts.reference

# Lower rooms first: the others refer to their rows.
LOADERS = (seko.scripts.reference.load, organizations.reference.load, sectors.reference.load, memoranda.reference.load)


class Command(BaseCommand):
    help = "Load acronyms, districts, areas, SEKOs, the Office, signatories and the memorandum of 2014. Safe to repeat."

    @transaction.atomic
    def handle(self, *args, verbosity=1, **options):
        added = sum(load() for load in LOADERS)
        if verbosity:
            self.stdout.write(f"Reference data: {added} rows added." if added else "Reference data: nothing to add.")
