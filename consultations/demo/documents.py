"""The documents of the demo, written for it; those that were answered in two versions."""

import re
from dataclasses import dataclass

from consultations.actions.document import add_version, create_document
from consultations.demo.files import document
from consultations.models import Document, DocumentVersion
from organizations.permissions import case_worker_mandate
from sectors.models import Area


@dataclass
class Text:
    """A document with the version under consultation and its passages by number."""

    name: str
    document: Document
    version: DocumentVersion

    def __post_init__(self):
        self.passages = {passage.number: passage for passage in self.version.passages.all()}


def load_document(name, facts, *, by, issued_on):
    """Register a document with its first version."""
    areas = Area.objects.filter(code__in=facts["areas"])
    registered = create_document(
        **(facts | {"areas": areas}), by=by, issuer=case_worker_mandate(by).organization, is_demo=True
    )
    return Text(name, registered, add_version(registered, by=by, text=document(name), issued_on=issued_on))


def issue_second_version(text, revised, *, by, issued_on):
    """Issue the version that follows from the answers; its passages keep their keys."""
    version = add_version(
        text.document, by=by, text=revise(document(text.name), revised), issued_on=issued_on, note=revised["note"]
    )
    return Text(text.name, text.document, version)


def revise(text, revised):
    """The text with passages replaced by number, and new passages put after others."""
    for number, words in revised["changed"].items():
        text = _replace(text, number, lambda block, n=number, w=words: f"{n}. {w}")
    for number, added in revised.get("added_after", {}).items():
        text = _replace(text, number, lambda block, a=added: f"{block}\n\n{a}")
    return text


def _replace(text, number, change):
    block = re.compile(rf"^{re.escape(number)}\. .*$", re.MULTILINE)
    text, found = block.subn(lambda match: change(match[0]), text)
    if found != 1:
        raise ValueError(f"The document has {found} passages with the number {number}.")
    return text
