"""From a file or a pasted text to blocks: what a person reads as one heading, article, paragraph, item, table or note.

Pure functions: nothing here knows the database. What cannot or must not be read is refused with `ImportRefused`, whose
code has its words in `messages.MESSAGES`.
"""

from consultations.documents.importing.blocks import Block, blocks_of_text, number_anew, split_block
from consultations.documents.importing.losses import Loss
from consultations.documents.importing.messages import MESSAGES, ImportRefused
from consultations.documents.importing.reading import Reading, read, read_text
from consultations.documents.importing.validation import DOCX, MARKDOWN, TEXT, validate_upload

__all__ = [
    "DOCX",
    "MARKDOWN",
    "MESSAGES",
    "TEXT",
    "Block",
    "ImportRefused",
    "Loss",
    "Reading",
    "blocks_of_text",
    "number_anew",
    "read",
    "read_text",
    "split_block",
    "validate_upload",
]
