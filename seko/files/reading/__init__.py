"""Tables that people send, XLSX and ODS, as plain rows of text: `tables_in(data)`.

A stranger's file is read by `seko/jobs/sandbox.py` in a process of its own, so nothing here knows settings, models or
messages. No library reads it: what is counted while it streams by (cells, letters, bytes) is what decides how long we
work and how much memory that takes, never a number that the file declares.
"""

from typing import Any

from seko.files.reading.ods import read_ods
from seko.files.reading.package import TableRefused, open_package
from seko.files.reading.xlsx import read_xlsx

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the old Office, and any Office's file with a password


def check_head(data) -> None:
    """Refuse what cannot be a table, by its first bytes; cheap enough for a request. Raises TableRefused."""
    if not data:
        raise TableRefused("file_empty")
    if data.startswith(_OLE):
        raise TableRefused("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "not_sheet")
    if not data.startswith(b"PK"):
        raise TableRefused("not_sheet")


def tables_in(data) -> list[dict[str, Any]]:
    """Each sheet as {"name", "rows": [[number of the row, [cells]]]}, without rows that hold nothing.

    A cell is its text, or {"formula": true}: a formula is told and never worked out. Raises TableRefused with a code:
    `file_empty`, `not_sheet`, `encrypted`, `macros`, `broken_file`, `zip_bomb`, `unsafe_xml`, `too_many_rows`,
    `too_many_cells`."""
    check_head(data)
    with open_package(data) as package:
        return [table.as_plain() for table in (read_ods(package) if package.is_open_document else read_xlsx(package))]
