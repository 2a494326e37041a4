"""Packed files of strangers: one look at the directory before anything is unpacked, one count while it is.

Each kind of file has bounds and words of its own; what is dangerous is the same for all. Needs no Django, as files are
read in processes without settings."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

MOST_ENTRIES = 5_000
MOST_DIRECTORY = 2 * 1024 * 1024  # bytes of the list of entries
MOST_RATIO, RATIO_FROM = 200, 8 * 1024 * 1024  # what is packed tighter than this and large was made to harm
CHUNK = 256 * 1024

_END = b"PK\x05\x06"


class ArchiveRefused(Exception):
    """The archive is not opened, or not read on; `code` is `zip_bomb`, `broken_file` or `encrypted`."""

    def __init__(self, code) -> None:
        super().__init__(code)
        self.code = code


def open_archive(data, *, most_unpacked) -> zipfile.ZipFile:
    """The archive, when its directory holds no danger; `most_unpacked` are bytes of all entries by that directory.

    Raises ArchiveRefused."""
    end = data.rfind(_END)
    if end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") > MOST_DIRECTORY:
        raise ArchiveRefused("zip_bomb")  # before a million entries are listed
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as exc:
        raise ArchiveRefused("broken_file") from exc
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > most_unpacked:
        raise ArchiveRefused("zip_bomb")
    for entry in entries:
        if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise ArchiveRefused("zip_bomb")
        if entry.flag_bits & 0x1:
            raise ArchiveRefused("encrypted")
    return archive


def holds_macros(archive) -> bool:
    """Does an office document bring programs along?"""
    return any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in archive.namelist())


def chunks_of(archive, name, *, most) -> Iterator[bytes]:
    """An entry piece by piece, at most `most` bytes, counted while they are unpacked: the directory may lie.

    Raises KeyError where there is no such entry; ArchiveRefused."""
    entry, size = archive.getinfo(name), 0
    try:
        with archive.open(entry) as packed:
            while chunk := packed.read(CHUNK):
                size += len(chunk)
                if size > most:
                    raise ArchiveRefused("zip_bomb")
                yield chunk
    except ArchiveRefused:
        raise
    except Exception as exc:  # each way of packing breaks in its own way
        raise ArchiveRefused("broken_file") from exc
