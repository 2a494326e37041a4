"""Blocks of a text: how one is recognized in plain words, split, and numbered anew."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from consultations.documents.importing.recognition import (
    LONGEST_NUMBER,
    article_head,
    is_chapter,
    number_head,
    renumbered_article,
)

HEADING, ARTICLE, PARAGRAPH, LIST_ITEM, TABLE, FOOTNOTE = (
    "heading", "article", "paragraph", "list_item", "table", "footnote",
)  # fmt: skip
DEEPEST_HEADING = 6
FEW_LINES = 3  # so many lines without a blank one may be one passage; more are one passage each

_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")
_NUMBERED_LINE = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,7})(?:[.)]|(?<=\.\d)|(?<=\.\d\d))\s+(\S.*)$")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LINE_ENDS = {
    ord("\r"): "\n",
    ord("\f"): "\n\n",
    ord("\v"): "\n",
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n\n",  # the end of a line and that of a paragraph, as Unicode names them
}
_BULLET = re.compile(r"^(\s*)[-*•‣▪●–]\s+(?=\S)")
_TYPED_ITEM = re.compile(r"^(\(?(?:\d{1,2}|[а-яa-zčćšžđ])\))\s+(.*)$", re.IGNORECASE)
_NOTE = re.compile(r"^\[\^?(\d{1,3})\]:?\s+(.*)$", re.DOTALL)
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f\u200b\u2060\ufeff\u00ad]")


class Block(NamedTuple):
    """What a person reads as one: `level` is that of a heading or how deep a list item lies, else 0."""

    kind: str
    level: int
    number: str
    text: str


def clean_text(text) -> str:
    """Text with one kind of line end and without signs that nobody sees; NUL stays, to be refused."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").translate(_LINE_ENDS)
    return _CONTROL.sub("", text)


def blocks_of_text(text) -> list[Block]:
    """Blocks of plain text: a blank line parts them, `#` begins a heading, a dash an item, tabs make a table.

    A longer text without any blank line has one block on each line."""
    text = clean_text(text).strip()
    lines = text.count("\n") + 1
    by_line = lines > FEW_LINES and not _BLANK.search(text) and not all("\t" in row for row in text.split("\n"))
    blocks = []
    for part in text.split("\n") if by_line else _BLANK.split(text):
        blocks += _blocks_of_part(part)
    return settle_numbers(blocks)


def _blocks_of_part(part) -> list[Block]:
    lines = part.strip("\n").split("\n")
    part = part.strip()
    if part.startswith("#"):
        title = part.lstrip("#")
        level = min(len(part) - len(title), DEEPEST_HEADING)
        return [heading(title, level)] if title.strip() else []
    if not part:
        return []
    if len(lines) > 1 and all("\t" in line.strip() for line in lines):
        return [table([line.split("\t") for line in lines])]
    if note := _NOTE.match(part):
        return [Block(FOOTNOTE, 0, note[1], note[2])]
    return _items_in(lines) or [paragraph(part)]


def _items_in(lines) -> list[Block]:
    """The items of which a part consists, and the lines that lead to them; none where it is no list.

    A dash makes an item by itself; numbers do where there are several and they follow one another."""
    items = [typed_item(line) for line in lines]
    if not any(items):
        numbers = [_NUMBERED_LINE.match(line) for line in lines]
        if not _follow_one_another([found[1] for found in numbers if found]):
            return []
        items = [_numbered(found) if found else None for found in numbers]
    elif len(lines) > 1 and sum(item is not None for item in items) == 1 and items[0] is None:
        return []  # a dash at the beginning of one line of many is speech or a break of words
    before, blocks = [], []
    for line, item in zip(lines, items, strict=True):
        if item is not None:
            blocks.append(item)
        elif blocks:
            blocks[-1] = blocks[-1]._replace(text=f"{blocks[-1].text}\n{line.strip()}")
        else:
            before.append(line)
    return [*([paragraph("\n".join(before))] if before else []), *blocks]


def _follow_one_another(numbers) -> bool:
    """Are these the numbers of a list: 1, 2, 3; I, II; 2.4, 2.5?"""
    counted = [(number.rpartition(".")[0], _value(number.rpartition(".")[2])) for number in numbers]
    if len(counted) < 2:
        return False
    return all(later == (above, n + 1) for (above, n), later in pairwise(counted))


def _value(number) -> int:
    if number.isdecimal():
        return int(number)
    values = [_ROMAN[letter] for letter in number]
    return sum(-n if any(n < later for later in values[at + 1 :]) else n for at, n in enumerate(values))


def _numbered(line) -> Block:
    several = "." in line[1]
    return Block(PARAGRAPH if several else LIST_ITEM, 0 if several else 1, line[1], line[2].strip())


