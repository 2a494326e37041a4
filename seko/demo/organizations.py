"""Invented organizations: with the nine signatories 418 in civil society, over all districts."""

from collections import Counter
from datetime import date
from random import Random

from organizations.models import Organization
from sectors.models import Area
from seko.demo.files import data
from seko.demo.networks import SIGNATORIES
from seko.scripts import to_latin
from seko.web.slugs import slug_of

SEED = 2014
SOURCE_NOTE = "Измишљено за пробни приказ портала."
FIRST_JOINED, LAST_JOINED = 2015, 2024


def load_organizations(calendar):
    """Create them all; returns {key: organization} of the cast and [(organization, SEKO codes)] of everybody."""
    rng = Random(SEED)
    slugs = set(Organization.objects.values_list("slug", flat=True))
    in_cast = {"rng": rng, "slugs": slugs, "last_year": min(LAST_JOINED, calendar.mandates_from.year - 1)}
    others = in_cast | {"last_year": min(LAST_JOINED, calendar.term_from.year - 1)}
    cast, rows = {}, []
    for key, *facts, codes in data("cast") + data("institutions"):
        cast[key] = _organization(*facts, **in_cast)
        rows.append((cast[key], codes))
    placed = Counter(o.district_id for o, codes in rows if codes) + Counter(
        Organization.objects.filter(slug__in=SIGNATORIES).values_list("district", flat=True)
    )
    for facts, codes in _further(rng, placed):
        rows.append((_organization(*facts, **others), codes))
    Organization.objects.bulk_create(organization for organization, _ in rows)
    _areas_of_work(rows, rng)
    return cast, [(organization, codes) for organization, codes in rows if codes]


def _organization(name, name_en, kind, seat, district, *, rng, slugs, last_year):
    slug = base = slug_of(f"{name} demo")
    number = 1
    while slug in slugs:
        number += 1
        slug = f"{base}-{number}"
    slugs.add(slug)
    return Organization(
        slug=slug,
        kind=kind,
        name=f"{name} {'(demo)' if to_latin(name) == name else '(демо)'}",
        name_en=f"{name_en} (demo)",
        seat=seat,
        district_id=district,
        status=Organization.Status.ACTIVE,
        status_on=date(rng.randint(FIRST_JOINED, last_year), rng.randint(1, 12), rng.randint(1, 28)),
        source_note=SOURCE_NOTE,
        is_demo=True,
    )


def _further(rng, placed):
    """Facts and SEKO codes of the organizations without a part in the loop, as many as each district still lacks."""
    names = data("names")
    used = set()
    for district, (wanted, towns) in names["districts"].items():
        for _ in range(wanted - placed[district]):
            yield _one(names, district, towns, used, rng)


def _one(names, district, towns, used, rng):
    code = rng.choices(list(names["weights"]), weights=names["weights"].values())[0]
    while True:
        (form, form_en), (own, own_en) = rng.choice(names["forms"][code]), rng.choice(names["own"])
        town = rng.choice(towns)
        if (form, own, town) not in used:
            break
    used.add((form, own, town))
    kind = Organization.Kind.FOUNDATION if form == "Фондација" else Organization.Kind.ASSOCIATION
    codes = [code, names["related"][code]] if rng.random() < 0.25 else [code]
    facts = (f"{form} „{own}“, {town}", f"{form_en} “{own_en}”, {to_latin(town)}", kind, town, district)
    return facts, codes


def _areas_of_work(rows, rng):
    """An organization works in the areas of its networks; of the three themes of one SEKO it works in one or two."""
    areas = {}
    for area in Area.objects.prefetch_related("sekos"):
        for seko in area.sekos.all():
            areas.setdefault(seko.code, []).append(area)
    link = Area.organizations.through
    links = []
    for organization, codes in rows:
        for code in codes:
            chosen = areas[code] if len(areas[code]) == 1 else rng.sample(areas[code], rng.randint(1, 2))
            links += [link(area=area, organization=organization) for area in chosen]
    link.objects.bulk_create(links)
