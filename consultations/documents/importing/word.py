"""A Word document (DOCX) to blocks: mammoth reads it, and what Word draws but does not write is told to it before."""

import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

import mammoth.docx
from mammoth import documents

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
from consultations.documents.importing.messages import ImportRefused
from consultations.documents.importing.numbering import Numbering, format_counter
from consultations.documents.importing.styles import Styles, numbering_in, outline_level
from consultations.documents.importing.validation import MOST_ELEMENTS, MOST_XML, check_xml, open_archive, unpack

_READ = re.compile(r"^(\[Content_Types\]\.xml|_rels/\.rels|word/(_rels/)?[\w-]+\.xml(\.rels)?)$")
_KIND_OF_PART = re.compile(r"wordprocessingml\.(document|template|styles|numbering)(?:\.main)?\+xml$")
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TOLD = "\ue000"  # begins the name of the bookmarks that tell mammoth about a paragraph
_DRAWN_ARTICLE = re.compile(r"^(?:Члан|Član|Article)\s+\d+", re.IGNORECASE)


def blocks_of_word(data) -> tuple[list[Block], set[str]]:
    """(blocks, what was left out: `images`, `tracked`). Raises ImportRefused."""
    package = open_archive(data)
    parts = _parts(package)
    names = _names(parts)
    root, tracked = _notes(parts, names)
    try:
        document = mammoth.docx.read(_packed(parts, names["document"], root)).value
    except ImportRefused:
        raise
    except Exception as exc:  # whatever mammoth stumbles over: the file is not as Word writes it
        raise ImportRefused("broken_file") from exc
    walk = _Walk(document)
    return walk.blocks, {name for name, there in (("images", walk.images), ("tracked", tracked)) if there}


def _parts(package) -> dict[str, bytes]:
    """The parts that are read, each safe to parse. The words and the lists may lie under other names than Word's."""
    parts, size, elements = {}, 0, 0
    for name in package.namelist():
        if _READ.match(name) and name not in parts:
            parts[name] = part = unpack(package, name) or b""
            size += len(part)
            if size > MOST_XML:
                raise ImportRefused("too_long")
            elements += check_xml(part)
            if elements > MOST_ELEMENTS:
                raise ImportRefused("too_long")
    return parts


def _names(parts) -> dict[str, str]:
    """Under which names the document, its styles and its lists lie; Word on the web does not keep to the usual."""
    names = {}
    for override in ElementTree.fromstring(parts["[Content_Types].xml"]):  # noqa: S314  entities were refused before (check_xml)
        found = _KIND_OF_PART.search(override.get("ContentType", ""))
        name = override.get("PartName", "").lstrip("/")
        if found and name in parts:
            names["document" if found[1] == "template" else found[1]] = name
    if "document" not in names:
        raise ImportRefused("broken_file")
    return names


