"""How fast institutions answer."""

from django.utils.translation import gettext as _

from consultations.statistics.formulas import response_times as times_of_institutions
from consultations.statistics.plots.scope import csv_url
from seko.plots import Plot, PlotColumn, PlotRow, PlotSeries, cached_plot
from seko.scripts import localized

BARS = 12  # institutions that are drawn: those that answered most; the table has all


@cached_plot
def response_times(*, seko=None, year=None, with_unpublished=False) -> Plot:
    """Days from receiving an item to its answer, by institution; for the Office also those that still run."""
    times = times_of_institutions(seko=seko, year=year, with_unpublished=with_unpublished)
    most = {id(row) for row in sorted(times, key=lambda row: -row.answered)[:BARS]}
    drawn = [row for row in times if id(row) in most and row.answered]
    extra = [PlotColumn(_("Waiting")), PlotColumn(_("Overdue"))] if with_unpublished else []
    return Plot(
        key="response-times",
        title=_("How fast institutions answer"),
        summary=_about(times),
        columns=[
            PlotColumn(_("Institution"), None),
            PlotColumn(_("Items received")),
            PlotColumn(_("Answered")),
            PlotColumn(_("Answered by others")),
            PlotColumn(_("Late")),
            *extra,
            PlotColumn(_("Half of the answers came within (days)"), 1),
            PlotColumn(_("Nine of ten answers came within (days)"), 1),
        ],
        rows=[PlotRow(_cells(row, with_unpublished), _page_of(row.institution)) for row in times],
        drawing={
            "kind": "rows",
            "decimals": 1,
            "rows": [
                {"label": localized(row.institution, "name"), "values": [row.median_days, row.slow_days]}
                for row in drawn
            ],
        },
        legend=[
            PlotSeries(_("half of the answers came within so many days"), 1),
            PlotSeries(_("nine of ten answers"), 5),
        ],
        size=len(drawn),
        # What still runs is for the Office's eyes; the file is public.
        csv_url="" if with_unpublished else csv_url("response-times", seko=seko, year=year),
    )


def _cells(row, with_unpublished) -> list[float | str]:
    extra = [row.waiting, row.overdue] if with_unpublished else []
    name = localized(row.institution, "name")
    return [name, row.sent, row.answered, row.by_others, row.late, *extra, row.median_days, row.slow_days]


def _page_of(institution) -> str:
    return institution.get_absolute_url() if institution.is_public else ""


def _about(times) -> str:
    if not times:
        return _("No answer of an institution has been published yet.")
    answered = [row for row in times if row.answered]
    told = _("Items sent to institutions: %(sent)s. Answered by them: %(answered)s, of these late: %(late)s.") % {
        "sent": sum(row.sent for row in times),
        "answered": sum(row.answered for row in times),
        "late": sum(row.late for row in times),
    }
    if not answered:
        return told
    number = PlotColumn("", 1).shown
    days = "; ".join(
        f"{localized(row.institution, 'name')} {number(row.median_days)} ({number(row.slow_days)})" for row in answered
    )
    speed = _("Days within which half of the answers came, and in brackets nine of ten: %(days)s.") % {"days": days}
    return f"{told} {speed}"
