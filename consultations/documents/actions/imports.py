"""A text on its way into a document: sent, read in the background, looked over by a person, issued.

Looking over writes no events: a preview concerns nobody until it is issued. Every change raises `revision`, and who
has seen an older one is refused, so that two people never overwrite each other.
"""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.documents.actions.versions import issue_version
from consultations.documents.imported_text import (
    JOB,
    as_json,
    blocks_in,
    is_doubtful,
    match_blocks,
    passages_before,
    read_into,
)
from consultations.documents.importing import (
    MESSAGES,
    Block,
    ImportRefused,
    number_anew,
    split_block,
    validate_upload,
)
from consultations.documents.matching import Match
from consultations.documents.models import Document, DocumentImport, DocumentVersion, Passage, PassageOrigin
from consultations.documents.permissions import can_prepare
from organizations.permissions import case_worker_mandate
from seko.events.log import record
from seko.jobs.actions import Requester, start_job
from seko.rules.errors import check_fields, database_refusals, field_error, require, storable
from seko.rules.uploads import check_size, sha256_of

if TYPE_CHECKING:
    from seko.jobs.models import Job


READ_AT_ONCE = 200_000  # characters of a pasted text; a longer one, like a file, is read in the background
Status, Source = DocumentImport.Status, DocumentImport.Source


# --- sending and reading ---------------------------------------------------------------------


@transaction.atomic
def begin_import(document, *, by, file=None, text="", issued_on=None, note="") -> DocumentImport:
    """Send a file, or paste a text, that is to become the next version of a document.

    What cannot be read by its kind is refused at once; the rest is found while it is read in the background.
    Raises PermissionDenied; ValidationError `text_missing`, `one_source`, the codes of `importing.WORDS`,
    `too_many_jobs`."""
    require(can_prepare(by))
    if file and text.strip():
        raise field_error("file", _("Send a file or paste a text, not both."), "one_source")
    if not file and not text.strip():
        raise field_error("text", _("Choose a file, or paste the text."), "text_missing")
    imported = DocumentImport(document=document, issued_on=issued_on, note=note, mandate=case_worker_mandate(by))
    if file:
        imported.source = _validated(file)
        imported.file, imported.file_name, imported.sha256 = file, file.name[-200:], sha256_of(file)
    else:
        imported.source, imported.text = Source.PASTED, text
    with storable():
        check_fields(imported)
        imported.save()
    record("document.import_begun", imported, by=by, mandate=imported.mandate)
    if file or len(text) > READ_AT_ONCE:
        read_again(imported, by=by)
    else:
        read_into(imported)
    return imported


def _validated(file) -> str:
    try:
        check_size(file)
        return validate_upload(file.read(), file.name)
    except ImportRefused as refusal:
        raise field_error("file", MESSAGES[refusal.code], refusal.code) from refusal
    finally:
        file.seek(0)


def read_again(imported, *, by) -> "Job":
    """Ask for the reading of a file, or once more where the work broke off.

    Raises PermissionDenied; ValidationError `not_reading`, `too_many_jobs`."""
    require(can_prepare(by))
    if imported.status != Status.READING:
        raise ValidationError(_("This text has already been processed."), code="not_reading")
    return start_job(JOB, {"import": imported.pk}, by=Requester(user=by))


def read_now(imported, *, by) -> None:
    """Read it here and now, when nobody in the background comes to it.

    Raises PermissionDenied; ValidationError `not_reading`."""
    require(can_prepare(by))
    if imported.status != Status.READING:
        raise ValidationError(_("This text has already been processed."), code="not_reading")
    read_into(imported)


# --- looking over ----------------------------------------------------------------------------


def _opened(imported, by, revision) -> DocumentImport:
    """The import, locked, as the person has seen it."""
    require(can_prepare(by))
    imported = DocumentImport.objects.select_for_update(of=["self"]).select_related("document").get(pk=imported.pk)
    if imported.status != Status.READY:
        raise ValidationError(_("This text is no longer being checked."), code="not_ready")
    if imported.revision != revision:
        message = _("Someone else has changed this text in the meantime. Check the current text and do it again.")
        raise ValidationError(message, code="changed_meanwhile")
    return imported


