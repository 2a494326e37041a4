"""What happens to documents; the public hears of it with the consultation."""

from typing import TypedDict

from seko.events.declarations import declare


class DocumentFacts(TypedDict):
    title: str
    title_en: str


class VersionFacts(DocumentFacts):
    number: int


class WithdrawnFacts(VersionFacts):
    reason: str


class FileFacts(DocumentFacts):
    name: str


UNTOLD = "Work of the Ministry on a text; those concerned are told when a consultation on it opens."

declare("document.version_issued", facts=VersionFacts, public=False, untold=UNTOLD)
declare("document.version_withdrawn", facts=WithdrawnFacts, public=False, untold=UNTOLD)
declare("document.deleted", facts=DocumentFacts, public=False, untold=UNTOLD)
declare("document.file_attached", "document.file_removed", facts=FileFacts, public=False, untold=UNTOLD)
declare(
    "document.import_begun", "document.import_discarded", "document.import_restored",
    facts=FileFacts, public=False, untold=UNTOLD,
)  # fmt: skip
