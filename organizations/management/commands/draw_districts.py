"""`manage.py draw_districts`: make the map of the districts anew from the outlines in the reference data."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from organizations.outlines import light_map
from organizations.reference import outlines

MAP = Path(settings.BASE_DIR, "static", "data", "districts.json")


class Command(BaseCommand):
    help = "Write static/data/districts.json from the outlines in the reference data."

    def handle(self, *args, **options):
        text = as_text(light_map(outlines()))
        MAP.parent.mkdir(parents=True, exist_ok=True)
        MAP.write_text(text, encoding="utf-8")
        self.stdout.write(f"{MAP.name}: {len(text)} bytes")


def as_text(collection):
    """Compact GeoJSON, one district a line."""
    features = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in collection["features"])
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'
