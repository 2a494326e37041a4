"""Plots of a published report, drawn from its frozen content: acceptance by SEKO, and districts."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from seko.events.templatetags import fact
from seko.plots import SHADES, Plot, PlotColumn, PlotRow, PlotSeries, steps

DRAWN = 12  # bars in one drawing; the table has all


def report_plots(content) -> list[Plot]:
    """What the report's page draws of its numbers; reports without these numbers have no plots."""
    plots = [_acceptance(content.get("sekos", ())), _districts(content.get("districts", ()))]
    return [plot for plot in plots if plot.rows]


def _acceptance(sekos) -> Plot:
    """How many items of each SEKO were answered, and how many of them accepted."""
    drawn = [row for row in sekos if row["items"]][:DRAWN]
    told = [
        _("%(seko)s %(accepted)s of %(items)s")
        % {"seko": fact(row["seko"], "name"), "accepted": row["accepted"], "items": row["items"]}
        for row in sekos
        if row["items"]
    ]
    silent = [fact(row["seko"], "name") for row in sekos if not row["opinion"]]
    summary = _("Items accepted at least in part: %(sekos)s.") % {"sekos": "; ".join(told)} if told else ""
    if silent:
        summary = f"{summary} {_('No opinion came from: %(sekos)s.') % {'sekos': '; '.join(silent)}}".strip()
    return Plot(
        key="acceptance-by-seko",
        title=_("Acceptance by SEKO"),
        summary=summary,
        columns=[
            PlotColumn(_("SEKO"), None),
            PlotColumn(_("Comments merged")),
            PlotColumn(_("Items")),
            PlotColumn(_("Accepted at least in part")),
            PlotColumn(_("Share of the items"), 0, "%"),
        ],
        rows=[
            PlotRow([fact(row["seko"], "name"), row["comments"], row["items"], row["accepted"], _share(row)])
            for row in sekos
        ],
        drawing={
            "kind": "rows",
            "rows": [{"label": fact(row["seko"], "name"), "values": [row["items"], row["accepted"]]} for row in drawn],
        },
        legend=[PlotSeries(_("items"), "rest"), PlotSeries(_("accepted at least in part"), 3)],
        size=max(len(drawn), 1),
    )


def _share(row) -> float | None:
    return 100 * row["accepted"] / row["items"] if row["items"] else None


def _districts(rows) -> Plot:
    known = [row for row in rows if row["district"]]
    ranges = steps(row["comments"] for row in known)
    first = sorted(known, key=lambda row: -row["comments"])[:3]
    summary = _("Comments came from %(some)s districts. Most: %(first)s.") % {
        "some": len(known),
        "first": ", ".join(f"{fact(row['district'], 'name')} ({row['comments']})" for row in first),
    }
    return Plot(
        key="report-districts",
        title=_("Comments, by district"),
        summary=summary if known else _("The districts of the organizations are not known."),
        columns=[PlotColumn(_("District"), None), PlotColumn(_("Comments")), PlotColumn(_("Organizations"))],
        rows=[PlotRow([_place(row), row["comments"], row["organizations"]]) for row in rows],
        drawing={
            "kind": "map",
            "areas": [
                {
                    "code": row["district"]["code"],
                    "label": _place(row),
                    "value": row["comments"],
                    "colour": _shade(row["comments"], ranges),
                    "url": f"{reverse('organizations:list')}?{urlencode({'district': row['district']['code']})}",
                }
                for row in known
            ],
        },
        legend=[PlotSeries(f"{low}–{high}" if low < high else str(low), _shade(high, ranges)) for low, high in ranges],
    )


def _place(row) -> str:
    return fact(row["district"], "name") if row["district"] else _("district not known")


def _shade(number, ranges) -> str:
    place = next(n for n, (low, high) in enumerate(ranges, start=1) if low <= number <= high)
    return f"shade-{SHADES - len(ranges) + place}"
