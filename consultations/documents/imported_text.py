"""What an import holds: how it is read, in the background or at once, and how its passages and matches are kept."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from consultations.documents.importing import MESSAGES, Block, ImportRefused, Loss, read_text
from consultations.documents.matching import Match, match
from consultations.documents.models import DocumentImport
from seko.jobs.actions import JobFailed, job_kind
from seko.jobs.sandbox import BROKE, ApartFailed, run_apart
from seko.rules.errors import storable

if TYPE_CHECKING:
    from consultations.documents.models import Passage


JOB = "consultations.import"
READER = "consultations.documents.importing.reading.read_plainly"
STEPS = 4  # of reading one file, as its progress is told
Status = DocumentImport.Status


def passages_before(document) -> "list[Passage]":
    """The passages of the latest version, in order."""
    latest = document.versions.standing().order_by("-number").first()
    return list(latest.passages.all()) if latest else []


def give_up(job, code) -> None:
    """The reading broke off and will not be tried again: its text is not left waiting."""
    told = BROKE if code not in MESSAGES else code
    waiting = DocumentImport.objects.filter(pk=job.parameters["import"], status=Status.READING)
    waiting.update(status=Status.FAILED, message=told)


@job_kind(JOB, _("Processing of a document"), on_failure=give_up)
def read_import(job, progress, out) -> None:
    """Read what a person has sent; one job for each text, so that none waits for another."""
    imported = DocumentImport.objects.select_related("document").filter(pk=job.parameters["import"]).first()
    if imported is None:
        raise JobFailed("not_visible")
    if imported.status == Status.READING:
        progress.expect(STEPS)
        read_into(imported, progress.advance)


def read_into(imported, step=lambda rows=1: None) -> None:
    """Turn what was sent into passages, or say why it cannot be read; `step` counts, and hears that we live."""
    try:
        changes = _read(imported, step)
    except (ImportRefused, ApartFailed) as refusal:
        changes = {"status": Status.FAILED, "message": refusal.code if refusal.code in MESSAGES else BROKE}
    step()
    with storable():
        DocumentImport.objects.filter(pk=imported.pk, status=Status.READING).update(**changes)
    for name, value in changes.items():
        setattr(imported, name, value)


def _read(imported, step) -> dict[str, Any]:
    """What becomes of the import."""
    if imported.file:
        blocks, left_out = _read_file(imported, step)
    else:
        blocks, left_out = read_text(imported.text)
        step()
        if not blocks:
            raise ImportRefused("text_missing")
    step()
    before = passages_before(imported.document)
    step()
    return {
        "status": Status.READY,
        "passages": as_json(blocks),
        "matches": match_blocks(before, blocks),
        "left_out": [loss._asdict() for loss in left_out],
    }


def _read_file(imported, step) -> tuple[list[Block], list[Loss]]:
    """Read apart, in a process that may die: the file is a stranger's."""
    try:
        with imported.file.open() as file:
            data = file.read()
    except FileNotFoundError as exc:  # thrown away at this moment
        raise ImportRefused("broken_file") from exc
    step()
    reading = run_apart(READER, data, name=imported.file_name, tick=lambda: step(0))
    return [Block(*row) for row in reading["blocks"]], [Loss(*row) for row in reading["left_out"]]


# --- passages and matches as they are kept ---------------------------------------------------


def blocks_in(imported) -> list[Block]:
    """The passages of an import as blocks."""
    return [Block(**row) for row in imported.passages]


def as_json(blocks) -> list[dict[str, int | str]]:
    return [block._asdict() for block in blocks]


def match_blocks(before, blocks, decided=()) -> list[dict[str, Any]]:
    """Where each passage comes from, as it is kept; `decided` are pairs (place, ids of old passages)."""
    places = {passage.pk: place for place, passage in enumerate(before)}
    known = {
        place: tuple(places[pk] for pk in old)
        for place, old in dict(decided).items()
        if all(pk in places for pk in old)
    }
    return [
        {
            "way": found.way,
            "old": [before[place].pk for place in found.old],
            "confidence": found.confidence,
            "decided": new in known,
        }
        for new, found in enumerate(match(before, blocks, known))
    ]


def is_doubtful(row) -> bool:
    """Should a person still say whether the passage comes from the one proposed?"""
    return not row["decided"] and Match(row["way"], (), row["confidence"]).is_doubtful
