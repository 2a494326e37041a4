"""Bring in documents: a text is split into numbered passages whose keys survive from version to version."""

import re
from difflib import SequenceMatcher

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from consultations.models import Document, DocumentVersion, Passage
from consultations.permissions import can_prepare
from organizations.permissions import case_worker_mandate
from seko.errors import beside, check_fields, database_refusals, require
from seko.events import record
from seko.slugs import unique_slug
from seko.validity import today

SAME_PASSAGE = 0.6  # likeness from which a changed passage keeps its key
# A heading may begin with a bare number; in a paragraph that would take the year of "2020. године" or a quantity.
_HEADING_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*)\.?\s+(.*)$", re.DOTALL)
_PARAGRAPH_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,3})+|\d{1,3}(?=\.\s))\.?\s+(.*)$", re.DOTALL)


@transaction.atomic
def create_document(*, by, title, issuer, areas=(), **fields):
    """Register a document; its text comes with `add_version`.

    Raises PermissionDenied; ValidationError with the code of a broken constraint."""
    require(can_prepare(by))
    document = Document(title=title, issuer=issuer, slug=unique_slug(Document, title), **fields)
    with database_refusals(Document):
        check_fields(document)
        document.save()
        document.areas.set(areas)
    return document


@transaction.atomic
def add_version(document, *, by, text, issued_on=None, note=""):
    """Issue the next version from plain text: blank lines part passages, `#` begins a heading.

    A passage that is the same as, or like, one of the version before keeps its key.
    Raises PermissionDenied; ValidationError `text_missing`, `same_text`."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    require(can_prepare(by))
    passages = split_text(text)
    if not passages:
        raise beside("text", _("The text is empty. Paste the document."), "text_missing")
    previous = document.versions.order_by("-number").first()
    before = list(previous.passages.all()) if previous else []
    if [(p.kind, p.number, p.text) for p in passages] == [(p.kind, p.number, p.text) for p in before]:
        message = _("This is the text of version %(number)s. Nothing has changed.") % {"number": previous.number}
        raise beside("text", message, "same_text")
    version = DocumentVersion(
        document=document,
        number=previous.number + 1 if previous else 1,
        issued_on=issued_on or today(),
        note=note,
    )
    with database_refusals(DocumentVersion, Passage):
        check_fields(version)
        version.save()
        for passage in passages:
            passage.version = version
        keep_keys(passages, before)
        Passage.objects.bulk_create(passages)
    record(
        version,
        "document.version_issued",
        by=by,
        mandate=case_worker_mandate(by),
        facts={"title": document.title, "title_en": document.title_en, "number": version.number},
        public=False,
    )
    return version


def split_text(text):
    """Unsaved passages of a text. A number at the start of a block becomes the passage's number."""
    passages = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        block = block.strip()
        heading = block.startswith("#")
        block = block.lstrip("#").strip()
        if not block:
            continue
        numbered = (_HEADING_NUMBER if heading else _PARAGRAPH_NUMBER).match(block)
        number, body = numbered.groups() if numbered and len(numbered[1]) <= 20 else ("", block)
        passages.append(
            Passage(
                position=len(passages) + 1,
                number=number,
                kind=Passage.Kind.HEADING if heading else Passage.Kind.PARAGRAPH,
                text=body,
            )
        )
    return passages


def keep_keys(passages, previous):
    """Give each passage the key of its forerunner: first the same text, then the most alike in the gaps between."""
    matcher = SequenceMatcher(None, [p.text for p in previous], [p.text for p in passages], autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        old, new = previous[old_from:old_to], passages[new_from:new_to]
        if tag == "equal":
            for before, after in zip(old, new, strict=True):
                after.key = before.key
        elif tag == "replace":
            for after in new:
                alike = max(old, key=lambda before: likeness(before, after), default=None)
                if alike and likeness(alike, after) >= SAME_PASSAGE:
                    after.key = alike.key
                    old = old[old.index(alike) + 1 :]


def likeness(before, after):
    """From 0, nothing in common, to 1, the same words."""
    return SequenceMatcher(None, before.text.split(), after.text.split(), autojunk=False).ratio()
