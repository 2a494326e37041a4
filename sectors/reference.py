"""Reference data on what organizations are organised into: eight sectors, three themes, nine SEKOs.

Rows that exist are never changed by a later load, see `organizations.reference`.
"""

import json
from datetime import date
from pathlib import Path

from organizations.models import Organization
from sectors.models import Area, Seko, SekoArea

DATA = Path(__file__).resolve().parent / "data"
MECHANISM_BEGAN = date(2011, 3, 1)  # Source: communication agenda, "March 2011"; the day is not known
NINE_SEKOS_SINCE = date(2014, 11, 20)  # Source: the memorandum, which names the areas; some sources say 21 November
BEGIN_NOTE = "Механизам је успостављен у марту 2011; дан није познат, уписан је први."


def load():
    """Load what is missing of areas and SEKOs; returns how many rows were added."""
    return load_areas() + load_sekos()


def load_areas():
    """Eight sectors and the three themes of the ninth SEKO, with the organizations known to work in them."""
    added = 0
    for order, facts in enumerate(_read("areas.json"), start=1):
        at_work = facts.pop("organizations", [])
        facts["source_note"] += f" {BEGIN_NOTE}"
        area, is_new = Area.objects.get_or_create(
            code=facts.pop("code"), defaults={**facts, "order": order, "valid_from": MECHANISM_BEGAN}
        )
        if is_new:
            area.organizations.set(Organization.objects.filter(slug__in=at_work))
        added += is_new
    return added


def load_sekos():
    """Nine SEKOs and the areas that they look after since the memorandum."""
    added = 0
    for order, facts in enumerate(_read("sekos.json"), start=1):
        codes = facts.pop("areas")
        seko, is_new = Seko.objects.get_or_create(code=facts.pop("code"), defaults={**facts, "order": order})
        if is_new:
            for area in Area.objects.filter(code__in=codes):
                SekoArea.objects.create(seko=seko, area=area, valid_from=NINE_SEKOS_SINCE)
        added += is_new
    return added


def _read(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))
