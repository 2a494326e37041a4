"""Markdown to blocks: CommonMark with tables and footnotes."""

import re

from markdown_it import MarkdownIt

from consultations.documents.importing.blocks import (
    FOOTNOTE,
    LIST_ITEM,
    Block,
    clean_text,
    heading,
    paragraph,
    settle_numbers,
    table,
)
from consultations.documents.importing.losses import FRONT, MARKUP, PICTURES, STRUCK, WHOLE, Loss, Losses
from consultations.documents.importing.markup import LINE, MARK, take_apart

_NOTE = re.compile(r"^\[\^([^\]\[\s]{1,80})\]:[ \t]+(.*(?:\n(?:[ ]{2,}|\t).*)*)", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\[\s]{1,80})\]")
_NUMBER = re.compile(r"\[(\d{1,6})\]")
_SPACES = re.compile(r" {2,}")
_BRACKET = re.compile(r"\\.|\[|\]|\n[ \t]*\n")
DEEPEST = 100  # lists and quotations within each other; what lies deeper is not read by the parser
_parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])


def blocks_of_markdown(text) -> tuple[list[Block], list[Loss]]:
    """(blocks, what was left out) of a Markdown text; a footnote stands behind the block that refers to it."""
    text, front, taken = take_apart(clean_text(text))
    text, notes = _apart(text)
    numbers = {name: str(place) for place, name in enumerate(_referred(text, notes), start=1)}
    text = _REFERENCE.sub(lambda found: f"\\[{numbers[found[1]]}\\]" if found[1] in numbers else found[0], text)
    names = {number: name for name, number in numbers.items()}
    walk = _Walk(taken, {number: notes[name] for number, name in names.items()})
    if front.strip():
        walk.losses.add(FRONT, WHOLE, front)
    for token in _parser.parse(_without_lone_brackets(text)):
        walk.take(token)
    return settle_numbers(walk.blocks), walk.losses.told(walk.blocks)


def _without_lone_brackets(text) -> str:
    """The same text; a bracket that is never closed is marked as a letter, or each would be looked for to the end."""
    waiting, lone = [], set()
    for found in _BRACKET.finditer(text):
        if found[0] == "[":
            waiting.append(found.start())
        elif found[0] == "]" and waiting:
            waiting.pop()
        elif found[0] not in "[]":  # a paragraph ends, and with it what it opened
            lone.update(waiting)
            waiting = []
    lone.update(waiting)
    return _BRACKET.sub(lambda found: "\\[" if found.start() in lone else found[0], text) if lone else text


def _apart(text) -> tuple[str, dict[str, str]]:
    """The text without its footnotes, and the footnotes by name."""
    notes = {found[1]: " ".join(found[2].split()) for found in _NOTE.finditer(text)}
    return _NOTE.sub("", text), notes


def _referred(text, notes) -> dict[str, None]:
    return dict.fromkeys(name for name in _REFERENCE.findall(text) if name in notes)


class _Walk:
    """Goes through the tokens of a text and remembers in which lists and cells it is."""

    def __init__(self, taken, notes) -> None:
        self.taken, self.notes, self.told, self.losses = taken, notes, set(), Losses()
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
        self._add_block(table(self.rows))
        self.rows = None

    def _tr_open(self, token) -> None:
        self.rows.append([])

    def _inline(self, token) -> None:
        text = self._words(token.children)
        if self.rows is not None:
            self.rows[-1].append(text)
        elif text.strip():
            self._add(text.strip())

    def _fence(self, token) -> None:
        if token.content.strip():
            self._add(token.content.replace(LINE, "\n").strip("\n"))

    _code_block = _fence

    def _add(self, text) -> None:
        if self.level:
            self._add_block(heading(text, self.level))
        elif not self.lists:
            self._add_block(paragraph(text))
        elif self.item and not self.item.text:  # the first words of an item; what follows in it belongs to it
            self.item = self.item._replace(text=text)
            self._add_block(self.item)
        elif self.item and self.blocks and self.blocks[-1] == self.item:
            self.item = self.item._replace(text=f"{self.item.text}\n{text}")
            self.blocks[-1] = self.item
        else:
            self._add_block(Block(LIST_ITEM, len(self.lists), "", text))

    def _add_block(self, block) -> None:
        """A block, and behind it the notes to which it refers."""
        if not block.text.strip():
            return
        self.blocks.append(block)
        for number in _NUMBER.findall(block.text):
            if number in self.notes and number not in self.told:
                self.told.add(number)
                self.blocks.append(Block(FOOTNOTE, 0, number, self._put_back(self.notes[number])))

    def _lose(self, kind, near) -> None:
        self.losses.add(kind, len(self.blocks) + 1, near)

    def _words(self, children) -> str:
        """What is read of a line; what is struck out is not."""
        parts, struck = [], []
        for child in children or ():
            if child.type == "s_open":
                struck.append([])
            elif child.type == "s_close" and struck:
                self._lose(STRUCK, "".join(struck.pop()))
            elif child.type == "image":
                self._lose(PICTURES, child.content)
                parts.append(child.content)  # of a picture its description
            else:
                words = {"softbreak": " ", "hardbreak": "\n"}.get(child.type, child.content)
                (struck[-1] if struck else parts).append(words)
        return self._put_back("".join(parts))

    def _put_back(self, text) -> str:
        """The words without the marks of what was taken out; a table comes back as a block of its own."""
        for found in MARK.finditer(text):
            taken = self.taken[int(found[1])] if int(found[1]) < len(self.taken) else ""
            if isinstance(taken, str):
                self._lose(MARKUP, taken)
            else:
                self._add_block(table(taken))
        return _SPACES.sub(" ", MARK.sub("", text)).replace(LINE, "\n")
