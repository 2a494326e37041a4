"""What an import holds: how it is read, in the background or at once, and how its passages and matches are kept."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from consultations.documents.importing import Block, ImportRefused, blocks_of_text, read
from consultations.documents.matching import Match, match
from consultations.documents.models import DocumentImport
from seko.jobs.actions import JobFailed, job_kind
from seko.rules.errors import storable

if TYPE_CHECKING:
    from consultations.documents.models import Passage


JOB = "consultations.import"
STEPS = 4  # of reading one file, as its progress is told
Status = DocumentImport.Status


def passages_before(document) -> "list[Passage]":
    """The passages of the latest version, in order."""
    latest = document.versions.order_by("-number").first()
    return list(latest.passages.all()) if latest else []


@job_kind(JOB, _("Processing of a document"))
def read_imports(job, progress, out) -> None:
    """Read what the person who asked has sent: all of it, since a person has one job of a kind at a time."""
    waiting = DocumentImport.objects.filter(status=Status.READING)
    own = waiting.filter(pk=job.parameters["import"]) | waiting.filter(mandate__user=job.user_id)
    if not own.exists() and not DocumentImport.objects.filter(pk=job.parameters["import"]).exists():
        raise JobFailed("not_visible")
    while imported := own.select_related("document").order_by("pk").first():
        progress.expect(progress.done + STEPS)
        read_into(imported, progress.advance)


def read_into(imported, step=lambda: None) -> None:
    """Turn what was sent into passages; whoever else did it meanwhile has done the same."""
    try:
        blocks = blocks_sent(imported, step)
        step()
    except ImportRefused as refusal:
        changes = {"status": Status.FAILED, "message": refusal.code}
    else:
        before = passages_before(imported.document)
        changes = {"status": Status.READY, "passages": as_json(blocks), "message": imported.message}
        step()
        changes["matches"] = match_blocks(before, blocks)
    step()
    with storable():
        DocumentImport.objects.filter(pk=imported.pk, status=Status.READING).update(**changes)
    for name, value in changes.items():
        setattr(imported, name, value)


def blocks_sent(imported, step) -> list[Block]:
    if not imported.file:
        step()
        if not (blocks := blocks_of_text(imported.text)):
            raise ImportRefused("text_missing")
        return blocks
    try:
        with imported.file.open() as file:
            data = file.read()
    except FileNotFoundError as exc:  # thrown away at this moment
        raise ImportRefused("broken_file") from exc
    step()
    reading = read(data, imported.file_name)
    imported.message = ",".join(sorted(reading.left_out))
    return reading.blocks


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
