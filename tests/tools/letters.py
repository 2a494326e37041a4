"""Writes which letters the fonts of our documents have: `python -m tests.tools.letters`, after a new version of typst.

The fonts lie inside typst's library; each is found by its first bytes: its kind and the number of its tables,
8 to 31. Source: OpenType, table directory.
"""

import re
import unicodedata
from importlib.metadata import version
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import typst
from fontTools.ttLib import TTFont, TTLibError

from seko.files.letters import COVERAGE

# In the order in which `templates/pdf/seko.typ` names them; then what typst falls back on.
FAMILIES = ("Libertinus Serif", "DejaVu Sans Mono", "NewComputerModern", "NewComputerModern Math")
# The mathematical font lists them, and typst shows none of them.
NOT_SHOWN = frozenset([0x2041, 0x2043, 0x2053, 0x211F, 0x2121, 0x2123, 0x2125])
FIRST_BYTES = re.compile(rb"(?:OTTO|\x00\x01\x00\x00)\x00(?:[\x08-\x0f]\x00\x80\x00\x03|[\x10-\x1f]\x01\x00\x00\x04)")


def upright_fonts():
    """(family, its letters) of each font that stands upright: no document of ours is in italics."""
    library = next(Path(typst.__file__).parent.glob("_typst*.so")).read_bytes()
    for found in FIRST_BYTES.finditer(library):
        try:
            font = TTFont(BytesIO(library[found.start() : found.start() + 4_000_000]), lazy=True)
            names, letters = font["name"], set(font.getBestCmap())
        except (TTLibError, KeyError, AssertionError, ValueError, IndexError, OverflowError):
            continue
        style = names.getDebugName(17) or names.getDebugName(2)
        if not re.search("Italic|Oblique", style):
            yield names.getDebugName(16) or names.getDebugName(1), letters


def coverage():
    """The file: for each family the letters that all of its weights have, as ranges."""
    found = {}
    for family, letters in upright_fonts():
        found[family] = found.get(family, letters) & letters
    lines = [f"# Letters of the fonts of typst {version('typst')}; written by tests/tools/letters.py"]
    for family in FAMILIES:
        codes = sorted(code for code in found[family] - NOT_SHOWN if unicodedata.category(chr(code))[0] != "C")
        ends = [None, *(n for n, (a, b) in enumerate(pairwise(codes), start=1) if b - a > 1), len(codes)]
        ranges = [(codes[a or 0], codes[b - 1]) for a, b in pairwise(ends)]
        lines.append(f"{family}\t{' '.join(f'{a:X}-{b:X}' if b > a else f'{a:X}' for a, b in ranges)}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    COVERAGE.write_text(coverage(), encoding="ascii")
