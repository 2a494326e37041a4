"""How a text that is to become a version looks before it is issued: each passage and where it comes from."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import process

from consultations.documents.imported_text import blocks_in, is_doubtful, passages_before
from consultations.documents.importing import Block
from consultations.documents.models import Passage, PassageOrigin
from consultations.documents.redline import redline

if TYPE_CHECKING:
    from consultations.documents.redline import Redline


CHOICES = 12  # removed passages that are offered as the origin of one
ROWS = 50  # passages on a page
ALIKE = 60  # of 100: a passage that somebody else has changed is still known by its words
PLACES = 24  # of one kind of loss that are listed one by one
LOSS_WORDS = {
    "hidden": _("Hidden text was left out."),
    "struck": _("Text that is struck out was left out."),
    "deleted": _("Text deleted in tracked changes was left out."),
    "tracked": _("Text inserted in tracked changes was taken as accepted."),
    "comments": _("Comments in the margin were left out."),
    "headers": _("Headers and footers of the pages were left out."),
    "pictures": _("Pictures and charts were left out: attach the document as a PDF, so that people can see them."),
    "embedded": _("Embedded files were left out."),
    "formulas": _("Formulas were written in one line. Check them."),
    "symbols": _("Signs of a special font could not be read and were left out."),
    "nested_tables": _("Tables within cells were written in one line."),
    "text_boxes": _("The text of boxes was moved behind the paragraph next to them."),
    "contents": _("Tables of contents were left out."),
    "front_matter": _("The block of fields at the beginning was left out."),
    "markup": _("Comments hidden in the markup were left out."),
}


@dataclass
class PreviewLoss:
    """What was left out of a passage, or flattened in it; place 0 is the whole text."""

    kind: str
    place: int
    near: str
    times: int

    @property
    def words(self) -> str | Promise:
        """What happened, in a sentence."""
        return LOSS_WORDS.get(self.kind, "")

    @property
    def page(self) -> int:
        """On which page of the preview its passage stands."""
        return page_of_place(self.place)


def page_of_place(place) -> int:
    """On which page a passage stands; places count from 1."""
    return (max(place, 1) - 1) // ROWS + 1


@dataclass
class LossesOfKind:
    """All of one kind, for the list above the passages."""

    words: str | Promise
    losses: list[PreviewLoss]

    @property
    def shown(self) -> list[PreviewLoss]:
        return self.losses[:PLACES]

    @property
    def times(self) -> int:
        return sum(loss.times for loss in self.losses)


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
    left_out: "list[PreviewLoss]" = field(default_factory=list)

    @property
    def passage(self) -> Passage:
        """As a passage that is not saved yet."""
        return Passage(position=self.place, **self.block._asdict())

    @property
    def mark(self) -> str:
        """Known again by it after somebody else has moved it."""
        return sha256(repr(tuple(self.block)).encode()).hexdigest()[:32]

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
        losses = [PreviewLoss(**loss) for loss in imported.left_out]
        self.left_out = [
            LossesOfKind(words, found)
            for kind, words in LOSS_WORDS.items()
            if (found := [loss for loss in losses if loss.kind == kind])
        ]
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
        for loss in losses:
            if 0 < loss.place <= len(self.rows):
                self.rows[loss.place - 1].left_out.append(loss)
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
        return self._with_choices(self.rows[place])

    def row_again(self, place, mark, typed) -> PreviewRow | None:
        """The passage that somebody changes, though others have moved or changed it meanwhile; None where it is gone.

        It is known by its mark, or else by words that resemble what was typed."""
        known = [row for row in self.rows if row.mark == mark]
        if not known:
            near = process.extractOne(typed, [row.block.text for row in self.rows], score_cutoff=ALIKE)
            known = [self.rows[near[2]]] if near else []
        nearest = min(known, key=lambda row: abs(row.place - 1 - place), default=None)
        return self._with_choices(nearest) if nearest else None

    def _with_choices(self, row) -> PreviewRow:
        place = row.place - 1
        row.choices = [*row.old, *sorted(self.removed, key=lambda old: abs(old.position - place))[:CHOICES]]
        return row
