"""Markdown to blocks: CommonMark with tables and footnotes."""

import re

from markdown_it import MarkdownIt

from consultations.documents.importing.blocks import FOOTNOTE, LIST_ITEM, Block, clean_text, heading, paragraph, table

_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]+(.*(?:\n(?:[ ]{2,}|\t).*)*)", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
_parser = MarkdownIt("commonmark", {"html": False}).enable("table")


def blocks_of_markdown(text) -> list[Block]:
    """Blocks of a Markdown text; a footnote stands behind the block that refers to it."""
    text, notes = _apart(clean_text(text))
    numbers = {name: str(place) for place, name in enumerate(_referred(text, notes), start=1)}
    text = _REFERENCE.sub(lambda found: f"\\[{numbers[found[1]]}\\]" if found[1] in numbers else found[0], text)
    names = {number: name for name, number in numbers.items()}
    blocks, told = [], set()
    for block in _blocks(_parser.parse(text)):
        blocks.append(block)
        for number in re.findall(r"\[(\d+)\]", block.text):
            if number in names and number not in told:
                told.add(number)
                blocks.append(Block(FOOTNOTE, 0, number, notes[names[number]]))
    return blocks


def _apart(text) -> tuple[str, dict[str, str]]:
    """The text without its footnotes, and the footnotes by name."""
    notes = {found[1]: " ".join(found[2].split()) for found in _NOTE.finditer(text)}
    return _NOTE.sub("", text), notes


def _referred(text, notes) -> dict[str, None]:
    return dict.fromkeys(name for name in _REFERENCE.findall(text) if name in notes)


def _blocks(tokens) -> list[Block]:
    walk = _Walk()
    for token in tokens:
        walk.take(token)
    return walk.blocks


class _Walk:
    """Goes through the tokens of a text and remembers in which lists and cells it is."""

    def __init__(self) -> None:
        self.blocks, self.lists, self.item, self.rows, self.level = [], [], None, None, 0

    def take(self, token) -> None:
        if handler := getattr(self, f"_{token.type}", None):
            handler(token)

    def _heading_open(self, token) -> None:
        self.level = int(token.tag[1:])

    def _heading_close(self, token) -> None:
        self.level = 0

    def _bullet_list_open(self, token) -> None:
        self.lists.append(token.type)

    _ordered_list_open = _bullet_list_open

    def _bullet_list_close(self, token) -> None:
        self.lists.pop()

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, token) -> None:
        number = token.info + (")" if token.markup == ")" else "") if token.info else ""
        self.item = Block(LIST_ITEM, len(self.lists), number, "")

    def _list_item_close(self, token) -> None:
        self.item = None

    def _table_open(self, token) -> None:
        self.rows = []

    def _table_close(self, token) -> None:
        if (block := table(self.rows)).text:
            self.blocks.append(block)
        self.rows = None

    def _tr_open(self, token) -> None:
        self.rows.append([])

    def _inline(self, token) -> None:
        text = _plain(token.children)
        if self.rows is not None:
            self.rows[-1].append(text)
        elif text.strip():
            self._add(text.strip())

    def _fence(self, token) -> None:
        if token.content.strip():
            self._add(token.content.strip("\n"))

    _code_block = _fence

    def _add(self, text) -> None:
        if self.level:
            self.blocks.append(heading(text, self.level))
        elif not self.lists:
            self.blocks.append(paragraph(text))
        elif self.item and not self.item.text:  # the first words of an item; what follows in it belongs to it
            self.item = self.item._replace(text=text)
            self.blocks.append(self.item)
        elif self.item and self.blocks[-1] == self.item:
            self.item = self.item._replace(text=f"{self.item.text}\n{text}")
            self.blocks[-1] = self.item
        else:
            self.blocks.append(Block(LIST_ITEM, len(self.lists), "", text))


def _plain(children) -> str:
    parts = []
    for child in children or ():
        if child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
        else:
            parts.append(child.content)  # of an image its description
    return "".join(parts)
