"""Fetch the pinned front-end files into `static/vendor/`, each with its licence."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from seko.runtime.vendoring.echarts import vendor_echarts
from seko.runtime.vendoring.files import vendor_bootstrap, vendor_htmx
from seko.runtime.vendoring.fonts import vendor_fonts
from seko.runtime.vendoring.icons import vendor_icons

STEPS = {
    "bootstrap": vendor_bootstrap,
    "htmx": vendor_htmx,
    "fonts": vendor_fonts,
    "icons": vendor_icons,
    "echarts": vendor_echarts,
}


class Command(BaseCommand):
    help = "Fetch the pinned front-end files into static/vendor/ (needs npm and requirements-dev.txt)."

    def add_arguments(self, parser):
        parser.add_argument("what", nargs="*", choices=[*STEPS, []], help="all of them if none is named")

    def handle(self, *, what, **options):
        target = Path(settings.BASE_DIR, "static", "vendor")
        for name in what or STEPS:
            STEPS[name](target)
            self.stdout.write(name)