def settle_numbers(blocks) -> list[Block]:
    """“15. седница одржана је у мају” is a sentence; a bare number before a small letter counts in a row alone."""
    numbers = {place: int(block.number) for place, block in enumerate(blocks) if block.number.isdecimal()}
    order = sorted(numbers)
    settled = list(blocks)
    for at, place in enumerate(order):
        block = blocks[place]
        if block.kind != PARAGRAPH or not block.text[:1].islower():
            continue
        beside = [numbers[order[near]] for near in (at - 1, at + 1) if 0 <= near < len(order)]
        if not {numbers[place] - 1, numbers[place] + 1} & set(beside):
            settled[place] = block._replace(number="", text=f"{block.number}. {block.text}")
    return settled


def _item(bullet) -> Block:
    level = 1 + len(bullet[1].replace("\t", "  ")) // 2
    return Block(LIST_ITEM, level, "", bullet.string[bullet.end() :].strip())


def typed_item(text) -> Block | None:
    """An item whose dash, number or letter was typed by hand, as in “1) …” or “– …”; None for anything else."""
    if "\n" in text:
        return None
    if bullet := _BULLET.match(text):
        return _item(bullet)
    found = _TYPED_ITEM.match(text)
    return Block(LIST_ITEM, 1, found[1], found[2]) if found else None


def heading(text, level) -> Block:
    """A heading, whose number may stand before it."""
    text = text.strip()
    if article := _article(text):
        return article
    head = number_head(text, in_heading=True)
    return Block(HEADING, level, *(head or ("", text)))


def paragraph(text) -> Block:
    """A paragraph, or what its first words make of it: an article, the heading of a chapter."""
    text = text.strip()
    if article := _article(text):
        return article
    if is_chapter(text):
        return Block(HEADING, 1, "", text)
    return Block(PARAGRAPH, 0, *(number_head(text) or ("", text)))


def _article(text) -> Block | None:
    """“Члан 5. Циљ”: the number stands apart from the words; where there are no more words, it is the text."""
    head = article_head(text)
    if head is None:
        return None
    if head.rest:
        return Block(ARTICLE, 0, *head)
    return Block(ARTICLE, 0, "", head.number + text.rstrip()[len(text.rstrip().rstrip(".:")) :])


def table(rows) -> Block:
    """A table: rows on lines of their own, cells parted by tabs; empty if it holds no word."""
    rows = [[" ".join(cell.split()) for cell in row] for row in rows]
    return Block(TABLE, 0, "", "\n".join("\t".join(row) for row in rows if any(row)))


def split_block(block, text) -> list[Block]:
    """The blocks that a text makes which was divided by blank lines; each is of the kind of the first."""
    parts = [
        part.strip("\n") if block.kind == TABLE else part.strip() for part in re.split(r"\n[ \t]*\n", clean_text(text))
    ]
    parts = [part for part in parts if part.strip()]
    return [
        Block(block.kind, block.level, block.number if place == 0 else "", part) for place, part in enumerate(parts)
    ]


def number_anew(blocks) -> Iterator[Block]:
    """The same blocks numbered from the beginning: headings by their depth, articles and notes one after another.

    A paragraph that has a number counts within its heading, or within its article; a numbered item within its list.
    What has no number gets none."""
    blocks = list(blocks)
    counters, articles, notes = [0] * DEEPEST_HEADING, 0, 0
    within, paragraphs, items = "", 0, {}
    top = min((block.level or 1 for block in blocks if block.kind == HEADING), default=1)
    for block in blocks:
        number, text = block.number, block.text
        if block.kind != LIST_ITEM:
            items = {}
        if block.kind == HEADING:
            paragraphs = 0
            if number:
                depth = max((block.level or 1) - top, 0)
                counters[depth] += 1
                counters[depth + 1 :] = [0] * (DEEPEST_HEADING - depth - 1)
                number = within = ".".join(str(n or 1) for n in counters[: depth + 1])
            else:
                within = ""
        elif block.kind == ARTICLE:
            articles, paragraphs, within = articles + 1, 0, ""
            number, text = (renumbered_article(part, articles) for part in (number, text))
        elif block.kind == FOOTNOTE:
            notes += 1
            number = str(notes)
        elif block.kind == PARAGRAPH and number:
            paragraphs += 1
            number = f"{within}.{paragraphs}" if within else str(paragraphs)
        elif block.kind == LIST_ITEM and number:
            items = {level: n for level, n in items.items() if level <= block.level}
            items[block.level] = items.get(block.level, 0) + 1
            number = _as_counted(number, items[block.level])
        yield block._replace(number=number[:LONGEST_NUMBER], text=text)


_LETTERS = ("абвгдђежзијклљмнњопрстћуфхцчџш", "abcdefghijklmnopqrstuvwxyz")


def _as_counted(number, n) -> str:
    """The n-th number written as this one is: 3, 3), (в), c)."""
    if found := re.search(r"\d+", number):
        return f"{number[: found.start()]}{n}{number[found.end() :]}"
    if found := re.search(r"[^\W\d_]", number):
        for letters in _LETTERS:
            if found[0].lower() in letters and n <= len(letters):
                letter = letters[n - 1].upper() if found[0].isupper() else letters[n - 1]
                return f"{number[: found.start()]}{letter}{number[found.end() :]}"
    return number
