"""Comments over time: of SEKOs with their acceptance, of an organization by what became of them."""

from datetime import date

from django.utils.translation import gettext as _

from consultations.comments.disposition import Disposition
from consultations.responses.outcomes import number_accepted, series_of_outcomes
from consultations.statistics.formulas import (
    CANCELLED,
    comments_and_acceptance_by_seko_over_time,
    history_of_organization,
    number_answered,
    share_accepted,
)
from consultations.statistics.plots.scope import csv_url
from sectors.models import Seko
from seko.plots import Plot, PlotColumn, PlotRow, PlotSeries, cached_plot
from seko.scripts import localized


@cached_plot
def acceptance_over_time(seko=None, *, year=None) -> Plot:
    """Comments by quarter and what part of them was accepted: one panel for each SEKO, or for one alone."""
    rows = comments_and_acceptance_by_seko_over_time(seko=seko, year=year)
    names = {found.pk: localized(found, "name") for found in ([seko] if seko else Seko.objects.all())}
    quarters = _quarters(row.quarter for row in rows)
    panels = []
    for pk, name in names.items():
        own = {row.quarter: row for row in rows if row.seko == pk}
        if own:
            accepted = [own[q].accepted if q in own else 0 for q in quarters]
            other = [own[q].comments - own[q].accepted if q in own else 0 for q in quarters]
            panels.append({"label": name, "values": [accepted, other]})
    return Plot(
        key="over-time",
        title=_("Comments and how many were accepted, by quarter"),
        summary=_about_sekos(rows, names, quarters),
        columns=[
            PlotColumn(_("SEKO"), None),
            PlotColumn(_("Quarter"), None),
            PlotColumn(_("Comments")),
            PlotColumn(_("Answered")),
            PlotColumn(_("Accepted at least in part")),
            PlotColumn(_("Share of the answered"), 0, "%"),
        ],
        rows=[
            PlotRow([names[row.seko], _quarter(row.quarter), row.comments, row.answered, row.accepted, _percent(row)])
            for row in sorted(rows, key=lambda row: (list(names).index(row.seko), row.quarter))
        ],
        drawing={"kind": "panels", "categories": [_quarter(q) for q in quarters], "panels": panels},
        legend=[PlotSeries(_("accepted at least in part"), 3), PlotSeries(_("other comments"), "rest")],
        size=len(panels),
        csv_url=csv_url("over-time", seko=seko, year=year),
    )


def _about_sekos(rows, names, quarters) -> str:
    if not rows:
        return _("No comment has been made yet.")
    told = []
    for pk, name in names.items():
        own = [row for row in rows if row.seko == pk]
        if own:
            words = _("%(seko)s %(comments)s (%(accepted)s of %(answered)s)")
            sums = {what: sum(getattr(row, what) for row in own) for what in ("comments", "accepted", "answered")}
            told.append(words % {"seko": name, **sums})
    return _(
        "From %(first)s to %(last)s. Comments, and in brackets how many of those with an answer were accepted at "
        "least in part: %(sekos)s."
    ) % {"first": _quarter(quarters[0]), "last": _quarter(quarters[-1]), "sekos": "; ".join(told)}


def _percent(row) -> float | None:
    share = share_accepted(row.accepted, row.answered)
    return None if share is None else 100 * share


def _quarters(found) -> list[date]:
    """Every quarter from the first to the last."""
    months = sorted(day.year * 12 + day.month - 1 for day in found)
    return [date(m // 12, m % 12 + 1, 1) for m in range(months[0], months[-1] + 1, 3)] if months else []


def _quarter(day) -> str:
    return _("Q%(quarter)s %(year)s") % {"quarter": (day.month + 2) // 3, "year": day.year}


# --- an organization's history ---------------------------------------------------------------


@cached_plot
def organization_history(organization) -> Plot:
    """What an organization said, quarter by quarter, and what became of it; the trainings in which it took part."""
    history = history_of_organization(organization)
    parts = _parts()
    quarters = _quarters(row.quarter for row in history if row.dispositions)
    dispositions = {row.quarter: row.dispositions for row in history}
    values = {
        part: [sum(dispositions.get(q, {}).get(disposition, 0) for disposition in part) for q in quarters]
        for part in parts
    }
    drawn = {part: series for part, series in parts.items() if any(values[part])}
    return Plot(
        key="history",
        title=_("Comments of the organization and their outcome, by quarter"),
        summary=_about_history(history),
        columns=[
            PlotColumn(_("Quarter"), None),
            PlotColumn(_("Comments")),
            *(PlotColumn(series.label[:1].upper() + series.label[1:]) for series in parts.values()),
            PlotColumn(_("Trainings")),
        ],
        rows=[
            PlotRow(
                [_quarter(row.quarter), row.dispositions.total(), *_by_part(row.dispositions, parts), row.trainings]
            )
            for row in history
        ],
        drawing={
            "kind": "panels",
            "categories": [_quarter(q) for q in quarters],
            "panels": [{"label": "", "values": [values[part] for part in drawn]}] if drawn else [],
        },
        legend=list(drawn.values()),
        csv_url=csv_url("history", organization=organization),
    )


def _parts() -> dict[tuple, PlotSeries]:
    """{stages that are drawn as one: its name and colour}, from the bottom up."""
    return {
        **{
            outcomes: PlotSeries(str(series.label or outcomes[0].label), series.colour)
            for series, outcomes in series_of_outcomes().items()
        },
        (Disposition.MINORITY, Disposition.SET_ASIDE): PlotSeries(_("set aside or kept as a minority position"), 6),
        (Disposition.MERGED, Disposition.WAITING, CANCELLED): PlotSeries(_("without an answer"), "rest"),
    }


def _by_part(dispositions, parts) -> list[int]:
    return [sum(dispositions[disposition] for disposition in part) for part in parts]


def _about_history(history) -> str:
    if not history:
        return _("The organization has not commented yet.")
    return _(
        "Comments: %(comments)s. With a published answer: %(answered)s, of these accepted at least in part: "
        "%(accepted)s. Trainings: %(trainings)s."
    ) % {
        "comments": sum(row.dispositions.total() for row in history),
        "answered": sum(number_answered(row.dispositions) for row in history),
        "accepted": sum(number_accepted(row.dispositions) for row in history),
        "trainings": sum(row.trainings for row in history),
    }
