"""A table of answers that came back: read without trust, compared with what is stored, applied in one act.

Nothing is saved while it is read. A row is found by its key, so that rows may be sorted or removed.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook

from consultations.documents.importing.messages import MESSAGES, ImportRefused
from consultations.documents.importing.validation import check_xml, open_archive, unpack
from consultations.responses.actions.responses import ResponseContent, field_errors, respond_to_items
from consultations.responses.models import Response
from consultations.responses.queries import items_of, later_passages
from consultations.responses.spreadsheet.export import (
    COLUMNS,
    FILLED_IN,
    FORWARDED,
    KEY,
    LANDED,
    OUTCOME,
    REASON,
    implementation_name,
    in_all_languages,
)
from seko.rules.content import is_too_large
from seko.rules.errors import field_error

MOST_ROWS = 5_000
HEADINGS_WITHIN = 10  # rows from the top in which the headings are looked for
DAY = 24 * 60 * 60
SALT = "consultations.answer_import"
OWN_MESSAGES = {
    "not_sheet": gettext_lazy(
        "This is not a table that the portal can process. Send the XLSX file that was downloaded here and filled in."
    ),
    "macros": gettext_lazy("The file holds macros (programs). Save it as XLSX without macros and send that."),
    "headings_missing": gettext_lazy("The headings of the table are missing: %(headings)s."),
    "too_many_rows": gettext_lazy("The table has more than %(n)s rows."),
}


class Fault(NamedTuple):
    """What is wrong, in which row and column of the file; column "" where it is the row as a whole."""

    row: int
    column: str
    words: str


@dataclass
class RowChange:
    """What a row would change."""

    row: int
    item: object
    revision: int
    answer: ResponseContent


@dataclass
class Plan:
    """What a file would do."""

    changes: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    unchanged: int = 0
    empty: int = 0


# --- reading ---------------------------------------------------------------------------------


def rows_of(data) -> list[tuple[int, dict[str, Fault | str]]]:
    """[(number of the row, {field: text or Fault})] of a filled table. Raises ValidationError beside `file`."""
    try:
        _validate(data)
    except ImportRefused as refusal:
        raise refusal_of(refusal.code) from refusal
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = [list(sheet.iter_rows(max_row=MOST_ROWS + 2)) for sheet in book.worksheets[:3]]
    except Exception as exc:  # each broken file breaks in its own way
        raise refusal_of("broken_file") from exc
    headings = {words.casefold(): name for name in COLUMNS for words in in_all_languages(COLUMNS[name][0])}
    for rows in sheets:
        for place, row in enumerate(rows[:HEADINGS_WITHIN]):
            columns = {headings.get(_text(cell).casefold()): n for n, cell in enumerate(row)}
            if KEY in columns and OUTCOME in columns:
                return _read(rows[place + 1 :], columns)
    raise refusal_of("headings_missing", headings=", ".join(str(COLUMNS[name][0]) for name in (KEY, OUTCOME)))


def refusal_of(code, **more) -> ValidationError:
    words = OWN_MESSAGES.get(code) or MESSAGES.get(code) or OWN_MESSAGES["not_sheet"]
    return field_error("file", words % more if more else words, code)


def _validate(data) -> None:
    """An XLSX by its content, and safe to open."""
    if is_too_large(len(data)):
        raise ImportRefused("file_size")
    if not data:
        raise ImportRefused("file_empty")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ImportRefused("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "not_sheet")
    if not data.startswith(b"PK"):
        raise ImportRefused("not_sheet")
    package = open_archive(data)
    names = package.namelist()
    types = (unpack(package, "[Content_Types].xml") or b"").decode("utf-8", "replace")
    if "macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ImportRefused("macros")
    if "spreadsheetml.sheet.main+xml" not in types:
        raise ImportRefused("not_sheet")
    for name in names:
        if name.endswith((".xml", ".rels")):
            check_xml(unpack(package, name))


def _read(rows, columns) -> list[tuple[int, dict[str, Fault | str]]]:
    places = {name: place for name, place in columns.items() if name in {KEY, *FILLED_IN}}
    found = []
    for row in rows:
        cells = {name: row[place] for name, place in places.items() if place < len(row)}
        texts: dict[str, Fault | str] = {name: _formula(cell, name) or _text(cell) for name, cell in cells.items()}
        number = next((cell.row for cell in cells.values() if getattr(cell, "row", None)), None)
        if number and any(texts.values()):
            found.append((number, texts))
    if len(found) > MOST_ROWS:
        raise refusal_of("too_many_rows", n=MOST_ROWS)
    return found


def _formula(cell, name) -> Fault | None:
    """A formula is told, never worked out."""
    if cell.data_type == "f":
        return Fault(cell.row, str(COLUMNS[name][0]), _("The cell holds a formula. Write its value."))
    return None


def _text(cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()


# --- what it would change --------------------------------------------------------------------


def plan_of(rows, consultation, user) -> Plan:
    """What these rows would change for this person; nothing is saved."""
    plan, seen = Plan(), set()
    items = items_of(user, consultation).in_bulk()
    later = list(later_passages(consultation.version))
    newest = later[0].version.number if later else None
    passages = {implementation_name(passage, newest): passage for passage in later}
    outcomes = {words.casefold(): code for code, label in Response.Outcome.choices for words in in_all_languages(label)}
    for number, cells in rows:
        faults = [cell for cell in cells.values() if isinstance(cell, Fault)]
        texts = {name: "" if isinstance(cell, Fault) else cell for name, cell in cells.items()}
        filled = {name: texts.get(name, "") for name in FILLED_IN}
        if not faults and not any(filled.values()):
            plan.empty += 1
            continue
        pk, revision, fault = _key(number, texts.get(KEY, ""), items, seen)
        faults += [fault] if fault else []
        code, passage, more = _values(number, filled, outcomes, passages)
        faults += more
        if faults:
            plan.faults += faults
            continue
        answer = ResponseContent(code, filled[REASON], filled[FORWARDED], passage)
        if _is_stored(items[pk], answer):
            plan.unchanged += 1
        else:
            plan.changes.append(RowChange(number, items[pk], revision, answer))
    return plan


def _key(number, text, items, seen):
    """(item id, revision, None) or what is wrong with the key of a row."""
    heading = str(COLUMNS[KEY][0])
    pk, dash, revision = text.partition("-")
    if not (dash and pk.isdecimal() and revision.isdecimal() and len(text) <= 20):
        words = _("The key of the row is missing or was changed. Rows may be sorted and removed, not added.")
        return None, None, Fault(number, heading, words)
    pk = int(pk)
    if pk not in items:
        return None, None, Fault(number, heading, _("This item is not among those that you answer here."))
    if pk in seen:
        return None, None, Fault(number, heading, _("This item is in the table twice."))
    seen.add(pk)
    return pk, int(revision), None


def _values(number, filled, outcomes, passages):
    """(outcome, passage, faults) of what was filled in."""
    faults = []
    code = outcomes.get(filled[OUTCOME].casefold()) or (
        filled[OUTCOME] if filled[OUTCOME] in Response.Outcome.values else None
    )
    if not code:
        words = (
            _("Unknown outcome “%(word)s”.") % {"word": filled[OUTCOME]} if filled[OUTCOME] else _("Enter an outcome.")
        )
        allowed = "; ".join(" / ".join(in_all_languages(label)) for label in Response.Outcome.labels)
        faults.append(
            Fault(number, str(COLUMNS[OUTCOME][0]), f"{words} {_('Allowed: %(words)s.') % {'words': allowed}}")
        )
    passage = passages.get(filled[LANDED])
    if filled[LANDED] and not passage:
        words = _("No later version has a passage “%(number)s”.") % {"number": filled[LANDED]}
        faults.append(Fault(number, str(COLUMNS[LANDED][0]), words))
    return code, passage, faults


def _is_stored(item, answer) -> bool:
    """The row says what the portal has already."""
    stored = getattr(item, "response", None)
    return stored is not None and (
        (stored.outcome, stored.reason.strip(), stored.forwarded_to, stored.landed_in_id)
        == (answer.outcome, answer.reason, answer.forwarded_to, answer.landed_in and answer.landed_in.pk)
    )


# --- trying and doing ------------------------------------------------------------------------


def dry_run(plan, *, by, send) -> Plan:
    """The plan with what the action itself would refuse; whatever it wrote is taken back."""
    if plan.changes:
        with transaction.atomic():
            plan.faults += faults_of(plan.changes, by=by, send=send)
            transaction.set_rollback(True)
    return plan


def faults_of(changes, *, by, send) -> list[Fault]:
    """Apply the changes, all or none; what was refused, by row and column."""
    rows = {change.item.pk: change.row for change in changes}
    try:
        apply(changes, by=by, send=send)
    except ValidationError as refusal:
        return [
            Fault(
                rows[getattr(error, "item", changes[0].item.pk)],
                str(COLUMNS[name][0]) if (name := getattr(error, "field", place)) in COLUMNS else "",
                " ".join(str(words) for words in getattr(error, "words", error.messages)),
            )
            for place, error in field_errors(refusal)
        ]
    return []


def apply(changes, *, by, send) -> list[Response]:
    """The same act as on the page."""
    answers = {change.item: change.answer for change in changes}
    revisions = {change.item.pk: change.revision for change in changes}
    return respond_to_items(answers, by=by, send=send, revisions=revisions)


def signed_changes(plan, consultation, user, send) -> str:
    """What was shown, sealed, so that exactly that is applied when the person says so."""
    rows = [
        (c.row, c.item.pk, c.revision, c.answer.outcome, c.answer.reason, c.answer.forwarded_to,
         c.answer.landed_in and c.answer.landed_in.pk)
        for c in plan.changes
    ]  # fmt: skip
    return signing.dumps([consultation.pk, user.pk, send, rows], salt=SALT, compress=True)


def changes_from_token(text, consultation, user) -> tuple[list[RowChange], bool] | None:
    """(changes, send) of what was sealed for this person; None where it is not theirs, too old or no longer there."""
    with suppress(signing.BadSignature):
        of, who, send, rows = signing.loads(text, salt=SALT, max_age=DAY)
        items = items_of(user, consultation).in_bulk([row[1] for row in rows])
        passages = later_passages(consultation.version).in_bulk([row[6] for row in rows if row[6]])
        if (of, who) == (consultation.pk, user.pk) and len(items) == len(rows):
            return [
                RowChange(row, items[pk], revision, ResponseContent(outcome, reason, forwarded, passages.get(landed)))
                for row, pk, revision, outcome, reason, forwarded, landed in rows
            ], send
    return None
