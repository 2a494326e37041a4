"""Bring in documents: a text becomes numbered passages that know where in the version before they come from."""

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.documents.imported_text import passages_before
from consultations.documents.importing import blocks_of_text
from consultations.documents.matching import NEW, Match, match
from consultations.documents.models import Document, DocumentFile, DocumentVersion, Passage, PassageOrigin
from consultations.documents.permissions import can_prepare
from organizations.permissions import case_worker_mandate
from seko.discarded.actions import keep_discarded, restore_rows
from seko.discarded.kinds import can_be_restored
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, field_error, require, storable
from seko.rules.uploads import check_pdf, sha256_of, short_name
from seko.rules.validity import today
from seko.web.slugs import unique_slug

ROWS_AT_ONCE = 1000
PDF = ".pdf"  # the ending of the name, however it was written


@transaction.atomic
def create_document(*, by, title, issuer, areas=(), **fields) -> Document:
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
def add_version(document, *, by, text, issued_on=None, note="") -> DocumentVersion:
    """Issue the next version from plain text: blank lines part passages, `#` begins a heading.

    A passage comes from the one of the version before that it surely is like; what is doubtful counts as new.
    Raises PermissionDenied; ValidationError `text_missing`, `same_text`."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    require(can_prepare(by))
    blocks = blocks_of_text(text)
    before = passages_before(document)
    matches = [Match(NEW) if found.is_doubtful else found for found in match(before, blocks)]
    return issue_version(document, blocks, matches, before, by=by, issued_on=issued_on, note=note)


def issue_version(document, blocks, matches, before, *, by, issued_on=None, note="") -> DocumentVersion:
    """The next version of a document that is locked, and where each of its passages comes from."""
    if not blocks:
        raise field_error("text", _("The text is empty. Paste the document."), "text_missing")
    number = document.versions.aggregate(last=Max("number"))["last"] or 0
    if [(b.kind, b.number, b.text) for b in blocks] == [(p.kind, p.number, p.text) for p in before]:
        message = _("This is the text of version %(number)s. Nothing has changed.") % {"number": number}
        raise field_error("text", message, "same_text")
    version = DocumentVersion(document=document, number=number + 1, issued_on=issued_on or today(), note=note)
    passages = unsaved_passages(blocks, version)
    with database_refusals(DocumentVersion, Passage, PassageOrigin):
        check_fields(version)
        version.save()
        inherit_keys(passages, matches, before)
        Passage.objects.bulk_create(passages, batch_size=ROWS_AT_ONCE)
        PassageOrigin.objects.bulk_create(
            (
                PassageOrigin(passage=passage, forerunner=before[place], way=found.way)
                for passage, found in zip(passages, matches, strict=True)
                for place in found.old
            ),
            batch_size=ROWS_AT_ONCE,
        )
    record("document.version_issued", version, by=by, mandate=case_worker_mandate(by))
    return version


def split_text(text) -> list[Passage]:
    """Unsaved passages of a plain text. A number at the start of a block becomes the passage's number."""
    return unsaved_passages(blocks_of_text(text))


def unsaved_passages(blocks, version=None) -> list[Passage]:
    """A passage for each block, in order."""
    return [Passage(version=version, position=place, **block._asdict()) for place, block in enumerate(blocks, start=1)]


def inherit_keys(passages, matches, before) -> None:
    """Each passage has the key of its first forerunner; of the parts of a split one, the first, has it."""
    taken = set()
    for passage, found in zip(passages, matches, strict=True):
        if found.old and (key := before[found.old[0]].key) not in taken:
            passage.key = key
            taken.add(key)


# --- files beside a document -----------------------------------------------------------------


@transaction.atomic
def attach_file(document, *, by, file, version=None) -> DocumentFile:
    """Put a PDF beside a document, or beside one of its versions, for people to download.

    Raises PermissionDenied; ValidationError `file_size`, `not_pdf`, `version_elsewhere`."""
    require(can_prepare(by))
    message = _("Only PDF files can be attached to a document. Send its text as a new version.")
    check_pdf(file, message, strictly=False)
    if version and version.document_id != document.pk:
        raise field_error("version", _("Choose a version of this document."), "version_elsewhere")
    stem = file.name[: -len(PDF)] if file.name.lower().endswith(PDF) else file.name
    name = short_name(stem + PDF)
    kept = DocumentFile(
        document=document, version=version, file=file, name=name, size=file.size, sha256=sha256_of(file),
        mandate=case_worker_mandate(by),
    )  # fmt: skip
    with storable():
        check_fields(kept)
        kept.save()
    record("document.file_attached", document, by=by, mandate=case_worker_mandate(by), name=name)
    return kept


@transaction.atomic
def remove_file(kept, *, by) -> None:
    """Take a file away from a document. For thirty days it can be put back.

    Raises PermissionDenied."""
    require(can_prepare(by))
    document, name = kept.document, kept.name
    rows = [DocumentFile.objects.filter(pk=kept.pk)]
    where = {"title": name, "place": document.title}
    keep_discarded("document_file", "office", by=by, rows=rows, files=[kept.file.name], **where)
    kept.delete()
    record("document.file_removed", document, by=by, mandate=case_worker_mandate(by), name=name)


def restore_file(discarded, *, by) -> str:
    """A file is beside its document again. Raises PermissionDenied."""
    require(can_prepare(by))
    kept = restore_rows(discarded)[0]
    record("document.file_attached", kept.document, by=by, mandate=case_worker_mandate(by), name=kept.name)
    return reverse("consultations:document_detail", args=[kept.document.slug])


can_be_restored("document_file", _("File beside a document"), restore_file, models=[DocumentFile])
