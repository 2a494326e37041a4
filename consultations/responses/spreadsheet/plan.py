"""What a filled table would change, compared with what is stored; nothing is saved.

A cell that is still as it went out, or says what is stored already, changes nothing. Neither does a column that is
missing: what is stored there stays.
"""

import hashlib
import json
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from consultations.responses.actions.responses import ResponseContent
from consultations.responses.models import Response
from consultations.responses.queries import items_of, later_passages
from consultations.responses.spreadsheet.columns import (
    COLUMNS,
    FILLED_IN,
    FORWARDED,
    KEY,
    LANDED,
    OUTCOME,
    REASON,
    comparable,
    filled_cells,
    implementation_name,
    in_all_languages,
    mark_of,
    parse_key,
)
from consultations.responses.spreadsheet.rows import FilledTable

MOST_ROWS_NAMED = 40  # of one fault


class Fault(NamedTuple):
    """What is wrong, in which row and column of the file; column "" where it is the row as a whole."""

    row: int
    column: str
    words: str


class FaultGroup(NamedTuple):
    """One thing that is wrong in several rows."""

    rows: list[int]
    column: str
    words: str

    @property
    def places(self) -> str:
        """`2–5, 9`: the rows, as they are read."""
        runs = groupby(enumerate(self.rows), key=lambda pair: pair[1] - pair[0])
        ends = [[row for __, row in run] for __, run in runs]
        told = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in ends]
        return ", ".join(told[:MOST_ROWS_NAMED]) + (", …" if len(told) > MOST_ROWS_NAMED else "")


@dataclass
class RowChange:
    """What a row would change. `emptied` are the headings of what would be deleted by it."""

    row: int
    item: Any
    revision: int
    answer: ResponseContent
    emptied: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """What a file would do.

    `stale` are rows whose answer somebody else changed since the table was made, and that say something else;
    `untried` are rows with a fault of which the rest can still be judged; `blank` are rows whose answer was deleted in
    the table, which deletes nothing here."""

    missing: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    changes: list[RowChange] = field(default_factory=list)
    stale: list[RowChange] = field(default_factory=list)
    untried: list[RowChange] = field(default_factory=list)
    blank: list[RowChange] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unchanged: int = 0
    empty: int = 0

    @property
    def fault_groups(self) -> list[FaultGroup]:
        """Equal faults once, with all their rows."""
        rows: dict[tuple[str, str], list[int]] = {}
        for fault in sorted(set(self.faults)):
            rows.setdefault((fault.column, fault.words), []).append(fault.row)
        return [FaultGroup(numbers, *what) for what, numbers in rows.items()]

    @property
    def digest(self) -> str:
        """Changes with everything that would be saved, so that exactly what was shown is applied."""
        rows = [
            (change.row, change.item.pk, change.revision, change.answer.outcome, change.answer.reason,
             change.answer.forwarded_to, change.answer.landed_in and change.answer.landed_in.pk)
            for change in self.changes
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def plan_of(table: FilledTable, consultation, user) -> Plan:
    """What these rows would change for this person."""
    return _Planner(table, consultation, user).plan()


class _Planner:
    def __init__(self, table, consultation, user) -> None:
        self._table, self._seen = table, set()
        self._items = items_of(user, consultation).in_bulk()
        later = list(later_passages(consultation.version))
        self._newest = later[0].version.number if later else None
        self._passages = {implementation_name(passage, self._newest): passage for passage in later}
        self._plan = Plan([str(COLUMNS[name][0]) for name in table.missing], table.unknown)

    def plan(self) -> Plan:
        for number, cells in self._table.rows:
            self._look_at(number, cells)
        return self._plan

    def _look_at(self, number, cells) -> None:
        faults = [
            Fault(number, str(COLUMNS[name][0]), _("The cell holds a formula. Write its value."))
            for name, cell in cells.items()
            if not isinstance(cell, str)
        ]
        texts = {name: cell if isinstance(cell, str) else "" for name, cell in cells.items()}
        key = parse_key(texts.pop(KEY, ""))
        if not faults and not any(comparable(name, text) for name, text in texts.items()):
            self._note_blank(number, key)
            return
        item, words = self._item_of(key)
        if item is None:
            self._plan.faults += [*faults, Fault(number, str(COLUMNS[KEY][0]), words)]
            return
        self._compare(number, key, item, texts, faults)

    def _item_of(self, key):
        """(the item of a row, None), or (None, what is wrong with its key)."""
        if key is None:
            return None, _("The key of the row is missing or was changed. Rows may be sorted and removed, not added.")
        if key.item not in self._items:
            return None, _("This item is not among those that you answer here.")
        if key.item in self._seen:
            return None, _("This item is in the table twice.")
        self._seen.add(key.item)
        return self._items[key.item], None

    def _note_blank(self, number, key) -> None:
        item = self._items.get(key.item) if key else None
        if item is None or not hasattr(item, "response") or key.item in self._seen:
            self._plan.empty += 1
            return
        self._seen.add(key.item)
        if all(key.marks.get(name) == mark_of(name, "") for name in FILLED_IN):
            self._plan.unchanged += 1  # somebody answered after the table was made
            return
        self._plan.blank.append(RowChange(number, item, key.revision, _content_of(item)))

    def _compare(self, number, key, item, texts, faults) -> None:
        stored = filled_cells(getattr(item, "response", None), self._newest)
        changed = {
            name: comparable(name, text) if name != REASON else text.replace("\r\n", "\n").replace("\r", "\n").strip()
            for name, text in texts.items()
            if key.marks.get(name) != mark_of(name, text) and comparable(name, text) != comparable(name, stored[name])
        }
        if not changed and not faults:
            self._plan.unchanged += 1
            return
        answer, more = self._answer(number, item, changed)
        faults += more
        self._plan.faults += faults
        revision = item.response.revision if hasattr(item, "response") else 0
        emptied = [str(COLUMNS[name][0]) for name, text in changed.items() if not text]
        change = RowChange(number, item, key.revision, answer, emptied)
        if faults:
            if answer.outcome:
                self._plan.untried.append(change)
        elif key.revision != revision:
            self._plan.stale.append(change)
        else:
            self._plan.changes.append(change)

    def _answer(self, number, item, changed) -> tuple[ResponseContent, list[Fault]]:
        """What is stored with what was changed, and what is wrong with that."""
        now, faults = _content_of(item), []
        outcome, landed = changed.get(OUTCOME, now.outcome), now.landed_in
        if outcome not in Response.Outcome.values:
            words = _("Unknown outcome “%(word)s”.") % {"word": outcome} if outcome else _("Enter an outcome.")
            allowed = "; ".join(" / ".join(in_all_languages(label)) for label in Response.Outcome.labels)
            words = f"{words} {_('Allowed: %(words)s.') % {'words': allowed}}"
            faults.append(Fault(number, str(COLUMNS[OUTCOME][0]), words))
            outcome = ""
        if LANDED in changed:
            landed = self._passages.get(changed[LANDED])
            if changed[LANDED] and landed is None:
                words = _("No later version has a passage “%(number)s”.") % {"number": changed[LANDED]}
                faults.append(Fault(number, str(COLUMNS[LANDED][0]), words))
        answer = ResponseContent(
            outcome, changed.get(REASON, now.reason), changed.get(FORWARDED, now.forwarded_to), landed
        )
        return answer, faults


def _content_of(item) -> ResponseContent:
    response = getattr(item, "response", None)
    if response is None:
        return ResponseContent("")
    return ResponseContent(response.outcome, response.reason, response.forwarded_to, response.landed_in)
