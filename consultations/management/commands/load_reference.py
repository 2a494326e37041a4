"""`manage.py load_reference`: the facts that the portal begins with."""

from importlib import import_module

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.module_loading import module_has_submodule


class Command(BaseCommand):
    help = "Load districts, areas, SEKOs, the Office, the signatories and the memorandum of 2014. Safe to repeat."

    @transaction.atomic
    def handle(self, *args, verbosity=1, **options):
        added = sum(module.load() for module in reference_modules())
        if verbosity:
            self.stdout.write(f"Reference data: {added} rows added." if added else "Reference data: nothing to add.")


def reference_modules():
    """The module `reference` of each app that has one, lower layers first as in INSTALLED_APPS."""
    return [
        import_module(f"{app.name}.reference")
        for app in apps.get_app_configs()
        if module_has_submodule(app.module, "reference")
    ]
