"""Blocks of a text: how one is recognized in plain words, split, and numbered anew."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

HEADING, ARTICLE, PARAGRAPH, LIST_ITEM, TABLE, FOOTNOTE = (
    "heading", "article", "paragraph", "list_item", "table", "footnote",
)  # fmt: skip
DEEPEST_HEADING = 6
LONGEST_NUMBER = 20
LONGEST_TITLE = 160  # characters of a line that can be the heading of a chapter or an article
FEW_LINES = 3  # so many lines without a blank one may be one passage; more are one passage each

# A heading may begin with a bare number; in a paragraph that would take the year of "2020. године" or a quantity.
_HEADING_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*)\.?\s+(.*)$", re.DOTALL)
_PARAGRAPH_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,3})+|\d{1,3}(?=\.\s))\.?\s+(.*)$", re.DOTALL)
_ARTICLE = re.compile(
    r"^((?:Члан|Član|Article)\s+\d{1,4}[а-яa-zčćšžđ]?)(?:[.:]\s*|\s+[–—-]\s+|\s*$)(.*)$", re.DOTALL | re.IGNORECASE
)
_CHAPTER = re.compile(
    r"^(?:Глава|Део|Поглавље|Одељак|Glava|Deo|Poglavlje|Odeljak|Chapter|Part|Section)\s+(?:\d+|[IVXLC]+)\b",
    re.IGNORECASE,
)
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
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text.replace("\f", "\n\n").replace("\v", "\n"))


def blocks_of_text(text) -> list[Block]:
    """Blocks of plain text: a blank line parts them, `#` begins a heading, a dash an item, tabs make a table.

    A longer text without any blank line has one block on each line."""
    text = clean_text(text).strip()
    lines = text.count("\n") + 1
    by_line = lines > FEW_LINES and not re.search(r"\n\s*\n", text) and not all("\t" in row for row in text.split("\n"))
    blocks = []
    for part in text.split("\n") if by_line else re.split(r"\n\s*\n", text):
        blocks += _blocks_of_part(part)
    return blocks


def _blocks_of_part(part) -> list[Block]:
    lines = part.strip("\n").split("\n")
    part = part.strip()
    if part.startswith("#"):
        title = part.lstrip("#")
        level = min(len(part) - len(title), DEEPEST_HEADING)
        return [heading(title, level)] if title.strip() else []
    if not part:
        return []
    if all(bullets := [_BULLET.match(line) for line in lines]):
        return [_item(bullet) for bullet in bullets]
    if len(lines) > 1 and all("\t" in line.strip() for line in lines):
        return [table([line.split("\t") for line in lines])]
    if note := _NOTE.match(part):
        return [Block(FOOTNOTE, 0, note[1], note[2])]
    return [paragraph(part)]


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
    numbered = _HEADING_NUMBER.match(text)
    number, text = numbered.groups() if numbered and len(numbered[1]) <= LONGEST_NUMBER else ("", text)
    return Block(HEADING, level, number, text)


def paragraph(text) -> Block:
    """A paragraph, or what its first words make of it: an article, the heading of a chapter."""
    text = text.strip()
    if article := _article(text):
        return article
    if _CHAPTER.match(text) and len(text) <= LONGEST_TITLE and "\n" not in text and not text.endswith((".", ";", ",")):
        return Block(HEADING, 1, "", text)
    numbered = _PARAGRAPH_NUMBER.match(text)
    number, text = numbered.groups() if numbered and len(numbered[1]) <= LONGEST_NUMBER else ("", text)
    return Block(PARAGRAPH, 0, number, text)


def _article(text) -> Block | None:
    """“Члан 5. Циљ”: the number stands apart from the words; where there are no more words, it is the text."""
    found = _ARTICLE.match(text)
    if not found:
        return None
    name, rest = found.groups()
    return Block(ARTICLE, 0, name, rest.strip()) if rest.strip() else Block(ARTICLE, 0, "", text)


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
            number, text = (_with_number(part, articles) for part in (number, text))
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


_ARTICLE_NUMBER = re.compile(r"^((?:Члан|Član|Article)\s+)\d{1,4}[а-яa-zčćšžđ]?", re.IGNORECASE)
_LETTERS = ("абвгдђежзијклљмнњопрстћуфхцчџш", "abcdefghijklmnopqrstuvwxyz")


def _with_number(text, n) -> str:
    return _ARTICLE_NUMBER.sub(lambda found: f"{found[1]}{n}", text)


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
