"""The columns of the table, and the key of a row: which item it is, and what stood in it when it went out."""

import hashlib
import unicodedata
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy, override

from consultations.documents.models import DocumentVersion
from consultations.responses.models import Response
from seko.files.sheets import cell_text
from seko.search.folding import fold_words

KEY, OUTCOME, REASON, FORWARDED, LANDED = "key", "outcome", "reason", "forwarded_to", "landed_in"
# Field → heading and width. What is filled in stands last.
COLUMNS = {
    KEY: (gettext_lazy("Key (leave as it is)"), 10),
    "opinion": (gettext_lazy("Opinion"), 18),
    "position": (gettext_lazy("Item"), 7),
    "passage": (gettext_lazy("Passage"), 9),
    "passage_text": (gettext_lazy("Text of the passage"), 45),
    "title": (gettext_lazy("Title"), 30),
    "text": (gettext_lazy("Position of the SEKO"), 50),
    "proposed_text": (gettext_lazy("Proposed text"), 45),
    "comments": (gettext_lazy("Comments"), 50),
    OUTCOME: (gettext_lazy("Outcome"), 24),
    REASON: (gettext_lazy("Reason"), 55),
    FORWARDED: (gettext_lazy("Forwarded to"), 30),
    LANDED: (gettext_lazy("Passage where it was implemented"), 14),
}
FILLED_IN = (OUTCOME, REASON, FORWARDED, LANDED)
LANGUAGES = [code for code, __ in settings.LANGUAGES]
MARK = 6  # characters of the mark of a cell
LONGEST_KEY = 60
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def in_all_languages(words) -> list[str]:
    """A text as each variant of the portal writes it, without repeating one."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(str(words))
    return list(dict.fromkeys(found))


@cache
def outcome_codes() -> dict[str, str]:
    """{folded words: code} of every outcome, in every language."""
    words = {code: [code, *in_all_languages(label)] for code, label in Response.Outcome.choices}
    return {fold_words(text): code for code, texts in words.items() for text in texts}


def implementation_name(passage, newest) -> str:
    """The number of a passage; with its version where that is not the newest."""
    number = passage.number or f"#{passage.position}"
    return number if passage.version.number == newest else f"{passage.version.number}/{number}"


def newest_version(document_id) -> int:
    """The number of the latest version of a document."""
    versions = DocumentVersion.objects.standing().filter(document=document_id)
    return versions.order_by("-number").values_list("number", flat=True)[0]


def filled_cells(response, newest) -> dict[str, str]:
    """What is answered, as the cells of the table hold it."""
    if response is None:
        return dict.fromkeys(FILLED_IN, "")
    return {
        OUTCOME: str(response.get_outcome_display()),
        REASON: cell_text(response.reason),
        FORWARDED: cell_text(response.forwarded_to),
        LANDED: implementation_name(response.landed_in, newest) if response.landed_in else "",
    }


def comparable(field, text) -> str:
    """What of a cell counts: programs change line ends, spaces at the end and the form of letters by themselves."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    lines = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    return outcome_codes().get(fold_words(lines), lines) if field == OUTCOME else lines


class RowKey(NamedTuple):
    """The item, the form of its answer when the table was made, and the mark of each cell that is filled in.

    The marks tell what a person has changed from what others changed meanwhile; tables of old have none."""

    item: int
    revision: int
    marks: dict[str, str]


def key_of(item, cells) -> str:
    """`12-3-…`: the key of the row of an item with these cells."""
    revision = item.response.revision if hasattr(item, "response") else 0
    return f"{item.pk}-{revision}-{''.join(mark_of(field, cells[field]) for field in FILLED_IN)}"


def mark_of(field, text) -> str:
    """A few signs that are others when the cell is another."""
    return hashlib.sha256(comparable(field, text).encode()).hexdigest()[:MARK]


def parse_key(text) -> RowKey | None:
    """The key as it was written, or None."""
    parts = "".join(text.translate(_DASHES).split()).split("-")
    if len(text) > LONGEST_KEY or len(parts) not in {2, 3}:
        return None
    if not all(part.isascii() and part.isdecimal() and len(part) <= 9 for part in parts[:2]):
        return None
    marks = parts[2] if len(parts) == 3 else ""
    if marks and len(marks) != MARK * len(FILLED_IN):
        return None
    parted = {field: marks[MARK * n : MARK * (n + 1)] for n, field in enumerate(FILLED_IN)} if marks else {}
    return RowKey(int(parts[0]), int(parts[1]), parted)
