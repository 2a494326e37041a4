"""Through a Word document in the order of reading: from its paragraphs and tables to blocks."""

from collections import Counter, deque
from typing import TYPE_CHECKING, NamedTuple

from consultations.documents.importing import losses
from consultations.documents.importing.blocks import (
    ARTICLE,
    DEEPEST_HEADING,
    FOOTNOTE,
    HEADING,
    LIST_ITEM,
    LONGEST_NUMBER,
    PARAGRAPH,
    Block,
    clean_text,
    heading,
    paragraph,
    table,
    typed_item,
)
from consultations.documents.importing.contents import Line, is_contents_heading
from consultations.documents.importing.losses import Losses
from consultations.documents.importing.recognition import is_article_number, is_chapter_number, is_word_and_number
from consultations.documents.importing.word.fields import Fields
from consultations.documents.importing.word.formulas import formula
from consultations.documents.importing.word.lists import drawn_before
from consultations.documents.importing.word.numbering import Numbering, format_counter
from consultations.documents.importing.word.paragraphs import (
    Paragraph,
    branch,
    is_contents_control,
    is_on_custom_mark,
    words_in,
)
from consultations.documents.importing.word.styles import Styles, is_on, outline_level
from consultations.documents.importing.word.tables import Grid, cells_of, rows_of
from consultations.documents.importing.xml import below

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from consultations.documents.importing.word.numbering import Drawn

_PASSED_OVER = {"w:sectPr", "w:tcPr", "w:sdtPr", "w:sdtEndPr", "w:pPr", "w:rPr"}
_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")


class Read(NamedTuple):
    """A paragraph as it was read: its words as they stand, and what Word draws before them."""

    words: str
    label: str
    drawn: "Drawn | None"
    heading: int
    is_dotted: bool  # its tabs lead to their goal by dots


class Walk:
    """Reads the whole document; afterwards `blocks`, `lines` (of each block) and `losses` are filled."""

    def __init__(self, package) -> None:
        document = package.parsed(package.main)
        body = document.find("w:body") if document is not None else None
        self.styles = Styles(package.part("styles"))
        self.numbering = Numbering(package.part("numbering"), self.styles)
        self.notes = {kind: _stories(package.part(f"{kind}s"), f"w:{kind}") for kind in ("footnote", "endnote")}
        comments = _stories(package.part("comments"), "w:comment")
        self.comments = {key: words_in(comment) for key, comment in comments.items()}
        self.blocks: list[Block] = []
        self.lines: list[Line] = []
        self.losses = Losses()
        self.numbers, self.counted, self.waiting, self.carried = {}, Counter(), deque(), ""
        self.fields = Fields([] if body is None else body)
        self._headers(package)
        self._children([] if body is None else body)
        if self.carried.strip():
            self._add(paragraph(_tidy(self.carried)), self.carried)

    def lose(self, kind, near="") -> None:
        """Something is left out or flattened in the passage that comes next."""
        self.losses.add(kind, len(self.blocks) + 1, near)

    def refer(self, reference, run) -> str:
        """The number of a note, in the place where it is referred to."""
        kind = reference.tag.removeprefix("w:").removesuffix("Reference")
        note = self.notes[kind].get(reference.get("w:id"))
        if note is None:
            return ""
        key = (kind, reference.get("w:id"))
        if key not in self.numbers:
            self.counted[kind] += 1
            mark = words_in(run).strip() if is_on_custom_mark(reference) else ""
            number = format_counter("lowerRoman" if kind == "endnote" else "decimal", self.counted[kind])
            self.numbers[key] = mark[:LONGEST_NUMBER] or number
            self.waiting.append((self.numbers[key], note))
        return f"[{self.numbers[key]}]"

    # --- blocks --------------------------------------------------------------------------------

    def _children(self, element) -> None:
        for child in element:
            self._take(child)

    def _take(self, child) -> None:
        tag = child.tag
        if tag == "w:p":
            self._paragraph(child)
        elif tag == "w:tbl":
            self._table(child)
        elif tag in ("w:altChunk", "w:subDoc"):
            self.lose(losses.EMBEDDED)
        elif tag in ("w:del", "w:moveFrom"):
            self.lose(losses.DELETED, words_in(child))
        elif tag == "mc:AlternateContent":
            self._children(branch(child))
        elif tag in ("m:oMathPara", "m:oMath"):
            self.lose(losses.FORMULAS, formula(child))
            self._add(paragraph(_tidy(formula(child))), "")
        elif is_contents_control(child):
            self._leave_contents(words_in(child))
        elif tag not in _PASSED_OVER:
            self._children(child)

    def _paragraph(self, element) -> None:
        found, boxes = self._read(element)
        if found is not None and (block := _block(found)) is not None:
            self._add(block, found.words, found.is_dotted)
        for box in boxes:
            self.lose(losses.BOXES, words_in(box))
            self._children(box)
        self._tell_notes()

    def _read(self, element) -> "tuple[Read | None, list[Element]]":
        """A paragraph, and the boxes that hang on it; None where nothing of it is shown."""
        properties = element.find("w:pPr")
        style = self.styles.of_paragraph(properties)
        inline = Paragraph(self, element, style)
        words, self.carried = self.carried + inline.text(), ""
        if _goes_on(properties):
            self.carried = words
            return None, inline.boxes
        if self.styles.is_contents(style):
            if words.strip():
                self._leave_contents(words)
            return None, inline.boxes
        if not words.strip() and properties is not None and is_on(below(properties, "w:rPr", "w:vanish")):
            return None, inline.boxes  # hidden with its end: it is not counted either
        level = outline_level(properties)
        level = self.styles.heading_level(style) if level is None else level
        drawn = drawn_before(properties, style, self.styles, self.numbering)
        if drawn is not None:
            drawn = drawn._replace(level=max(drawn.level, self.styles.depth(style)))
        label = drawn.label if drawn is not None else ""
        return Read(words, label, drawn, min(level or 0, DEEPEST_HEADING), _is_dotted(properties)), inline.boxes

    def _table(self, element) -> None:
        only = self._only_cell(element)
        if only is not None:  # a frame around text
            self._children(only)
            return
        block = table(Grid(element, self._flat, self.lose).rows)
        if block.text:
            self._add(block, "")
        self._tell_notes()

    @staticmethod
    def _only_cell(element) -> "Element | None":
        """The cell of a table that has no other."""
        found = []
        for row in rows_of(element, _nothing):
            found += cells_of(row, _nothing)
            if len(found) > 1:
                return None
        return found[0] if found else None

    def _flat(self, element) -> str:
        """All words of a cell or a note in one text, with the numbers that Word draws."""
        parts = []
        for child in element:
            if child.tag == "w:p":
                found, boxes = self._read(child)
                parts += [found.label, " ", found.words, "\n"] if found is not None else []
                for box in boxes:
                    self.lose(losses.BOXES, words_in(box))
                    parts += [self._flat(box), "\n"]
            elif child.tag == "w:tbl":
                parts.append(self._in_one_line(child))
            elif child.tag in ("w:altChunk", "w:subDoc"):
                self.lose(losses.EMBEDDED)
            elif child.tag in ("w:del", "w:moveFrom"):
                self.lose(losses.DELETED, words_in(child))
            elif child.tag in ("m:oMathPara", "m:oMath"):
                self.lose(losses.FORMULAS, formula(child))
                parts.append(formula(child) + "\n")
            elif child.tag not in _PASSED_OVER:
                parts.append(self._flat(branch(child) if child.tag == "mc:AlternateContent" else child))
        return "".join(parts)

    def _in_one_line(self, inner) -> str:
        """A table within a cell: its cells are parted by bars, its rows by slashes."""
        self.lose(losses.NESTED, words_in(inner))
        rows = Grid(inner, self._flat, self.lose).rows
        return f"[{' / '.join(' | '.join(' '.join(cell.split()) for cell in row) for row in rows)}]\n"

    def _tell_notes(self) -> None:
        """Notes stand behind the block that refers to them."""
        while self.waiting:
            mark, note = self.waiting.popleft()
            fields, self.fields = self.fields, Fields(note)
            words = _tidy(self._flat(note))
            self.fields = fields
            if words:
                self._add(Block(FOOTNOTE, 0, mark, words), "")

    def _add(self, block, words, is_dotted=False) -> None:
        self.blocks.append(block)
        self.lines.append(Line(words, is_dotted))

    def _leave_contents(self, words) -> None:
        if self.blocks and is_contents_heading(self.blocks[-1].text):
            self.blocks.pop()
            self.lines.pop()
        self.lose(losses.CONTENTS, words)

    def _headers(self, package) -> None:
        """What stands on the edges of the pages is not of the text; said where it holds words."""
        names = [name for kind in ("header", "footer") for name in package.related.get(kind, ())]
        for name in names[:MOST_EDGES]:
            part = package.parsed(name)
            words = words_in(part) if part is not None else ""
            if any(letter.isalpha() for letter in words):
                self.losses.add(losses.HEADERS, losses.WHOLE, words)


