"""Letters of documents that are set in fonts of our own. What no font has is told by its name: “[U+1F600 grinning
face]”, never a box.

Which letters the fonts have stands in `letters.txt`, written by `python -m tests.tools.letters`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

COVERAGE = Path(__file__).with_name("letters.txt")
NAMED = 2  # fonts that `templates/pdf/seko.typ` names; the others are what typst falls back on
JOINERS = "\u200b\u200c\u200d"  # they shape what stands beside them, or let a line end
# Decompositions that change how a letter looks and nothing of what it says; never 10⁶ → 106.
_SAME_WORDS = ("<wide>", "<narrow>", "<font>", "<compat>", "<isolated>", "<initial>", "<medial>", "<final>")
_VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # they choose a form of the letter before them


def _fonts() -> list[frozenset[str]]:
    """The letters of each font, the font of the text first."""
    fonts = []
    for line in COVERAGE.read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            ranges = [part.split("-") for part in line.split("\t")[1].split()]
            fonts.append(frozenset(chr(n) for r in ranges for n in range(int(r[0], 16), int(r[-1], 16) + 1)))
    return fonts


_FONTS = _fonts()
_PLAIN = "".join(sorted(re.escape(c) for c in _FONTS[0] if unicodedata.category(c)[0] not in "MC"))
# What is not plain, with the letter before it: a mark has to come from the same font as its letter.
_TO_LOOK_AT = re.compile(f"[{_PLAIN}]?[^\n\t{_PLAIN}]+")


def readable(text, replaced: Counter | None = None) -> str:
    """The text in letters that the fonts have. What was told by its name is counted in `replaced`.

    A letter and its marks are one where there is a form for both. Control signs have no shape and are left out."""
    return _TO_LOOK_AT.sub(
        lambda found: "".join(_shown(found.group(), Counter() if replaced is None else replaced)),
        unicodedata.normalize("NFC", text),
    )


def name_of(char) -> str:
    """How a letter is told that cannot be shown: its number, and its name where it has one."""
    name = unicodedata.name(char, "").lower()
    if name.startswith("cjk unified ideograph"):
        name = "Chinese character"
    return f"U+{ord(char):04X} {name}".strip()


def _shown(text, replaced) -> Iterator[str]:
    missing: list[str] = []
    for cluster in _clusters(text):
        if shown := _in_one_font(cluster):
            yield from _named(missing)
            missing = []
            yield shown
            continue
        letters = [char for char in cluster if char not in JOINERS]
        if len(letters) > 1 and _in_one_font(letters[0]):  # only a mark is missing
            yield from _named(missing)
            missing = []
            yield letters.pop(0)
        replaced.update(letters)
        missing += letters
    yield from _named(missing)


def _named(chars) -> Iterator[str]:
    if chars:
        yield f"[{', '.join(map(name_of, chars))}]"


def _clusters(text) -> list[str]:
    """Letters with their marks, without what has no shape."""
    clusters: list[str] = []
    for char in text:
        category = unicodedata.category(char)
        if (category in {"Cc", "Cf", "Cs"} and char not in JOINERS) or _VARIANTS.match(char) or _is_no_letter(char):
            continue
        if clusters and (category[0] == "M" or char in JOINERS):
            clusters[-1] += char
        elif category in {"Zl", "Zp"}:
            clusters.append("\n")
        else:
            clusters.append(" " if category == "Zs" and char not in _FONTS[0] else char)
    return clusters


def _in_one_font(cluster) -> str:
    """The cluster, or the same words in another form, if one font has all of it; else nothing."""
    for form in (cluster, _plainer(cluster)):
        letters = set(form) - set(JOINERS) - {"\n"}
        # For a letter with marks, typst looks no further than the fonts that the document names.
        if any(letters <= font for font in (_FONTS if len(letters) < 2 else _FONTS[:NAMED])):
            return form
    return ""


def _is_no_letter(char) -> bool:
    """Of the 66 numbers that never stand for a letter. Source: Unicode, 23.7."""
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def _plainer(cluster) -> str:
    kinds = [unicodedata.decomposition(char).partition(" ")[0] for char in cluster]
    if all(kind in _SAME_WORDS for kind in kinds if kind.startswith("<")):
        return unicodedata.normalize("NFKC", cluster)
    return cluster
