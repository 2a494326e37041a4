"""What changed between two texts, word by word: kept, inserted, deleted.

Plain text is compared, never markup. The same word in the other script is the same word, since a proposal may be typed
in Latin over a text that is kept in Cyrillic.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel

from seko.scripts import to_latin

KEPT, INSERTED, DELETED = "kept", "inserted", "deleted"
# A word with what joins its parts (2014/15, e-pošta, čl. 5), or one sign; with the space that follows it.
_TOKEN = re.compile(r"((?:[\w\u0300-\u036f]+(?:[-./,:’'](?=\w))?)+|[^\w\s])(\s*)")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
MOST_WORDS = 20_000  # of both texts together; beyond it they are shown as deleted and inserted whole


class Redline(NamedTuple):
    """A run of words with one fate; `words` ends with the space that follows it."""

    op: str
    words: str


def plain(text) -> str:
    """Text as it is compared and shown: one form of each letter, single spaces, no invisible signs, lines kept."""
    text = unicodedata.normalize("NFC", text or "").translate(_INVISIBLE).replace("\r\n", "\n").replace("\r", "\n")
    lines = ("\t".join(" ".join(cell.split()) for cell in line.split("\t")) for line in text.split("\n"))
    return "\n".join(lines).strip()


def redline(before, after) -> list[Redline]:
    """The changes that turn one text into the other, as a list of `Redline`; what is kept is written as in `after`."""
    old, new = _TOKEN.findall(plain(before)), _TOKEN.findall(plain(after))
    if len(old) + len(new) > MOST_WORDS and old != new:
        runs = [(DELETED, old), (INSERTED, new)]
    else:
        runs = _readable(_runs(old, new))
    return [Redline(op, "".join(word + space for word, space in tokens)) for op, tokens in runs if tokens]


def is_same(before, after) -> bool:
    """Do the two texts say the same words, whatever the script and the spaces?"""
    return _keys(_TOKEN.findall(plain(before))) == _keys(_TOKEN.findall(plain(after)))


def _keys(tokens) -> list[str]:
    return [to_latin(word) for word, _ in tokens]


def _runs(old, new) -> Iterator[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]]:
    """Kept runs as (op, tokens of the new text, tokens of the old), and what lies between them."""
    for tag, old_from, old_to, new_from, new_to in Indel.opcodes(_keys(old), _keys(new)):
        if tag == "equal":
            yield KEPT, new[new_from:new_to], old[old_from:old_to]
        elif tag == "delete":
            yield DELETED, [], old[old_from:old_to]
        else:
            yield INSERTED, new[new_from:new_to], []


def _readable(runs) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Runs as a person would mark them: a stray word kept amid a rewritten sentence is rewritten with it."""
    blocks: list[list] = []  # [kept as new, kept as old] and [inserted, deleted] in turn
    for op, new, old in runs:
        if blocks and (blocks[-1][0] == KEPT) == (op == KEPT):
            blocks[-1][1].extend(new)
            blocks[-1][2].extend(old)
        else:
            blocks.append([op if op == KEPT else INSERTED, list(new), list(old)])
    at = 1
    while at < len(blocks) - 1:
        op, new, _old = blocks[at]
        before, after = blocks[at - 1], blocks[at + 1]
        if op == KEPT and _letters(new) <= min(_weight(before), _weight(after)):
            for side in (1, 2):
                before[side] += blocks[at][side] + after[side]
            del blocks[at : at + 2]
            at = max(1, at - 2)
        else:
            at += 1
    gap = ""  # the space that the old text has after what was kept and the new one has not: “дана у” → “дана, у”
    for op, new, old in blocks:
        if op == KEPT:
            yield KEPT, new
            gap = "" if new[-1][1] else old[-1][1]
        else:
            yield DELETED, [("", gap), *_parted(old, new)] if old else []
            yield INSERTED, new


def _parted(old, new) -> list[tuple[str, str]]:
    """What is deleted is parted by a space from the word that is inserted in its place."""
    if old and new and not old[-1][1] and new[0][0][0].isalnum():
        return [*old[:-1], (old[-1][0], " ")]
    return old


def _letters(tokens) -> int:
    return sum(len(word) for word, _ in tokens)


def _weight(block) -> int:
    return max(_letters(block[1]), _letters(block[2]))
