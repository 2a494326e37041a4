"""What happens to documents; the public hears of it with the consultation."""

from typing import TypedDict

from seko.events.declarations import declare


class DocumentFacts(TypedDict):
    title: str
    title_en: str


class VersionFacts(DocumentFacts):
    number: int


class FileFacts(DocumentFacts):
    name: str


declare("document.version_issued", facts=VersionFacts, public=False)
declare("document.file_attached", "document.file_removed", facts=FileFacts, public=False)
declare("document.import_begun", "document.import_discarded", facts=FileFacts, public=False)
