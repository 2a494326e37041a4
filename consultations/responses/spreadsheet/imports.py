"""A table of answers that came back: read by a process of its own, shown, and applied in one act."""

import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.documents.importing.messages import MESSAGES
from consultations.responses.actions.responses import field_errors, respond_to_items
from consultations.responses.models import Response
from consultations.responses.spreadsheet.columns import COLUMNS
from consultations.responses.spreadsheet.plan import Fault, Plan, plan_of
from consultations.responses.spreadsheet.rows import FilledTable, RowsRefused, filled_table
from seko.files.reading import TableRefused, check_head
from seko.jobs import sandbox
from seko.jobs.actions import JobFailed, Requester, given_file, job_kind, start_job
from seko.jobs.models import Job
from seko.rules.errors import field_error
from seko.rules.uploads import check_size

JOB = "consultations.read_answers"
LIMITS = sandbox.Limits(seconds=30, patience=120, memory=768 * sandbox.MIB, output=64 * sandbox.MIB)
OWN_MESSAGES = {
    "not_sheet": _(
        "This is not a table that the portal can process. Send the file that was downloaded here and filled in, as "
        "XLSX or ODS."
    ),
    "macros": _("The file holds macros (programs). Save it as XLSX without macros and send that."),
    "headings_missing": _(
        "The column of keys is missing, so no row can be recognized. It is hidden in the table that is downloaded "
        "here: leave it in its place, and the row of headings above it."
    ),
    "headings_twice": _("A column that is filled in appears twice in the table. Remove one of the two."),
    "too_many_rows": _("The table has more than 5,000 rows. Split it into several files."),
    "too_many_cells": _("The table holds far more than answers to items can. Send the table that was downloaded here."),
}
WORDS = {**MESSAGES, **sandbox.MESSAGES, **OWN_MESSAGES}


# --- reading ---------------------------------------------------------------------------------


def begin_reading(consultation, file, *, by, send, query="") -> Job:
    """Have a filled table read in the background; `query` is the filter of the table to come back to.

    What is plainly no table is refused at once. Raises ValidationError with a code of `WORDS` beside `file`,
    `too_many_jobs`, `no_space`."""
    check_size(file)
    try:
        check_head(file.read())
    except TableRefused as refusal:
        raise field_error("file", WORDS[refusal.code], refusal.code) from refusal
    file.seek(0)
    parameters = {"consultation": consultation.pk, "slug": consultation.slug, "send": send, "query": query}
    return start_job(JOB, parameters, by=Requester(by), file=file)


def page_of_reading(job) -> str:
    """Where what was read is shown."""
    query = QueryDict(job.parameters["query"], mutable=True)
    query["job"] = str(job.pk)
    return f"{reverse('consultations:response_import', args=[job.parameters['slug']])}?{query.urlencode()}"


@job_kind(JOB, _("Processing of a completed table"), words=WORDS, page=page_of_reading)
def read_answers(job, progress, out) -> str:
    """Read the table apart from everything, and keep its rows of answers."""
    try:
        sheets = sandbox.run_apart(
            "seko.files.reading:tables_in", given_file(job), limits=LIMITS, tick=lambda: progress.advance(0)
        )
        table = filled_table(sheets)
    except (sandbox.ApartFailed, RowsRefused) as refusal:
        raise JobFailed(refusal.code) from refusal
    out.write(json.dumps(table.as_plain()).encode())
    progress.advance(len(table.rows))
    return "answers.json"


def table_of(job) -> FilledTable | None:
    """What was read; None where it is no longer kept."""
    try:
        with job.file.open("rb") as kept:
            return FilledTable(**json.load(kept))
    except (FileNotFoundError, ValueError):
        return None


# --- trying and doing ------------------------------------------------------------------------


def plan_with_refusals(table, consultation, *, by, send) -> Plan:
    """What the table would do, with all that is wrong with it in one round: what the action itself would refuse, too.

    Whatever the action wrote is taken back."""
    plan = plan_of(table, consultation, by)
    told = {(fault.row, fault.column) for fault in plan.faults}
    if rows := [*plan.changes, *plan.stale, *plan.untried]:
        with transaction.atomic():
            refused = _faults_of(rows, by=by, send=send)
            transaction.set_rollback(True)
        plan.faults += [fault for fault in refused if (fault.row, fault.column) not in told]
    return plan


def _faults_of(changes, *, by, send) -> list[Fault]:
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
    """The same act as on the page, all or none."""
    answers = {change.item: change.answer for change in changes}
    revisions = {change.item.pk: change.revision for change in changes}
    return respond_to_items(answers, by=by, send=send, revisions=revisions, most_refusals=None)
