"""How a text that is to become a version looks before it is issued: each passage and where it comes from."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.functional import Promise

from consultations.documents.imported_text import blocks_in, is_doubtful, passages_before
from consultations.documents.importing import Block
from consultations.documents.models import Passage, PassageOrigin
from consultations.documents.redline import redline

if TYPE_CHECKING:
    from consultations.documents.redline import Redline


CHOICES = 12  # removed passages that are offered as the origin of one


@dataclass
class PreviewRow:
    """A passage that was read; `place` counts from 1."""

    place: int
    block: Block
    way: str
    old: list = field(default_factory=list)
    confidence: int = 100
    is_doubtful: bool = False
    is_decided: bool = False

    @property
    def passage(self) -> Passage:
        """As a passage that is not saved yet."""
        return Passage(position=self.place, **self.block._asdict())

    @property
    def kind_label(self) -> str | Promise:
        """What it is, in words."""
        return Passage.Kind(self.block.kind).label

    @property
    def way_label(self):
        """What happened to it, in words."""
        return PassageOrigin.Way(self.way).label if self.old else None

    @property
    def changes(self) -> "list[Redline] | None":
        """The words that changed, where it comes from others."""
        if not self.old or self.way == PassageOrigin.Way.SAME:
            return None
        return redline("\n".join(passage.text for passage in self.old), self.block.text)


class Preview:
    """The passages of an import beside those of the version before; two queries, however many there are."""

    def __init__(self, imported) -> None:
        before = passages_before(imported.document)
        by_id = {passage.pk: passage for passage in before}
        self.has_before = bool(before)
        self.rows = [
            PreviewRow(
                place,
                block,
                match["way"],
                [by_id[pk] for pk in match["old"] if pk in by_id],
                match["confidence"],
                is_doubtful(match),
                match["decided"],
            )
            for place, (block, match) in enumerate(zip(blocks_in(imported), imported.matches, strict=True), start=1)
        ]
        kept = {passage.pk for row in self.rows for passage in row.old}
        self.removed = [passage for passage in before if passage.pk not in kept]
        self.doubts = sum(row.is_doubtful for row in self.rows)

    def shown(self, show) -> list[PreviewRow]:
        """All passages, the `doubtful` ones, or those that `changed`."""
        if show == "doubtful":
            return [row for row in self.rows if row.is_doubtful]
        if show == "changed":
            return [row for row in self.rows if row.way != "same"]
        return self.rows

    def row_at(self, place) -> PreviewRow:
        """The passage at a place counted from 0; 404 where there is none."""
        if not 0 <= place < len(self.rows):
            raise Http404
        row = self.rows[place]
        row.choices = [*row.old, *sorted(self.removed, key=lambda old: abs(old.position - place))[:CHOICES]]
        return row
