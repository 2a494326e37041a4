"""Contents lists that were typed, or that lost their styles: lines that end in the number of a page."""

import itertools
import re
from typing import NamedTuple

from consultations.documents.importing.recognition import folded

_TITLES = {"sadrzaj", "pregled sadrzaja", "contents", "table of contents"}
LONGEST_TITLE = 40
LONGEST_ENTRY = 300
LONGEST_PAGE = 4  # signs
FEWEST = 2  # lines in a row
_PAGE = re.compile(r"^(?:\d{1,4}|[ivxl]{1,7})$")
_SPACED_PAGE = re.compile(r"[ \u00a0]{3,}(\d{1,4})$")


class Line(NamedTuple):
    """A paragraph with its tabs, as it stands; is it followed by dots up to the edge?"""

    words: str
    is_dotted: bool = False


def is_contents_heading(text) -> bool:
    """Is this the heading of a contents list?"""
    return len(text) <= LONGEST_TITLE and folded(text).strip(" .:") in _TITLES


class _Entry(NamedTuple):
    title: str
    page: int
    is_sure: bool


def contents_in(lines) -> set[int]:
    """Places of the lines that make up contents lists, with the headings above them.

    Dots before the number make an entry by themselves. After a mere tab it may be a sum of money; then a heading
    “Садржај” above the lines is asked for, or that most of their words come again further down."""
    entries = [_entry(line) for line in lines]
    last = {_bare(line.words): place for place, line in enumerate(lines)} if any(entries) else {}
    gone, place = set(), 0
    while place < len(lines):
        end = place
        while end < len(lines) and entries[end] is not None:
            end += 1
        run = [entry for entry in entries[place:end] if entry is not None]
        titled = place > 0 and is_contents_heading(lines[place - 1].words)
        if len(run) >= FEWEST and _is_list(run, titled, last, end):
            gone.update(range(place - titled, end))
        place = max(end, place + 1)
    return gone


def _entry(line) -> _Entry | None:
    words = line.words.strip()
    if not words or len(words) > LONGEST_ENTRY or "\n" in words:
        return None
    title, tab, page = words.rpartition("\t")
    page = page.strip().lower()
    if tab and _PAGE.match(page):
        return _Entry(title.rstrip(" .…\t"), _number(page), line.is_dotted or _ends_in_dots(title))
    head = words.rstrip("0123456789")
    page = words[len(head) :]
    if 0 < len(page) <= LONGEST_PAGE and _ends_in_dots(head):
        return _Entry(head.rstrip(" .…_\t"), int(page), True)
    if found := _SPACED_PAGE.search(words[-20:]):
        return _Entry(words[: -len(found[0])].rstrip(), int(found[1]), False)
    return None


def _ends_in_dots(text) -> bool:
    text = text.rstrip()
    return text.endswith(("...", "…", ". . .", "___", "·····"))


def _number(page) -> int:
    return int(page) if page.isdigit() else 0


def _is_list(run, titled, last, end) -> bool:
    pages = [entry.page for entry in run if entry.page]
    if any(later < earlier for earlier, later in itertools.pairwise(pages)):
        return False
    if titled or all(entry.is_sure for entry in run):
        return True
    again = sum(last.get(_bare(entry.title), -1) >= end for entry in run)
    return 2 * again > len(run)


def _bare(words) -> str:
    return folded(words[:LONGEST_ENTRY]).strip(" .\t")