MOST_EDGES = 30  # headers and footers that are looked at


def _nothing(*_) -> None:
    """What is left out is noted when the table is read, not when it is only looked at."""


def _stories(root, tag) -> "dict[str | None, Element]":
    """Notes or comments by their id."""
    found = root.iter(tag) if root is not None else ()
    return {element.get("w:id"): element for element in found if element.get("w:type") not in _NO_NOTES}


def _goes_on(properties) -> bool:
    """Do the words go on in the next paragraph: is the end of this one deleted, or is it a large first letter?"""
    if properties is None:
        return False
    frame = properties.find("w:framePr")
    gone = any(below(properties, "w:rPr", f"w:{name}") is not None for name in ("del", "moveFrom"))
    return gone or (frame is not None and frame.get("w:dropCap") in ("drop", "margin"))


def _is_dotted(properties) -> bool:
    tabs = properties.find("w:tabs") if properties is not None else None
    return tabs is not None and any(tab.get("w:leader") in ("dot", "middleDot") for tab in tabs)


def _tidy(text) -> str:
    return "\n".join(" ".join(line.split()) for line in clean_text(text).split("\n")).strip()


def _block(found) -> Block | None:
    """What a paragraph is, from what is written in it and what Word draws before it."""
    text, label = _tidy(found.words), found.label
    if not text:
        return _drawn_alone(label, found.heading)
    if len(label.removesuffix(".")) > LONGEST_NUMBER:
        label, text = "", f"{label} {text}"
    number = label.removesuffix(".")
    if is_article_number(label):
        return Block(ARTICLE, 0, number, text)
    if found.heading or is_chapter_number(label):
        return Block(HEADING, found.heading or 1, number, text) if number else heading(text, found.heading)
    if found.drawn is None:
        return typed_item(text) or paragraph(text)
    several = found.drawn.parts > 1
    return Block(PARAGRAPH if several else LIST_ITEM, 0 if several else found.drawn.level, number, text)


def _drawn_alone(label, level) -> Block | None:
    """“Члан 5.” before a paragraph without words is a passage; a bullet or a mere number is none."""
    if is_chapter_number(label):
        return Block(HEADING, level or 1, "", label)
    return Block(ARTICLE, 0, "", label) if is_word_and_number(label) else None
