"""What was left out or flattened while a text was read, and where: nothing goes without a word to its person."""

from typing import NamedTuple

LONGEST_NEAR = 120  # characters of the words that tell the place
MOST_LOSSES = 400  # beyond them only their number matters
WHOLE = 0  # the place of what belongs to no passage

HIDDEN, STRUCK, DELETED, TRACKED, COMMENTS, HEADERS, PICTURES, EMBEDDED, FORMULAS, SYMBOLS, NESTED, BOXES, CONTENTS = (
    "hidden", "struck", "deleted", "tracked", "comments", "headers", "pictures", "embedded", "formulas", "symbols",
    "nested_tables", "text_boxes", "contents",
)  # fmt: skip
FRONT, MARKUP = "front_matter", "markup"
KINDS = (
    *(HIDDEN, STRUCK, DELETED, TRACKED, COMMENTS, HEADERS, PICTURES, EMBEDDED, FORMULAS, SYMBOLS, NESTED, BOXES),
    *(CONTENTS, FRONT, MARKUP),
)


class Loss(NamedTuple):
    """`place` counts passages from 1 (0: the whole text); `near` are the words left out, or those beside them."""

    kind: str
    place: int
    near: str
    times: int = 1


class Losses:
    """Collects them while a text is read: several of a kind at one place are one."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int], Loss] = {}

    def add(self, kind, place, near="") -> None:
        """Note one more."""
        near = " ".join(near.split())[: 2 * LONGEST_NEAR]
        before = self._found.get((kind, place))
        if before is not None:
            words = before.near if near in before.near else f"{before.near} … {near}".removeprefix(" … ")
            self._found[kind, place] = before._replace(near=_short(words), times=before.times + 1)
        elif len(self._found) < MOST_LOSSES:
            self._found[kind, place] = Loss(kind, place, _short(near))

    def without(self, gone) -> None:
        """These passages (places from 0) are left out, too: what was noted of them goes, the others move up."""
        before, self._found = self._found, {}
        for loss in before.values():
            if loss.place - 1 not in gone or loss.kind == CONTENTS:
                place = loss.place - sum(place < loss.place - 1 for place in gone)
                self._found[loss.kind, place] = loss._replace(place=place)

    def told(self, blocks) -> list[Loss]:
        """All, in the order of the passages; without words of their own they get those of their passage."""
        rows = []
        for loss in self._found.values():
            place = min(loss.place, len(blocks))
            near = loss.near or (_short(blocks[place - 1].text) if place else "")
            rows.append(loss._replace(place=place, near=near))
        return sorted(rows, key=lambda loss: (loss.place, KINDS.index(loss.kind)))


def _short(words) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_NEAR else words[: LONGEST_NEAR - 1].rstrip() + "…"
