"""One way in for every kind of text."""

from typing import NamedTuple

from consultations.documents.importing.blocks import Block, blocks_of_text
from consultations.documents.importing.decoding import decode
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
    left_out: set[str]


def read(data, name="") -> Reading:
    """The blocks of a file. Raises ImportRefused."""
    source, left_out = validate_upload(data, name), set()
    if source == DOCX:
        blocks, left_out = blocks_of_word(data)
    else:
        blocks = (blocks_of_markdown if source == MARKDOWN else blocks_of_text)(decode(data))
    if not blocks:
        raise ImportRefused("text_missing")
    if len(blocks) > MOST_BLOCKS or sum(len(block.text) for block in blocks) > MOST_CHARACTERS:
        raise ImportRefused("too_long")
    return Reading(source, blocks, left_out)
