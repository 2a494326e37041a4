"""The map: who takes part where."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.statistics.formulas import participation_by_district
from consultations.statistics.plots.scope import csv_url
from seko.plots import SHADES, Plot, PlotColumn, PlotRow, PlotSeries, cached_plot, steps
from seko.scripts import localized

NAMED_FIRST = 3  # districts that the sentence names


def district_map(show="organizations", *, seko=None, year=None) -> Plot:
    """Districts in shades: `organizations` in networks today, or the number of `comments`."""
    return district_maps(show, seko=seko, year=year)[0]


@cached_plot
def district_maps(*shows, seko=None, year=None) -> list[Plot]:
    """Several such maps of the same numbers, which are read once."""
    found = participation_by_district(seko=seko, year=year, of=shows)
    return [_map(show, [(row.district, getattr(row, show)) for row in found], seko, year) for show in shows]


def _map(show, numbers, seko, year) -> Plot:
    titles = {"organizations": _("Organizations in networks, by district"), "comments": _("Comments, by district")}
    columns = {"organizations": _("Organizations"), "comments": _("Comments")}
    scope = {"seko": seko.code} if seko else {}
    rows = [PlotRow([_district(place), number], place and _organizations_in(place, scope)) for place, number in numbers]
    ranges = steps(number for place, number in numbers if place and place.has_outline)
    return Plot(
        key=f"{show}-by-district",
        title=titles[show],
        summary=_about_districts(numbers),
        columns=[PlotColumn(_("District"), None), PlotColumn(columns[show])],
        rows=rows,
        drawing={
            "kind": "map",
            "areas": [
                {
                    "code": place.code,
                    "label": _district(place),
                    "value": number,
                    "colour": _shade(number, ranges),
                    "url": _organizations_in(place, scope),
                }
                for place, number in numbers
                if place and place.has_outline
            ],
        },
        legend=[
            PlotSeries("0", "shade-0"),
            *(PlotSeries(f"{low}–{high}" if low < high else str(low), _shade(high, ranges)) for low, high in ranges),
        ],
        note=_not_drawn(place for place, __ in numbers if place and not place.has_outline),
        csv_url=csv_url(f"{show}-by-district", seko=seko, year=year),
    )


def _district(place) -> str:
    return localized(place, "name") if place else _("district not known")


def _organizations_in(place, scope) -> str:
    return f"{reverse('organizations:list')}?{urlencode({'district': place.code, **scope})}"


def _shade(number, ranges) -> str:
    place = next((n for n, (low, high) in enumerate(ranges, start=1) if low <= number <= high), 0)
    return f"shade-{SHADES - len(ranges) + place if place else 0}"


def _about_districts(numbers) -> str:
    total = sum(number for __, number in numbers)
    if not total:
        return _("There is nothing to count yet.")
    first = sorted(numbers, key=lambda pair: -pair[1])[:NAMED_FIRST]
    return _("In all: %(total)s. Districts with at least one: %(some)s of %(all)s. Most: %(first)s.") % {
        "total": total,
        "some": sum(1 for place, number in numbers if place and number),
        "all": sum(1 for place, __ in numbers if place),
        "first": ", ".join(f"{_district(place)} ({number})" for place, number in first if number),
    }


def _not_drawn(places) -> str:
    names = ", ".join(_district(place) for place in places)
    return names and _("The source of the map has no outline of these districts: %(names)s. The table has them.") % {
        "names": names
    }
