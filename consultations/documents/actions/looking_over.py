"""Looking over a text that was read: its passages are changed, one or many at once, and each change can be undone.

It writes no events: a preview concerns nobody until it is issued. Every change raises `revision`, and who has seen an
older one is refused, so that two people never overwrite each other.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from consultations.documents.imported_text import as_json, blocks_in, is_doubtful, match_blocks, passages_before
from consultations.documents.importing import Block, number_anew, split_block
from consultations.documents.models import DocumentImport, Passage
from consultations.documents.permissions import can_prepare
from seko.rules.errors import field_error, require, storable

Status, Kind = DocumentImport.Status, Passage.Kind
DEEPEST_HEADING = 6
MOST_STEPS = 30  # changes that are remembered
MOST_REMEMBERED = 2_000_000  # characters of what stood before them
STEP_WORDS = {
    "changed": _("passage changed"),
    "merged": _("passages merged"),
    "deleted": _("passages deleted"),
    "headings": _("made headings"),
    "paragraphs": _("made paragraphs"),
    "renumbered": _("passages renumbered"),
    "origin": _("origin chosen"),
    "origins": _("origins confirmed"),
}


# --- opening and keeping ---------------------------------------------------------------------


def opened(imported, by, revision) -> DocumentImport:
    """The import, locked, as the person has seen it.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`."""
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


def _decided(imported) -> dict[int, list[int]]:
    """What a person has said about origins, by place."""
    return {place: row["old"] for place, row in enumerate(imported.matches) if row["decided"]}


def _keep(imported, blocks, what, *, stood=None, decided=None) -> DocumentImport:
    """Save a change and remember what was there.

    `stood` says for each block where it stood before, None for a changed one; without it each keeps its place."""
    rows, stood = as_json(blocks), list(range(len(blocks))) if stood is None else list(stood)
    now_at = {old: new for new, old in enumerate(stood) if old is not None}
    if decided is None:
        decided = {now_at[place]: old for place, old in _decided(imported).items() if place in now_at}
    imported.steps = [*imported.steps, _step(imported, rows, what)]
    while len(imported.steps) > MOST_STEPS or sum(step["size"] for step in imported.steps) > MOST_REMEMBERED:
        imported.steps = imported.steps[1:]
    imported.left_out = list(_moved_losses(imported.left_out, now_at, len(rows)))
    return _save(imported, rows, decided)


def _step(imported, rows, what) -> dict:
    """How to come back from `rows` to what the import holds: the stretch that differs, and what was decided."""
    old, shorter = imported.passages, min(len(imported.passages), len(rows))
    start = next((n for n in range(shorter) if old[n] != rows[n]), shorter)
    same = next((n for n in range(shorter - start) if old[-1 - n] != rows[-1 - n]), shorter - start)
    stretch = old[start : len(old) - same]
    return {
        "what": what,
        "start": start,
        "end": len(rows) - same,
        "rows": stretch,
        "decided": list(_decided(imported).items()),
        "left_out": imported.left_out,
        "size": sum(len(row["text"]) + 60 for row in stretch) + 200 * len(imported.left_out),
    }


def _moved_losses(left_out, now_at, length) -> Iterable[dict]:
    """What was left out stays with its passage; where that is gone, with the one that took its place."""
    for loss in left_out:
        place = loss["place"] - 1
        if place >= 0 and place not in now_at:
            before = next((old for old in range(place, -1, -1) if old in now_at), None)
            now = 0 if before is None else now_at[before] + 1
        else:
            now = now_at.get(place, -1)
        yield {**loss, "place": min(now + 1, length)}


def _save(imported, rows, decided) -> DocumentImport:
    imported.passages = rows
    imported.matches = match_blocks(passages_before(imported.document), blocks_in(imported), decided)
    imported.revision += 1
    with storable():
        imported.save(update_fields=["passages", "matches", "left_out", "steps", "revision", "changed_at"])
    return imported


@transaction.atomic
def undo(imported, *, by, revision) -> DocumentImport:
    """Take the last change back; once more, the one before it.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`, `nothing_to_undo`."""
    imported = opened(imported, by, revision)
    if not imported.steps:
        raise ValidationError(_("There is nothing to undo."), code="nothing_to_undo")
    *imported.steps, step = imported.steps
    rows = [*imported.passages[: step["start"]], *step["rows"], *imported.passages[step["end"] :]]
    imported.left_out = step["left_out"]
    return _save(imported, rows, dict(step["decided"]))


# --- one passage -----------------------------------------------------------------------------


@transaction.atomic
def change_passage(imported, *, by, revision, place, kind, number, text, level=0) -> DocumentImport:
    """Change the words, number or kind of a passage; where blank lines stand in the words, it is split.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`, `no_passage`, `text_missing`, or the
    code of a field."""
    imported = opened(imported, by, revision)
    blocks = blocks_in(imported)
    _block_at(blocks, place)
    level = max(1, min(level or 1, DEEPEST_HEADING)) if kind in (Kind.HEADING, Kind.LIST_ITEM) else 0
    parts = split_block(Block(kind, level, number.strip(), text), text)
    if not parts:
        message = _("A passage must have text. To remove it, delete it.")
        raise field_error("text", message, "text_missing")
    _check_fields_of(parts)
    stood = [*range(place + 1), *[None] * (len(parts) - 1), *range(place + 1, len(blocks))]
    blocks[place : place + 1] = parts
    return _keep(imported, blocks, "changed", stood=stood)


def _check_fields_of(blocks) -> None:
    """Each block as a passage: kind, length of the number, words."""
    for block in blocks:
        Passage(**block._asdict()).clean_fields(exclude=["version", "position", "key"])


@transaction.atomic
def merge_with_above(imported, *, by, revision, place) -> DocumentImport:
    """Make one passage of two: the one above keeps its kind and number and gets the words of this one.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`, `no_passage`."""
    imported = opened(imported, by, revision)
    blocks = blocks_in(imported)
    _block_at(blocks, place)
    if place == 0:
        raise ValidationError(_("The first passage has none above it to merge with."), code="no_passage")
    return _merge(imported, blocks, {place - 1, place})


@transaction.atomic
def decide_origin(imported, *, by, revision, place, old) -> DocumentImport:
    """Say where a passage comes from: `old` is a passage of the version before, or None for a new one.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`, `no_passage`, `origin_elsewhere`."""
    imported = opened(imported, by, revision)
    blocks = blocks_in(imported)
    _block_at(blocks, place)
    if old is not None and old not in {passage.pk for passage in passages_before(imported.document)}:
        raise ValidationError(_("That passage is not in the version before."), code="origin_elsewhere")
    decided = _decided(imported) | {place: [] if old is None else [old]}
    return _keep(imported, blocks, "origin", decided=decided)


# --- several at once -------------------------------------------------------------------------


def _chosen(imported, by, revision, places) -> tuple[DocumentImport, list[Block], set[int]]:
    imported = opened(imported, by, revision)
    blocks, chosen = blocks_in(imported), set(places)
    if not chosen:
        raise ValidationError(_("Choose at least one passage."), code="nothing_chosen")
    for place in chosen:
        _block_at(blocks, place)
    return imported, blocks, chosen


@transaction.atomic
def delete_passages(imported, *, by, revision, places) -> DocumentImport:
    """Take passages out of the text.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`, `nothing_chosen`, `no_passage`."""
    imported, blocks, chosen = _chosen(imported, by, revision, places)
    stood = [place for place in range(len(blocks)) if place not in chosen]
    return _keep(imported, [blocks[place] for place in stood], "deleted", stood=stood)


@transaction.atomic
def merge_passages(imported, *, by, revision, places) -> DocumentImport:
    """Make one passage of those that follow one another; the first keeps its kind and number. Several runs are several.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`, `nothing_chosen`, `no_passage`,
    `not_adjacent`."""
    imported, blocks, chosen = _chosen(imported, by, revision, places)
    if not any(place + 1 in chosen for place in chosen):
        message = _("Choose at least two passages that stand one below the other.")
        raise ValidationError(message, code="not_adjacent")
    return _merge(imported, blocks, chosen)


def _merge(imported, blocks, chosen) -> DocumentImport:
    runs: list[list[int]] = []
    for place in range(len(blocks)):
        if place in chosen and place - 1 in chosen:
            runs[-1].append(place)
        else:
            runs.append([place])
    merged = [_as_one([blocks[place] for place in run]) for run in runs]
    return _keep(imported, merged, "merged", stood=[run[0] if len(run) == 1 else None for run in runs])


def _as_one(run) -> Block:
    first, *others = run
    parted = " " if first.kind in (Kind.HEADING, Kind.ARTICLE) else "\n"
    words = [" ".join(part for part in (block.number, block.text) if part) for block in others]
    return first._replace(text=parted.join([first.text, *words]))


@transaction.atomic
def make_headings(imported, *, by, revision, places, level=1) -> DocumentImport:
    """Make headings of passages; their numbers and words stay.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`, `nothing_chosen`, `no_passage`,
    `table_chosen`."""
    return _turn(imported, by, revision, places, "headings", Kind.HEADING, max(1, min(level, DEEPEST_HEADING)))


@transaction.atomic
def make_paragraphs(imported, *, by, revision, places) -> DocumentImport:
    """Make ordinary paragraphs of passages, such as of lines that were taken for headings.

    Raises like `make_headings`."""
    return _turn(imported, by, revision, places, "paragraphs", Kind.PARAGRAPH, 0)


def _turn(imported, by, revision, places, what, kind, level) -> DocumentImport:
    imported, blocks, chosen = _chosen(imported, by, revision, places)
    if any(blocks[place].kind == Kind.TABLE for place in chosen):
        message = _("A table stays a table. Leave it out of the choice.")
        raise ValidationError(message, code="table_chosen")
    for place in chosen:
        blocks[place] = blocks[place]._replace(kind=str(kind), level=level)
    return _keep(imported, blocks, what)


# --- the whole text --------------------------------------------------------------------------


@transaction.atomic
def renumber_passages(imported, *, by, revision) -> DocumentImport:
    """Number headings, articles, numbered paragraphs, items and notes from the beginning.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`."""
    imported = opened(imported, by, revision)
    return _keep(imported, list(number_anew(blocks_in(imported))), "renumbered")


@transaction.atomic
def confirm_origins(imported, *, by, revision) -> DocumentImport:
    """Say of all doubtful passages that they come from where it was proposed.

    Raises PermissionDenied; ValidationError `not_ready`, `changed_meanwhile`."""
    imported = opened(imported, by, revision)
    decided = {n: row["old"] for n, row in enumerate(imported.matches) if row["decided"] or is_doubtful(row)}
    return _keep(imported, blocks_in(imported), "origins", decided=decided)


def match_anew(imported) -> None:
    """Another version was issued meanwhile: passages are compared with that one, and nothing is decided any more."""
    imported.steps = []
    _save(imported, imported.passages, {})
