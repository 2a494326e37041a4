"""The documents of the demo, written for it; those that were answered in two versions."""

from dataclasses import dataclass

from consultations.documents.actions.versions import create_document, issue_version, passages_before
from consultations.documents.importing.markdown import blocks_of_markdown
from consultations.documents.matching import match
from consultations.models import Document, DocumentVersion
from organizations.permissions import case_worker_mandate
from sectors.models import Area
from seko.demo.files import document
from seko.demo.revising import by_address, revise


@dataclass
class Text:
    """A document with the version under consultation and its passages by their address."""

    name: str
    document: Document
    version: DocumentVersion

    def __post_init__(self):
        self.passages = by_address(self.version.passages.all())


def load_document(name, facts, *, by, issued_on):
    """Register a document with its first version."""
    areas = Area.objects.filter(code__in=facts["areas"])
    registered = create_document(
        **(facts | {"areas": areas}), by=by, issuer=case_worker_mandate(by).organization, is_demo=True
    )
    blocks, _losses = blocks_of_markdown(document(name))
    version = issue_version(registered, blocks, match([], blocks), [], by=by, issued_on=issued_on)
    return Text(name, registered, version)


def issue_second_version(text, steps, *, by, issued_on, note):
    """Issue the version that follows from the answers; its passages keep their keys."""
    before = passages_before(text.document)
    blocks, matches = revise(before, steps)
    version = issue_version(text.document, blocks, matches, before, by=by, issued_on=issued_on, note=note)
    return Text(text.name, text.document, version)
