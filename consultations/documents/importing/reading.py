"""One way in for every kind of text."""

from typing import NamedTuple

from consultations.documents.importing.blocks import Block, blocks_of_text, clean_text, settle_numbers
from consultations.documents.importing.contents import Line, contents_in
from consultations.documents.importing.decoding import decode
from consultations.documents.importing.losses import CONTENTS, Loss, Losses
from consultations.documents.importing.markdown import blocks_of_markdown
from consultations.documents.importing.messages import ImportRefused
from consultations.documents.importing.validation import DOCX, MARKDOWN, validate_upload
from consultations.documents.importing.word import blocks_of_word

MOST_BLOCKS = 20_000
MOST_CHARACTERS = 5_000_000


class Reading(NamedTuple):
    """What was read, from which kind of file, and what of it was left out."""

    source: str
    blocks: list[Block]
    left_out: list[Loss]


def read(data, name="") -> Reading:
    """The blocks of a file. Raises ImportRefused."""
    source = validate_upload(data, name)
    if source == DOCX:
        blocks, left_out = blocks_of_word(data)
        blocks = settle_numbers(blocks)
    elif source == MARKDOWN:
        blocks, left_out = blocks_of_markdown(decode(data))
    else:
        blocks, left_out = read_text(decode(data))
    if not blocks:
        raise ImportRefused("text_missing")
    if len(blocks) > MOST_BLOCKS or sum(len(block.text) for block in blocks) > MOST_CHARACTERS:
        raise ImportRefused("too_long")
    return Reading(source, blocks, left_out)


def read_text(text) -> tuple[list[Block], list[Loss]]:
    """Blocks of a plain text without the contents list that may stand in it, and what was left out."""
    lines = clean_text(text).split("\n")
    written = [place for place, line in enumerate(lines) if line.strip()]
    gone = {written[n] for n in contents_in([Line(lines[place]) for place in written])}
    blocks, losses = blocks_of_text("\n".join(line for place, line in enumerate(lines) if place not in gone)), Losses()
    if gone:
        place = len(blocks_of_text("\n".join(lines[: min(gone)]))) + 1
        for line in sorted(gone):
            losses.add(CONTENTS, place, lines[line])
    return blocks, losses.told(blocks)


def read_plainly(data, name="") -> dict:
    """The same in plain lists, for a reading in a process of its own. Raises ImportRefused."""
    source, blocks, left_out = read(data, name)
    return {
        "source": source,
        "blocks": [list(block) for block in blocks],
        "left_out": [list(loss) for loss in left_out],
    }
