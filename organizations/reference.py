"""Reference data on who: districts, the Office, supporters, donors and the nine signatories of 2014.

Only what a source says; what is deduced or disputed is told in `source_note`. The rows belong to the
Office once they are there: a row that exists is never changed by a later load, corrections to loaded
rows are edits or data migrations.
"""

import json
from datetime import date
from pathlib import Path

from organizations.models import District, Organization

DATA = Path(__file__).resolve().parent / "data"
SIGNED_ON = "2014-11-20"

# Without an outline in Natural Earth's data.
FURTHER_DISTRICTS = {
    "RS-25": ("Косовски", "Kosovo"),
    "RS-26": ("Пећки", "Peć"),
    "RS-27": ("Призренски", "Prizren"),
    "RS-28": ("Косовскомитровачки", "Kosovska Mitrovica"),
    "RS-29": ("Косовско-Поморавски", "Kosovo-Pomoravlje"),
}
LAST_CHECKED_CODE = "RS-20"  # the list that could be read ended here


def load():
    """Load what is missing of districts and organizations; returns how many rows were added."""
    return load_districts() + load_organizations()


def load_districts():
    """Thirty districts, those of ISO 3166-2:RS, with the outlines that there are."""
    rows = [_with_outline(feature) for feature in _features()]
    rows += [
        District(code=code, name=name, name_en=name_en, source_note=_district_note(code, outline=False))
        for code, (name, name_en) in FURTHER_DISTRICTS.items()
    ]
    known = set(District.objects.values_list("code", flat=True))
    missing = [row for row in rows if row.code not in known]
    District.objects.bulk_create(missing)
    return len(missing)


def outlines():
    """{code: GeoJSON geometry} of the districts that have one."""
    return {feature["properties"]["code"]: feature["geometry"] for feature in _features()}


def _features():
    return json.loads((DATA / "districts.geojson").read_text(encoding="utf-8"))["features"]


def _with_outline(feature):
    facts = feature["properties"]
    return District(
        code=facts["code"],
        name=facts["name_sr_cyrl"],
        name_en=facts["name_en"],
        outline=feature["geometry"],
        source_note=_district_note(facts["code"], outline=True),
    )


def _district_note(code, *, outline):
    checked = "прочитана у извору" if code <= LAST_CHECKED_CODE else "опште знање, није проверена у извору"
    shape = "Обрис: Natural Earth, јавно добро." if outline else "Обриса нема у подацима Natural Earth."
    return f"Шифра по ISO 3166-2:RS ({checked}). {shape}"


def load_organizations():
    """The Office and its successor, supporters, donors, and the nine signatories."""
    added = 0
    for facts in json.loads((DATA / "organizations.json").read_text(encoding="utf-8")):
        if facts.pop("signatory", False):
            facts |= {
                "status": Organization.Status.ACTIVE,
                "status_on": SIGNED_ON,
                "status_reason": "Потписница меморандума о сарадњи из 2014.",
            }
        added += _add(facts)
    return added


def _add(facts):
    slug = facts["slug"]
    if Organization.objects.filter(slug=slug).exists():
        return 0
    for field in ("valid_from", "valid_to", "status_on"):
        if facts.get(field):
            facts[field] = date.fromisoformat(facts[field])
    predecessor = facts.pop("predecessor", None)
    organization = Organization(
        district_id=facts.pop("district", None),
        predecessor=Organization.objects.get(slug=predecessor) if predecessor else None,
        **facts,
    )
    organization.full_clean()
    organization.save()
    return 1
