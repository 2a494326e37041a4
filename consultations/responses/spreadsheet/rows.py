"""The rows of a filled table: where its columns are, and what stands in those that are filled in."""

from dataclasses import asdict, dataclass
from typing import Any

from consultations.responses.spreadsheet.columns import COLUMNS, FILLED_IN, KEY, in_all_languages
from seko.search.folding import fold_words

MOST_ROWS = 5_000
HEADINGS_WITHIN = 10  # rows from the top in which the headings are looked for
MOST_UNKNOWN = 20  # headings that are told
FORMULA = {"formula": True}


class RowsRefused(Exception):
    """The sheets hold no table of answers; `code` says why."""

    def __init__(self, code) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class FilledTable:
    """`rows` are [number in the file, {field: text, or {"formula": true}}]; a field without a column is in none.

    `missing` are the fields to fill in that have no column, `unknown` the headings that name none of ours."""

    missing: list[str]
    unknown: list[str]
    rows: list[list[Any]]

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)


def filled_table(sheets) -> FilledTable:
    """The table of answers among the sheets that `tables_in` returned.

    Raises RowsRefused `headings_missing`, `headings_twice`, `too_many_rows`."""
    for sheet in sheets:
        for place, (_number, cells) in enumerate(sheet["rows"][:HEADINGS_WITHIN]):
            columns = _columns(cells)
            if KEY in columns and len(columns) > 1:
                return _filled(sheet["rows"][place + 1 :], columns, cells)
    raise RowsRefused("headings_missing")


def _columns(cells) -> dict[str, list[int]]:
    """{field: places of its columns}, whatever the script, the case and the spaces of the heading."""
    names = {fold_words(words): name for name in COLUMNS for words in in_all_languages(COLUMNS[name][0])}
    columns: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        if isinstance(cell, str) and (name := names.get(fold_words(cell))):
            columns.setdefault(name, []).append(place)
    return columns


def _filled(rows, columns, headings) -> FilledTable:
    wanted = [name for name in (KEY, *FILLED_IN) if name in columns]
    if any(len(columns[name]) > 1 for name in wanted):
        raise RowsRefused("headings_twice")
    known = {place for places in columns.values() for place in places}
    found = []
    for number, cells in rows:
        filled = {name: cells[columns[name][0]] if columns[name][0] < len(cells) else "" for name in wanted}
        if any(filled.values()):
            found.append([number, filled])
    if len(found) > MOST_ROWS:
        raise RowsRefused("too_many_rows")
    others = [cell for place, cell in enumerate(headings) if place not in known and isinstance(cell, str)]
    unknown = [text for cell in others if (text := cell.strip())]
    return FilledTable([name for name in FILLED_IN if name not in columns], unknown[:MOST_UNKNOWN], found)
