"""From a file or a pasted text to blocks: what a person reads as one heading, article, paragraph, item, table or note.

Pure functions: nothing here knows the database. What cannot or must not be read is refused with `ImportRefused`, whose
code has its words in `words.WORDS`.
"""

from consultations.documents.importing.blocks import Block, blocks_of_text, number_anew, split_block
from consultations.documents.importing.messages import MESSAGES, ImportRefused
from consultations.documents.importing.reading import Reading, read
from consultations.documents.importing.validation import DOCX, MARKDOWN, TEXT, validate_upload

__all__ = [
    "DOCX",
    "MARKDOWN",
    "MESSAGES",
    "TEXT",
    "Block",
    "ImportRefused",
    "Reading",
    "blocks_of_text",
    "number_anew",
    "read",
    "split_block",
    "validate_upload",
]
