"""A Word document (DOCX) to blocks, with the numbers that Word draws and without what it does not show.

Read by ourselves, element by element: what a library passes over in silence would be missing in a published law.
"""

from consultations.documents.importing.blocks import Block
from consultations.documents.importing.contents import contents_in
from consultations.documents.importing.losses import CONTENTS, Loss
from consultations.documents.importing.word.package import Package
from consultations.documents.importing.word.walk import Walk


def blocks_of_word(data) -> tuple[list[Block], list[Loss]]:
    """(blocks, what was left out). Raises ImportRefused."""
    walk = Walk(Package(data))
    gone = contents_in(walk.lines)
    if gone:
        walk.losses.without(gone)
        for place in sorted(gone):
            walk.losses.add(CONTENTS, min(gone) + 1, walk.lines[place].words)
    blocks = [block for place, block in enumerate(walk.blocks) if place not in gone]
    return blocks, walk.losses.told(blocks)
