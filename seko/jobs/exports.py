"""Lists as files: a small one is answered at once, a large one is a job; both are written by `write_table`.

An app registers a list with `@exported("app.list", _("…"))`: a function (reader, **parameters) -> Table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import QueryDict

from seko.events.templatetags import fact
from seko.files.sheets import FORMATS
from seko.jobs.actions import JobFailed, job_kind
from seko.rules.validity import today
from seko.scripts import for_visitor, localized, to_cyrillic, to_latin
from seko.web.slugs import slug_of

AT_ONCE = 1000  # rows that are answered without a job
CHUNK = 1000  # rows that are in memory at one time
SCRIPTS = {"": None, "cyrl": to_cyrillic, "latn": to_latin}

_tables = {}


class ExportColumn(NamedTuple):
    """A heading, and how wide it stands in a spreadsheet (characters). A date with its hour takes 20."""

    heading: str
    width: int = 20


@dataclass(frozen=True)
class Table:
    """What a file holds: its name, its columns, its rows, and the cells of some rows at a time."""

    name: str
    columns: list[ExportColumn]
    rows: QuerySet
    cells_of: Callable


@dataclass(frozen=True)
class Reader:
    """For whom a table is made: what they may see, what they narrowed it by, in which script they want it.

    The lists' filters take it in the place of the request."""

    user: object
    query: QueryDict
    convert: Callable | None = None

    def text(self, value) -> str:
        """What people typed, in the script that was asked for, else in the visitor's."""
        return (self.convert or for_visitor)(value) if value else ""

    def name(self, obj, attribute="name") -> str:
        """The name of something, in English on English pages."""
        if obj is None:
            return ""
        return self.convert(getattr(obj, attribute)) if self.convert else localized(obj, attribute)

    def told(self, facts, attribute="name") -> str:
        """The same of something that came as plain data."""
        return self.convert(facts[attribute]) if self.convert else fact(facts, attribute)


class NoCount:
    """Where nobody watches."""

    def expect(self, total) -> None:
        pass

    def advance(self, rows=1) -> None:
        pass


def register_export(kind, title) -> Callable:
    """Register a list that can be downloaded, and the job that writes it when it is long."""

    def register(table):
        _tables[kind] = table

        @job_kind(kind, title)
        def work(job, progress, out):
            try:
                table = table_of(kind, job.user or AnonymousUser(), job.parameters)
            except ObjectDoesNotExist as exc:
                raise JobFailed("not_visible") from exc
            progress.expect(table.rows.count())
            return write_table(table, job.parameters["form"], out, progress)

        return table

    return register


def table_of(kind, user, parameters) -> Table:
    """The table that a person sees now; ObjectDoesNotExist where what it is about is not theirs to see."""
    own = {name: value for name, value in parameters.items() if name not in {"form", "query"}}
    query = QueryDict(parameters["query"])
    return _tables[kind](Reader(user, query, SCRIPTS.get(query.get("script", ""))), **own)


def write_table(table, format, out, progress=None) -> str:
    """Write the whole table; returns the name of the file. The number of rows in memory does not grow.

    One cursor on the server holds the rows as they were when it began; `cells_of` may ask once per chunk."""
    progress = progress or NoCount()
    file = FORMATS[format](out, table.name, table.columns)
    try:
        rows = table.rows.iterator(chunk_size=CHUNK)
        while chunk := list(islice(rows, CHUNK)):
            for cells in table.cells_of(chunk):
                file.add(cells)
                progress.advance()
    except BaseException:
        file.give_up()
        raise
    file.close()
    return f"{slug_of(table.name)}-{today():%Y-%m-%d}.{format}"