def _block_at(blocks, place) -> Block:
    if not 0 <= place < len(blocks):
        raise ValidationError(_("There is no such passage."), code="no_passage")
    return blocks[place]


def _keep(imported, blocks, before=None, decided=None) -> DocumentImport:
    """Save what was changed; `before` says for each block where it stood, or None, and keeps what was decided there."""
    if decided is None:
        active = {old: new for new, old in enumerate(before) if old is not None}
        rows = enumerate(imported.matches)
        decided = {active[place]: row["old"] for place, row in rows if row["decided"] and place in active}
    imported.passages = as_json(blocks)
    imported.matches = match_blocks(passages_before(imported.document), blocks, decided)
    imported.revision += 1
    with storable():
        imported.save(update_fields=["passages", "matches", "revision", "changed_at"])
    return imported


@transaction.atomic
def change_passage(imported, *, by, revision, place, kind, number, text, level=0) -> DocumentImport:
    """Change the words, number or kind of a passage; where blank lines stand in the words, it is split.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`, `no_passage`, `text_missing`, or the
    code of a field."""
    imported = _opened(imported, by, revision)
    blocks = blocks_in(imported)
    _block_at(blocks, place)
    level = max(1, min(level or 1, 6)) if kind in (Passage.Kind.HEADING, Passage.Kind.LIST_ITEM) else 0
    parts = split_block(Block(kind, level, number.strip(), text), text)
    if not parts:
        message = _("A passage must have text. To remove it, delete it.")
        raise field_error("text", message, "text_missing")
    check_fields_of(parts)
    stood = [*range(place + 1), *[None] * (len(parts) - 1), *range(place + 1, len(blocks))]
    blocks[place : place + 1] = parts
    return _keep(imported, blocks, stood)


def check_fields_of(blocks) -> None:
    """Each block as a passage: kind, length of the number, words."""
    for block in blocks:
        passage = Passage(**block._asdict())
        passage.clean_fields(exclude=["version", "position", "key"])


@transaction.atomic
def merge_with_above(imported, *, by, revision, place) -> DocumentImport:
    """Make one passage of two: the one above keeps its kind and number and gets the words of this one.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`, `no_passage`."""
    imported = _opened(imported, by, revision)
    blocks = blocks_in(imported)
    block = _block_at(blocks, place)
    if place == 0:
        raise ValidationError(_("The first passage has none above it to merge with."), code="no_passage")
    above = blocks[place - 1]
    words = " ".join(part for part in (block.number, block.text) if part)
    parted = " " if above.kind in (Passage.Kind.HEADING, Passage.Kind.ARTICLE) else "\n"
    blocks[place - 1 : place + 1] = [above._replace(text=above.text + parted + words)]
    return _keep(imported, blocks, [*range(place - 1), None, *range(place + 1, len(blocks) + 1)])


@transaction.atomic
def delete_passage(imported, *, by, revision, place) -> DocumentImport:
    """Take a passage out of the text.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`, `no_passage`."""
    imported = _opened(imported, by, revision)
    blocks = blocks_in(imported)
    _block_at(blocks, place)
    stood = [*range(place), *range(place + 1, len(blocks))]
    return _keep(imported, [blocks[n] for n in stood], stood)


@transaction.atomic
def renumber_passages(imported, *, by, revision) -> DocumentImport:
    """Number headings, articles, numbered paragraphs, items and notes from the beginning.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`."""
    imported = _opened(imported, by, revision)
    blocks = list(number_anew(blocks_in(imported)))
    return _keep(imported, blocks, range(len(blocks)))


@transaction.atomic
def decide_origin(imported, *, by, revision, place, old) -> DocumentImport:
    """Say where a passage comes from: `old` is a passage of the version before, or None for a new one.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`, `no_passage`, `origin_elsewhere`."""
    imported = _opened(imported, by, revision)
    blocks = blocks_in(imported)
    _block_at(blocks, place)
    if old is not None and old not in {passage.pk for passage in passages_before(imported.document)}:
        raise ValidationError(_("That passage is not in the version before."), code="origin_elsewhere")
    decided = {n: row["old"] for n, row in enumerate(imported.matches) if row["decided"]}
    return _keep(imported, blocks, decided=decided | {place: [] if old is None else [old]})


