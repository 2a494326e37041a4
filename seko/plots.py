"""Plots: each is a sentence with its figures, a table, and a drawing that `static/js/plots.js` makes of the same rows.

`{% include "components/_plot.html" with plot=plot only %}` shows one. The drawing is for the eye alone and comes only
with script; who does not see it has the sentence and the table.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from time import monotonic
from typing import NamedTuple

from django.core.cache import cache
from django.utils.formats import number_format
from django.utils.translation import get_language

from seko.files.sheets import CsvFile
from seko.rules.validity import today

# A plot that took long to count is kept fifty times as long: a small portal is always up to date, a large one spends
# no more than a fiftieth of its time on counting.
SHADES = 4  # of a map, the darkest last
LONG, TIMES, AT_MOST = 0.2, 50, 3600  # seconds, times, seconds


class PlotColumn(NamedTuple):
    """A heading, how many decimals its numbers have (None for text), and what stands behind each of them."""

    heading: str
    decimals: int | None = 0
    unit: str = ""

    @property
    def is_number(self) -> bool:
        return self.decimals is not None

    def shown(self, value) -> str:
        """A cell as it is read, in the visitor's language; a dash where there is no value."""
        if value is None:
            return "–"
        if not self.is_number:
            return value
        return number_format(self.rounded(value), self.decimals, force_grouping=True) + self.unit

    def rounded(self, value) -> float:
        """Django's own formatting cuts off what is too much."""
        return round(value, self.decimals or None)


class PlotRow(NamedTuple):
    """The cells of a table's row; the first may lead to a page."""

    cells: list
    url: str = ""


class PlotSeries(NamedTuple):
    """One of the things that a drawing sets beside each other: its name, and its colour with a pattern: 1 to 6, or a
    shade of the map."""

    label: str
    colour: int | str


@dataclass(frozen=True)
class Plot:
    """`drawing` holds what is drawn; its `kind` is `map`, `panels`, `rows` or `flow` (see `static/js/plots.js`).

    `key` is unique on a page and names the plot in an address. `size` chooses the height that is kept free for it."""

    key: str
    title: str
    summary: str
    columns: list[PlotColumn]
    rows: list[PlotRow] = field(default_factory=list)
    drawing: dict = field(default_factory=dict)
    legend: list[PlotSeries] = field(default_factory=list)
    size: int = 1
    note: str = ""
    csv_url: str = ""

    @property
    def kind(self) -> str:
        return self.drawing["kind"]

    @property
    def is_drawn(self) -> bool:
        """There is something to be seen in a drawing."""
        return any(self.drawing[part] for part in ("areas", "panels", "rows", "links") if part in self.drawing)

    @property
    def data(self):
        """What `plots.js` reads."""
        return {**self.drawing, "legend": [series._asdict() for series in self.legend]}

    @property
    def data_id(self) -> str:
        return f"plot-{self.key}-data"

    @property
    def body(self) -> Iterator[tuple[str | None, str, list[tuple[str, bool]]]]:
        """(address, first cell, [(further cell, is it a number)]) of each row, as they are read."""
        for row in self.rows:
            first, *others = (
                (column.shown(cell), column.is_number) for column, cell in zip(self.columns, row.cells, strict=True)
            )
            yield row.url, first[0], others

    def write_csv(self, out) -> None:
        """The table for other programs: numbers as exact as they are shown."""
        file = CsvFile(out, self.title, self.columns)
        for row in self.rows:
            file.add(
                cell if cell is None or not column.is_number else column.rounded(cell)
                for column, cell in zip(self.columns, row.cells, strict=True)
            )
        file.close()


def cached_plot(make) -> Callable:
    """Decorator: plots are kept for a while if they took long to make, each for its scope, language and day."""

    @wraps(make)
    def found_or_made(*args, **scope):
        facts = [*map(_fact, args), *(f"{name}={_fact(value)}" for name, value in sorted(scope.items()))]
        key = ":".join(["plot", make.__name__, get_language() or "", str(today()), *facts])
        plots = cache.get(key)
        if plots is None:
            began = monotonic()
            plots = make(*args, **scope)
            took = monotonic() - began
            if took > LONG:
                cache.set(key, plots, min(took * TIMES, AT_MOST))
        return plots

    return found_or_made


def _fact(value) -> str:
    return str(getattr(value, "pk", value))


def steps(values, most=4) -> list[tuple[int, int]]:
    """Classes for a map: up to `most` ranges (from, to) that hold about as many of the values above zero each."""
    found = sorted(value for value in values if value)
    ends = sorted({found[len(found) * n // most - 1] for n in range(1, most + 1) if len(found) * n // most})
    return list(zip([1, *(end + 1 for end in ends)], ends, strict=False))
