"""The parts of a Word file: found by what they are for, never by a usual name."""

import posixpath
import re
from functools import cached_property
from xml.etree.ElementTree import Element

from consultations.documents.importing.messages import ImportRefused
from consultations.documents.importing.validation import MOST_XML, open_archive, unpack
from consultations.documents.importing.xml import MOST_ELEMENTS, parse

_MAIN = re.compile(r"wordprocessingml\.(?:document|template)\.main\+xml$")
_RELATED = ("styles", "numbering", "footnotes", "endnotes", "comments")


class Package:
    """The parts that are read; together they may not hold more than a document does."""

    def __init__(self, data) -> None:
        self.archive = open_archive(data)
        self.names = {}
        for name in self.archive.namelist():
            self.names.setdefault(name.lower().lstrip("/"), name)
        self.size = self.elements = 0
        self.main = self._main_name()

    def _main_name(self) -> str:
        """The part with the words: by its relation to the package, or else by its type."""
        for kind, target in self._relations("", "_rels/.rels"):
            if kind == "officeDocument" and target.lower() in self.names:
                return target
        types = self.parsed("[Content_Types].xml")
        for element in types if types is not None else ():
            name = element.get("PartName", "").lstrip("/")
            if _MAIN.search(element.get("ContentType", "")) and name.lower() in self.names:
                return name
        raise ImportRefused("broken_file")

    def _relations(self, folder, name) -> list[tuple[str, str]]:
        root = self.parsed(name)
        found = []
        for element in root if root is not None else ():
            if element.get("TargetMode") == "External":
                continue
            target = element.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found.append((element.get("Type", "").rsplit("/", 1)[-1], posixpath.normpath(path)))
        return found

    @cached_property
    def related(self) -> dict[str, list[str]]:
        """Names of parts by what they are for the document: styles, numbering, footnotes, header …"""
        folder, name = posixpath.split(self.main)
        found = {}
        for kind, target in self._relations(folder, posixpath.join(folder, "_rels", f"{name}.rels")):
            found.setdefault(kind, []).append(target)
        for kind in _RELATED:  # a file without relations still has its parts under the usual names
            found.setdefault(kind, [posixpath.join(folder, f"{kind}.xml")])
        return found

    def part(self, kind) -> Element | None:
        """The one part of a kind, parsed; None where there is none."""
        return self.parsed(self.related[kind][0]) if self.related.get(kind) else None

    def parsed(self, name) -> Element | None:
        """A part as a tree. Raises ImportRefused where it is broken, unsafe, or all together are too long."""
        stored = self.names.get(name.lower())
        data = unpack(self.archive, stored) if stored else None
        if data is None:
            return None
        self.size += len(data)
        if self.size > MOST_XML:
            raise ImportRefused("too_long")
        root = parse(data)
        self.elements += sum(1 for _ in root.iter())
        if self.elements > MOST_ELEMENTS:
            raise ImportRefused("too_long")
        return root
