"""The packed file of a table: what lies in it, and its parts as a stream of elements that is counted and bounded."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from seko.files.archives import ArchiveRefused, chunks_of, holds_macros, open_archive

MOST_UNPACKED = 256 * 1024 * 1024  # of all parts, by the package's own directory
MOST_OF_A_PART = 128 * 1024 * 1024  # counted while it is unpacked
MOST_ROWS = 20_000  # with something in them
MOST_CELLS = 400_000
MOST_LETTERS = 20_000_000  # of all cells together, however often one text is repeated
MOST_COLUMNS = 200  # from the left; what lies further right is not looked at
MOST_SHEETS = 20
DEEPEST = 100

Cell = str | dict[str, bool]
FORMULA: Cell = {"formula": True}


class TableRefused(Exception):
    """The file cannot be read as a table; `code` says why."""

    def __init__(self, code) -> None:
        super().__init__(code)
        self.code = code


class Counted:
    """What all sheets of a file hold together."""

    def __init__(self) -> None:
        self.rows = self.cells = self.letters = 0

    def take(self, cells) -> None:
        """Count a row; raises TableRefused when there is more than a table can have."""
        self.rows += 1
        self.cells += len(cells)
        self.letters += sum(len(cell) for cell in cells)
        if self.rows > MOST_ROWS:
            raise TableRefused("too_many_rows")
        if self.cells > MOST_CELLS or self.letters > MOST_LETTERS:
            raise TableRefused("too_many_cells")


@dataclass
class SheetRows:
    """The rows of one sheet that hold anything."""

    name: str
    counted: Counted
    rows: list[tuple[int, list[Cell]]] = field(default_factory=list)

    def add(self, number, cells: dict[int, Cell]) -> None:
        """A row by the places of its cells, from 0; one without anything is left out."""
        cells = {place: cell for place, cell in cells.items() if cell and place < MOST_COLUMNS}
        if cells:
            row = [cells.get(place, "") for place in range(max(cells) + 1)]
            self.counted.take(row)
            self.rows.append((number, row))

    def as_plain(self) -> dict[str, Any]:
        return {"name": self.name, "rows": [list(row) for row in self.rows]}


class Package:
    """An archive whose directory was looked at before anything was unpacked."""

    def __init__(self, archive) -> None:
        self._archive = archive
        self.names = set(archive.namelist())

    @property
    def is_open_document(self) -> bool:
        """An ODS; raises TableRefused for what is neither that nor XLSX."""
        if "[Content_Types].xml" in self.names:
            return False
        if "mimetype" not in self.names:
            raise TableRefused("not_sheet")
        kind = b"".join(self._bytes_of("mimetype"))[:100].decode("ascii", "replace").strip()
        if not kind.startswith("application/vnd.oasis.opendocument.spreadsheet"):
            raise TableRefused("not_sheet")
        return True

    def stream(self, name, *, begins=None, ends=None, text=None) -> None:
        """Call `begins(name, attributes)`, `ends(name)` and `text(letters)` for a part; names are without namespace."""
        depth = 0

        def declared(*_) -> None:
            raise TableRefused("unsafe_xml")

        def begin(name, attributes) -> None:
            nonlocal depth
            depth += 1
            if depth > DEEPEST:
                raise TableRefused("unsafe_xml")
            if begins:
                begins(_plain(name), {_plain(key): value for key, value in attributes.items()})

        def end(name) -> None:
            nonlocal depth
            depth -= 1
            if ends:
                ends(_plain(name))

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = declared
        parser.StartElementHandler, parser.EndElementHandler = begin, end
        if text:
            parser.CharacterDataHandler = text
        try:
            for chunk in self._bytes_of(name):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as exc:
            raise TableRefused("broken_file") from exc

    def _bytes_of(self, name) -> Iterator[bytes]:
        try:
            yield from chunks_of(self._archive, name, most=MOST_OF_A_PART)
        except KeyError as exc:
            raise TableRefused("broken_file") from exc
        except ArchiveRefused as refusal:
            raise TableRefused(refusal.code) from refusal


@contextmanager
def open_package(data) -> Iterator[Package]:
    """The packed file, when its directory holds no danger. Raises TableRefused."""
    try:
        archive = open_archive(data, most_unpacked=MOST_UNPACKED)
    except ArchiveRefused as refusal:
        raise TableRefused(refusal.code) from refusal
    with archive:
        if holds_macros(archive):
            raise TableRefused("macros")
        yield Package(archive)


def _plain(name) -> str:
    return name.rpartition(":")[2]