@transaction.atomic
def confirm_origins(imported, *, by, revision) -> DocumentImport:
    """Say of all doubtful passages that they come from where it was proposed.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`."""
    imported = _opened(imported, by, revision)
    decided = {n: row["old"] for n, row in enumerate(imported.matches) if row["decided"] or is_doubtful(row)}
    return _keep(imported, blocks_in(imported), decided=decided)


# --- the end ---------------------------------------------------------------------------------


def issue_import(imported, *, by, revision, issued_on=None, note="") -> DocumentVersion:
    """Issue the version that was looked over, with the road of each passage from the version before.

    Where another version was issued meanwhile, the passages are matched with that one and looked over again.
    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`, `doubts_left`, `version_meanwhile`,
    `text_missing`, `same_text`."""
    if _matched_anew(imported, by, revision):
        message = _(
            "Another version was issued in the meantime. The passages are now compared with it: check them again."
        )
        raise ValidationError(message, code="version_meanwhile")
    return _issue(imported, by, revision, issued_on, note)


@transaction.atomic
def _matched_anew(imported, by, revision) -> bool:
    """Did the version before change since the passages were matched? Then match them with the one that is there."""
    imported = _opened(imported, by, revision)
    before = {passage.pk for passage in passages_before(imported.document)}
    known = {pk for row in imported.matches for pk in row["old"]}
    if known <= before and (known or not before):
        return False
    rows = [dict(row) for row in imported.matches]
    fresh = match_blocks(passages_before(imported.document), blocks_in(imported))
    if [row["old"] for row in fresh] == [row["old"] for row in rows] or all(row["decided"] for row in rows):
        return False
    _keep(imported, blocks_in(imported), decided={})
    return True


@transaction.atomic
def _issue(imported, by, revision, issued_on, note) -> DocumentVersion:
    document = Document.objects.select_for_update().get(pk=imported.document_id)
    imported = _opened(imported, by, revision)
    doubts = sum(is_doubtful(row) for row in imported.matches)
    if doubts:
        message = ngettext("%(n)s passage still needs a decision.", "%(n)s passages still need a decision.", doubts)
        raise ValidationError(message % {"n": doubts}, code="doubts_left")
    before = passages_before(document)
    places = {passage.pk: place for place, passage in enumerate(before)}
    if any(pk not in places for row in imported.matches for pk in row["old"]):
        raise ValidationError(_("Another version was issued in the meantime. Try again."), code="version_meanwhile")
    matches = [Match(row["way"], tuple(places[pk] for pk in row["old"])) for row in imported.matches]
    with database_refusals(DocumentImport, DocumentVersion, Passage, PassageOrigin):
        version = issue_version(
            document, blocks_in(imported), matches, before, by=by,
            issued_on=issued_on or imported.issued_on, note=note or imported.note,
        )  # fmt: skip
        imported.status, imported.version, imported.revision = Status.ISSUED, version, imported.revision + 1
        imported.save(update_fields=["status", "version", "revision", "changed_at"])
    return version


@transaction.atomic
def discard_import(imported, *, by) -> DocumentImport:
    """Throw away a text that was not issued, and its file.

    Raises PermissionDenied; ValidationError `already_issued`."""
    require(can_prepare(by))
    imported = DocumentImport.objects.select_for_update(of=["self"]).select_related("document").get(pk=imported.pk)
    if imported.status in DocumentImport.FINISHED:
        raise ValidationError(_("This text has already been issued or discarded."), code="already_issued")
    stored, imported.status, imported.file = imported.file.name, Status.DISCARDED, ""
    imported.revision += 1
    imported.save(update_fields=["status", "file", "revision", "changed_at"])
    record("document.import_discarded", imported, by=by, mandate=case_worker_mandate(by))
    if stored:
        storage = DocumentImport._meta.get_field("file").storage
        transaction.on_commit(lambda: storage.delete(stored), robust=True)
    return imported
