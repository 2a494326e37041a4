"""A text on its way into a document: sent, read in the background, looked over (`looking_over`), issued."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.documents.actions.looking_over import match_anew, opened
from consultations.documents.actions.versions import issue_version
from consultations.documents.imported_text import (
    JOB,
    blocks_in,
    is_doubtful,
    match_blocks,
    passages_before,
    read_into,
)
from consultations.documents.importing import MESSAGES, ImportRefused, validate_upload
from consultations.documents.matching import Match
from consultations.documents.models import Document, DocumentImport, DocumentVersion, Passage, PassageOrigin
from consultations.documents.permissions import can_prepare
from organizations.permissions import case_worker_mandate
from seko.discarded.actions import keep_discarded
from seko.discarded.kinds import can_be_restored
from seko.events.log import record
from seko.jobs.actions import Requester, cancel_job, start_job
from seko.jobs.models import Job
from seko.rules.errors import check_fields, database_refusals, field_error, require, storable
from seko.rules.uploads import check_size, sha256_of, short_name

READ_AT_ONCE = 200_000  # characters of a pasted text; a longer one, like a file, is read in the background
Status, Source = DocumentImport.Status, DocumentImport.Source


# --- sending and reading ---------------------------------------------------------------------


@transaction.atomic
def begin_import(document, *, by, file=None, text="", issued_on=None, note="") -> DocumentImport:
    """Send a file, or paste a text, that is to become the next version of a document.

    What cannot be read by its kind is refused at once; the rest is found while it is read in the background.
    Raises PermissionDenied; ValidationError `text_missing`, `one_source`, the codes of `importing.MESSAGES`,
    `too_many_jobs`."""
    require(can_prepare(by))
    if file and text.strip():
        raise field_error("file", _("Send a file or paste a text, not both."), "one_source")
    if not file and not text.strip():
        raise field_error("text", _("Choose a file, or paste the text."), "text_missing")
    imported = DocumentImport(document=document, issued_on=issued_on, note=note, mandate=case_worker_mandate(by))
    if file:
        imported.source = _validated(file)
        imported.file, imported.file_name, imported.sha256 = file, short_name(file.name), sha256_of(file)
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


def read_again(imported, *, by) -> Job:
    """Ask for the reading of a text, or once more where nobody in the background came to it.

    Raises PermissionDenied; ValidationError `not_reading`, `too_many_jobs`."""
    require(can_prepare(by))
    if imported.status != Status.READING:
        raise ValidationError(_("This text has already been processed."), code="not_reading")
    return start_job(JOB, {"import": imported.pk}, by=Requester(user=by), subject=str(imported.pk))


# --- the end ---------------------------------------------------------------------------------


def issue_import(imported, *, by, revision, issued_on=None, note="") -> DocumentVersion:
    """Issue the version that was looked over, with the road of each passage from the version before.

    Where another version was issued meanwhile, the passages are matched with that one and looked over again.
    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`, `doubts_left`, `version_meanwhile`,
    `text_missing`, `same_text`."""
    require_matched(imported, by=by, revision=revision)
    return _issue(imported, by, revision, issued_on, note)


def require_matched(imported, *, by, revision) -> None:
    """Refuse a text whose passages were matched with an older version than the last, and match them anew.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`, `version_meanwhile`."""
    if _matched_anew(imported, by, revision):
        message = _(
            "Another version was issued in the meantime. The passages are now compared with it: check them again."
        )
        raise ValidationError(message, code="version_meanwhile")


@transaction.atomic
def _matched_anew(imported, by, revision) -> bool:
    """Did the version before change since the passages were matched? Then match them with the one that is there."""
    imported = opened(imported, by, revision)
    before = {passage.pk for passage in passages_before(imported.document)}
    known = {pk for row in imported.matches for pk in row["old"]}
    if known <= before and (known or not before):
        return False
    fresh = match_blocks(passages_before(imported.document), blocks_in(imported))
    if [row["old"] for row in fresh] == [row["old"] for row in imported.matches]:
        return False
    if all(row["decided"] for row in imported.matches):
        return False
    match_anew(imported)
    return True


@transaction.atomic
def _issue(imported, by, revision, issued_on, note) -> DocumentVersion:
    document = Document.objects.select_for_update().get(pk=imported.document_id)
    imported = opened(imported, by, revision)
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
        imported.steps = []
        imported.save(update_fields=["status", "version", "revision", "steps", "changed_at"])
    return version


@transaction.atomic
def discard_import(imported, *, by) -> DocumentImport:
    """Throw away a text that was not issued, and its file, whether it is being read, could not be, or waits. For thirty
    days it can be taken up again.

    Raises PermissionDenied; ValidationError `already_issued`."""
    require(can_prepare(by))
    imported = DocumentImport.objects.select_for_update(of=["self"]).select_related("document").get(pk=imported.pk)
    if imported.status in DocumentImport.FINISHED:
        raise ValidationError(_("This text has already been issued or discarded."), code="already_issued")
    title, place = imported.file_name or imported.text[:200], imported.document.title
    keep_discarded("import", "office", by=by, title=title, place=place, pk=imported.pk, status=imported.status)
    imported.status = Status.DISCARDED
    imported.revision += 1
    imported.save(update_fields=["status", "revision", "changed_at"])
    for job in Job.objects.unfinished().filter(kind=JOB, subject=str(imported.pk)):
        cancel_job(job)
    record("document.import_discarded", imported, by=by, mandate=case_worker_mandate(by))
    return imported


def restore_import(discarded, *, by) -> str:
    """A text that was thrown away is looked over again, as it was left. Raises PermissionDenied."""
    require(can_prepare(by))
    rows = DocumentImport.objects.select_for_update(of=["self"]).select_related("document")
    imported = rows.get(pk=discarded.facts["pk"], status=Status.DISCARDED)
    imported.status = discarded.facts["status"]
    imported.revision += 1
    imported.save(update_fields=["status", "revision", "changed_at"])
    record("document.import_restored", imported, by=by, mandate=case_worker_mandate(by))
    if imported.status == Status.READING:  # its reading ended when it was thrown away
        read_again(imported, by=by)
    return reverse("consultations:import", args=[imported.document.slug, imported.pk])


def remove_import(discarded) -> None:
    """The file and the words of a text whose thirty days are over; that there was one, and when, stays."""
    imported = DocumentImport.objects.filter(pk=discarded.facts["pk"], status=Status.DISCARDED).first()
    if imported is None:
        return
    if imported.file:
        transaction.on_commit(partial(imported.file.storage.delete, str(imported.file.name)), robust=True)
    imported.file, imported.text, imported.passages, imported.matches = "", "", [], []
    imported.left_out, imported.steps = [], []
    imported.save(update_fields=["file", "text", "passages", "matches", "left_out", "steps", "changed_at"])


can_be_restored(
    "import", _("Text brought into a document"), restore_import, models=[DocumentImport], remove=remove_import
)