def _packed(parts, main, root):
    """The same document for mammoth, with what it needs and nothing else."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            told = ElementTree.tostring(root, "utf-8", xml_declaration=True) if name == main else part
            package.writestr(name, told)
    file.seek(0)
    return file


def _notes(parts, names):
    """The document with a bookmark before each paragraph that is a heading or numbered; and were changes tracked?"""
    root = ElementTree.fromstring(parts[names["document"]])  # noqa: S314  entities were refused before (check_xml)
    ns = root.tag[: root.tag.index("}") + 1] if root.tag.startswith("{") else ""
    styles = Styles(_parsed(parts, names.get("styles")), ns)
    numbering = Numbering(_parsed(parts, names.get("numbering")), ns, styles)
    for alternative in root.iter(f"{_COMPATIBILITY}AlternateContent"):
        for choice in alternative.findall(f"{_COMPATIBILITY}Choice"):
            alternative.remove(choice)
    tracked = any(root.find(f".//{ns}{name}") is not None for name in ("ins", "del", "moveTo"))
    for element in root.iter(f"{ns}p"):
        properties = element.find(f"{ns}pPr")
        if properties is not None and properties.find(f"{ns}rPr/{ns}del") is not None:
            continue
        if words := _words_about(properties, ns, styles, numbering):
            bookmark = ElementTree.Element(f"{ns}bookmarkStart", {f"{ns}name": _TOLD + json.dumps(words)})
            element.insert(0 if properties is None else list(element).index(properties) + 1, bookmark)
    return root, tracked


def _parsed(parts, name):
    return ElementTree.fromstring(parts[name]) if name in parts else None  # noqa: S314  entities were refused before (check_xml)


def _words_about(properties, ns, styles, numbering) -> dict[str, bool | int | str]:
    named = properties.find(f"{ns}pStyle") if properties is not None else None
    style = named.get(f"{ns}val") if named is not None else None
    words = {}
    level = outline_level(properties, ns)
    level = styles.heading_level(style) if level is None else level
    if level:
        words["heading"] = level
    num, place = _list_of(properties, ns, style, styles, numbering)
    if num not in (None, "0") and (drawn := numbering.draw(num, place)):
        words |= drawn._asdict()
        words["level"] = max(drawn.level, styles.depth(style))
    if style and styles.is_contents(style):
        words["contents"] = True
    return words


def _list_of(properties, ns, style, styles, numbering) -> tuple[str | None, int]:
    """The list and the level in which the paragraph is counted: its own words first, then those of its style."""
    own = numbering_in(properties, ns)
    of_style = styles.numbering(style) if style else None
    if own and own[0] is not None:
        return own[0], own[1] if own[1] is not None else 0
    if of_style is None:
        return None, 0
    num, place, said_by = of_style
    if own and own[1] is not None:
        place = own[1]
    if place is None:  # the list says which of its levels belongs to the style
        linked = numbering.of_style.get(style) or numbering.of_style.get(said_by)
        place = linked[1] if linked else 0
    return num, place


class _Walk:
    """Goes through the document as mammoth read it."""

    def __init__(self, document) -> None:
        self.notes, self.blocks, self.images = document.notes, [], 0
        self.numbers, self.waiting = {}, []
        self._go(document.children)

    def _go(self, children) -> None:
        for child in children:
            if isinstance(child, documents.Paragraph):
                self._paragraph(child)
            elif isinstance(child, documents.Table):
                self._table(child)
            elif isinstance(child, documents.HasChildren):
                self._go(child.children)

    def _paragraph(self, element) -> None:
        told = next((_read_told(child) for child in element.children if isinstance(child, documents.Bookmark)), {})
        text = _tidy(self._text(element.children))
        if text and not told.get("contents"):
            self.blocks.append(_block(text, told))
        self._tell_notes()

    def _table(self, element) -> None:
        rows = [row for row in element.children if isinstance(row, documents.TableRow)]
        if len(rows) == 1 and len(rows[0].children) == 1:  # a frame around text
            self._go(rows[0].children[0].children)
            return
        block = table(self._cells(rows))
        if block.text:
            self.blocks.append(block)
        self._tell_notes()

    def _cells(self, rows) -> Iterator[list[str]]:
        """Rows of cells in columns that stay one above another, whatever was merged."""
        below = {}  # column → rows for which a cell above still reaches down
        for row in rows:
            cells, column = [], 0
            for cell in row.children:
                while below.get(column):
                    below[column] -= 1
                    cells.append("")
                    column += 1
                cells += [self._text(cell.children), *[""] * (cell.colspan - 1)]
                for _ in range(cell.colspan):
                    below[column] = cell.rowspan - 1
                    column += 1
            yield cells

    def _text(self, children) -> str:
        parts = []
        for child in children:
            if isinstance(child, documents.Text):
                parts.append(child.value)
            elif isinstance(child, documents.Tab):
                parts.append(" ")
            elif isinstance(child, documents.Break):
                parts.append("\n")
            elif isinstance(child, documents.Checkbox):
                parts.append("☑" if child.checked else "☐")
            elif isinstance(child, documents.Image):
                self.images += 1
            elif isinstance(child, documents.NoteReference):
                parts.append(self._refer(child))
            elif isinstance(child, documents.HasChildren):
                parts.append(self._text(child.children))
                if isinstance(child, documents.Paragraph):  # in a cell
                    parts.append("\n")
        return "".join(parts)

    def _refer(self, reference) -> str:
        try:
            note = self.notes.resolve(reference)
        except KeyError:
            return ""
        key = (reference.note_type, reference.note_id)
        if key not in self.numbers:
            n = 1 + sum(kind == reference.note_type for kind, _ in self.numbers)
            self.numbers[key] = format_counter("lowerRoman", n) if reference.note_type == "endnote" else str(n)
            self.waiting.append((self.numbers[key], note))
        return f"[{self.numbers[key]}]"

    def _tell_notes(self) -> None:
        """Notes stand behind the block that refers to them."""
        while self.waiting:
            number, note = self.waiting.pop(0)
            if text := _tidy(self._text(note.body)):
                self.blocks.append(Block(FOOTNOTE, 0, number, text))


def _read_told(bookmark) -> dict[str, bool | int | str]:
    return json.loads(bookmark.name[1:]) if (bookmark.name or "").startswith(_TOLD) else {}


def _tidy(text) -> str:
    return "\n".join(" ".join(line.split()) for line in clean_text(text).split("\n")).strip()


def _block(text, told) -> Block:
    """What a paragraph is, from what is written in it and what Word draws before it."""
    label = told.get("label", "")
    if len(label) > LONGEST_NUMBER:
        label, text = "", f"{label} {text}"
    number = label.removesuffix(".")
    level = min(told.get("heading", 0), DEEPEST_HEADING)
    if label and _DRAWN_ARTICLE.match(label):
        return Block(ARTICLE, 0, number, text)
    if level:
        return Block(HEADING, level, number, text) if number else heading(text, level)
    if told.get("parts", 0) > 1:
        return Block(PARAGRAPH, 0, number, text)
    if "parts" in told:
        return Block(LIST_ITEM, told["level"], number, text)
    return typed_item(text) or paragraph(text)
