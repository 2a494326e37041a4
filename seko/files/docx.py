"""Documents as DOCX, made as a person would: styles, real lists, tables whose head is repeated, contents, page numbers.

What people typed stays text: it can neither be a field nor markup. Built fast, paragraph by paragraph.
"""

from itertools import count

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from seko.files.sheets import printable
from seko.files.tables import column_weights, parts_of

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGES = {"sr": "sr-Cyrl-RS", "sr-latn": "sr-Latn-RS", "en": "en-GB"}
INK, QUIET, PRIMARY = RGBColor(0x18, 0x22, 0x2D), RGBColor(0x4B, 0x58, 0x66), RGBColor(0x14, 0x50, 0x7F)
RULE, WASH = "DDD8CD", "F7F5F0"
NOTE, QUOTED, CELL, CODE, SUBTITLE = "SekoNote", "SekoQuoted", "SekoCell", "SekoCode", "Subtitle"
FONT = "Calibri"
TEXT_WIDTH, INDENT = 9_070, 340  # twentieths of a point: 16 cm, 6 mm
DEEPEST_IN_CONTENTS = 2


class DocxFile:
    """A document in a language of the portal. `typed=True` marks words that people typed: Serbian on every variant."""

    def __init__(self, *, language, title, subject, author, at, foot) -> None:
        self._typed_language = None if language in {"sr", "sr-latn"} else "sr-Latn-RS"
        self._document = Document()
        self._end = self._document.element.body.sectPr
        self._bookmarks, self._headings, self._contents_before = count(1), [], None
        self._last = ""
        self._set_styles(LANGUAGES[language])
        properties = self._document.core_properties
        properties.title, properties.subject, properties.author = title, subject, author
        properties.language, properties.created, properties.modified = LANGUAGES[language], at, at
        properties.last_modified_by, properties.comments, properties.keywords = author, "", foot
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
        section.different_first_page_header_footer = True
        self._line(section.header.paragraphs[0], title)
        for footer in (section.footer, section.first_page_footer):
            self._line(footer.paragraphs[0], foot, pages=True)

    def title(self, text, subtitle="") -> None:
        self._add("Title", text)
        if subtitle:
            self._add(SUBTITLE, subtitle)

    def heading(self, level, text, *, typed=False) -> None:
        """A heading of a level from 1 to 9; it can be reached from the contents."""
        name = f"_Toc{next(self._bookmarks):06d}"
        self._headings.append((level, printable(text), name))
        self._add(f"Heading{level}", text, typed=typed, mark=name)

    def contents(self, title) -> None:
        """The contents stand here: the headings that follow, with their pages."""
        self._add("SekoContents0", title)
        self._contents_before = len(self._headings)
        self._contents_at = self._end.getprevious()

    def text(self, text, *, typed=False, bold=False) -> None:
        """Paragraphs parted by blank lines, lists and tables, as they were typed."""
        self._parts("Normal", text, typed=typed, bold=bold)

    def note(self, text) -> None:
        """Small words beside the matter."""
        self._add(NOTE, text)

    def code(self, text) -> None:
        """A fingerprint, letter by letter."""
        self._add(CODE, text)

    def link(self, address) -> None:
        """An address of the portal that can be followed."""
        paragraph = self._paragraph("Normal", "")
        paragraph.remove(paragraph[-1])
        part = self._document.part
        link = _tag("w:hyperlink")
        link.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(self._run(address, colour=True))
        paragraph.append(link)
        self._append(paragraph, "text")

    def quoted(self, label, text) -> None:
        """A text of somebody, set off under its label."""
        self._add(NOTE, label, keep=True, indent=INDENT)
        self._parts(QUOTED, text, typed=True)

    def facts(self, title, rows) -> None:
        """Labels with their values, without a head."""
        self._table(title, [], rows, heads_left=True)

    def table(self, title, head, rows) -> None:
        """A table whose first row is repeated on each page and told as the head by screen readers."""
        self._table(title, head, rows)

    def save(self, out) -> None:
        if self._contents_before is not None:
            self._write_contents()
        self._document.save(out)

    # --- building --------------------------------------------------------------------------------

    def _append(self, element, kind) -> None:
        self._end.addprevious(element)
        self._last = kind

    def _table(self, title, head, rows, *, heads_left=False, typed=False, indent=0) -> None:
        if self._last == "table":  # two that touch would be one
            self._add(NOTE, title, keep=True)
        every = [[str(cell) for cell in row] for row in ([head, *rows] if head else rows)]
        if not every:
            return
        weights = column_weights(every)
        widths = [(TEXT_WIDTH - indent) * weight // sum(weights) for weight in weights]
        table = _tag("w:tbl")
        table.append(_table_properties(title, indent, sum(widths), has_head=bool(head), heads_left=heads_left))
        grid = _tag("w:tblGrid")
        grid.extend(_tag("w:gridCol", w=str(width)) for width in widths)
        table.append(grid)
        body = every[1:] if head else every
        numeric = {place for place in range(1, len(widths)) if body and all(_is_number(row[place]) for row in body)}
        for number, cells in enumerate(every):
            is_head = bool(head) and number == 0
            table.append(self._row(cells, widths, numeric, is_head=is_head, heads_left=heads_left, typed=typed))
        self._append(table, "table")

    def _row(self, cells, widths, numeric, *, is_head, heads_left, typed):
        row, properties = _tag("w:tr"), _tag("w:trPr")
        properties.append(_tag("w:cantSplit"))
        if is_head:
            properties.append(_tag("w:tblHeader"))
        row.append(properties)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            box, looks = _tag("w:tc"), _tag("w:tcPr")
            looks.append(_tag("w:tcW", w=str(width), type="dxa"))
            if is_head:
                looks.append(_tag("w:shd", val="clear", color="auto", fill=WASH))
            box.append(looks)
            looks = {"right": place in numeric, "quiet": heads_left and place == 0, "keep": is_head or heads_left}
            box.append(self._paragraph(CELL, cell, bold=is_head, typed=typed, **looks))
            row.append(box)
        return row

    def _parts(self, style, text, **looks) -> None:
        indent = INDENT if style == QUOTED else 0
        for kind, lines in parts_of(printable(text)):
            if kind == "table":
                self._table("", lines[0], lines[1:], typed=looks.get("typed", False), indent=indent)
            elif kind == "text":
                self._add(style, lines[0], **looks)
            else:
                number = self._new_numbering("ListBullet" if kind == "bullets" else "ListNumber")
                for line in lines:
                    paragraph = self._paragraph(
                        "ListBullet" if kind == "bullets" else "ListNumber", line, numbering=number,
                        indent=indent + INDENT, **looks,
                    )  # fmt: skip
                    self._append(paragraph, "list")

    def _new_numbering(self, style) -> int:
        """A list of its own, which begins at 1."""
        numbering = self._document.part.numbering_part.element
        named = self._document.styles["List Bullet" if style == "ListBullet" else "List Number"]
        model = numbering.num_having_numId(named.element.pPr.numPr.numId.val).abstractNumId.val
        number = numbering.add_num(model)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return number.numId

    def _add(self, style, text, **looks) -> None:
        self._append(self._paragraph(style, text, after_table=self._last == "table", **looks), "text")

    def _paragraph(
        self, style, text, *, typed=False, bold=False, keep=False, right=False, quiet=False, mark="", indent=0,
        numbering=0, after_table=False,
    ):  # fmt: skip
        paragraph, properties = _tag("w:p"), _tag("w:pPr")
        properties.append(_tag("w:pStyle", val=style))
        if keep:
            properties.append(_tag("w:keepNext"))
        if numbering:
            properties.append(_listed(numbering))
        if after_table and not style.startswith("Heading"):
            properties.append(_tag("w:spacing", before="160"))
        if indent:
            properties.append(_tag("w:ind", left=str(indent), **({"hanging": str(INDENT)} if numbering else {})))
        if right:
            properties.append(_tag("w:jc", val="right"))
        paragraph.append(properties)
        run = self._run(text, typed=typed, bold=bold, quiet=quiet)
        for element in _marked(run, mark) if mark else [run]:
            paragraph.append(element)
        return paragraph

    def _run(self, text, *, typed=False, bold=False, quiet=False, colour=False):
        run, looks = _tag("w:r"), _tag("w:rPr")
        if bold:
            looks.append(_tag("w:b"))
        if quiet or colour:
            looks.append(_tag("w:color", val=str(PRIMARY if colour else QUIET)))
        if typed and self._typed_language:
            looks.append(_tag("w:lang", val=self._typed_language))
        if len(looks):
            run.append(looks)
        for number, line in enumerate(printable(text).split("\n")):
            if number:
                run.append(_tag("w:br"))
            words = _tag("w:t")
            words.text = line
            words.set(qn("xml:space"), "preserve")
            run.append(words)
        return run

    def _line(self, paragraph, text, *, pages=False) -> None:
        """A line at the head or the foot of each page."""
        paragraph.style = self._document.styles["SEKO line"]
        end = paragraph._p  # noqa: SLF001  the library has no other way
        end.append(self._run(text))
        if pages:
            tab = _tag("w:r")
            tab.append(_tag("w:tab"))
            end.append(tab)
            end.append(_field("PAGE", self._run("1")))
            end.append(self._run(" / "))
            end.append(_field("NUMPAGES", self._run("1")))

    def _write_contents(self) -> None:
        """Links to the headings with their pages, which the program that opens the file works out."""
        last = self._contents_at
        for level, text, name in self._headings[self._contents_before :]:
            if level <= DEEPEST_IN_CONTENTS:
                paragraph = self._paragraph(f"SekoContents{level}", "")
                paragraph.remove(paragraph[-1])
                link = _tag("w:hyperlink", anchor=name, history="1")
                link.append(self._run(text))
                tab = _tag("w:r")
                tab.append(_tag("w:tab"))
                link.append(tab)
                link.append(_field(f"PAGEREF {name} \\h", self._run("1")))
                paragraph.append(link)
                last.addnext(paragraph)
                last = paragraph

    def _set_styles(self, language) -> None:
        styles = self._document.styles
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        for old in defaults.findall(qn("w:lang")):
            defaults.remove(old)
        defaults.append(_tag("w:lang", val=language, eastAsia="zh-CN", bidi="ar-SA"))
        for name, size, before, after, colour in (
            ("Normal", 11, 0, 6, INK), ("Title", 24, 0, 4, PRIMARY), ("Subtitle", 14, 0, 14, INK),
            ("Heading 1", 16, 22, 8, PRIMARY), ("Heading 2", 13, 16, 6, PRIMARY), ("Heading 3", 11, 12, 4, QUIET),
            ("List Bullet", 11, 0, 3, INK), ("List Number", 11, 0, 3, INK),
        ):  # fmt: skip
            _dress(styles[name], size, before, after, colour)
        for border in styles["Title"].element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
            break
        styles["Subtitle"].font.italic = False
        text_width = Cm(16)
        for name, identity, size, after, colour, indent in (
            ("SEKO note", NOTE, 9.5, 3, QUIET, 0), ("SEKO quoted", QUOTED, 11, 8, INK, 0.6),
            ("SEKO cell", CELL, 10, 0, INK, 0), ("SEKO code", CODE, 9, 6, INK, 0),
            ("SEKO line", "SekoLine", 8, 0, QUIET, 0),
            ("SEKO contents 0", "SekoContents0", 13, 4, PRIMARY, 0),
            ("SEKO contents 1", "SekoContents1", 11, 3, INK, 0), ("SEKO contents 2", "SekoContents2", 10, 2, INK, 0.6),
        ):  # fmt: skip
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.element.set(qn("w:styleId"), identity)
            style.base_style = styles["Normal"]
            _dress(style, size, 0, after, colour, font="Courier New" if identity == CODE else FONT)
            style.paragraph_format.left_indent = Cm(indent)
            if identity.startswith(("SekoContents", "SekoLine")):
                style.paragraph_format.tab_stops.add_tab_stop(text_width, WD_TAB_ALIGNMENT.RIGHT)
        quoted = styles["SEKO quoted"].element.get_or_add_pPr()
        border = _tag("w:pBdr")
        border.append(_tag("w:left", val="single", sz="12", space="8", color=RULE))
        quoted.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _dress(style, size, before, after, colour, font=FONT) -> None:
    style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith(("Theme", "eastAsia")):
            del fonts.attrib[name]
    fonts.set(qn("w:cs"), font)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.08


def _table_properties(title, indent, width, *, has_head, heads_left):
    properties = _tag("w:tblPr")
    properties.append(_tag("w:tblW", w=str(width), type="dxa"))
    if indent:
        properties.append(_tag("w:tblInd", w=str(indent), type="dxa"))
    borders = _tag("w:tblBorders")
    borders.extend(
        _tag(f"w:{side}", val="single", sz="4", space="0", color=RULE) for side in ("top", "bottom", "insideH")
    )
    properties.append(borders)
    properties.append(_tag("w:tblLayout", type="fixed"))
    margins = _tag("w:tblCellMar")
    margins.extend(
        _tag(f"w:{side}", w=str(room), type="dxa")
        for side, room in (("top", 40), ("left", 80), ("bottom", 40), ("right", 80))
    )
    properties.append(margins)
    properties.append(
        _tag("w:tblLook", val="0420", firstRow=str(int(has_head)), lastRow="0", firstColumn=str(int(heads_left)),
             lastColumn="0", noHBand="1", noVBand="1")
    )  # fmt: skip
    if title:
        properties.append(_tag("w:tblCaption", val=printable(title)))
    return properties


def _is_number(cell) -> bool:
    return len(cell) <= 8 and (cell == "–" or cell[:1].isdigit())


def _listed(number):
    properties = _tag("w:numPr")
    properties.append(_tag("w:ilvl", val="0"))
    properties.append(_tag("w:numId", val=str(number)))
    return properties


def _marked(run, name):
    number = name.removeprefix("_Toc")
    return _tag("w:bookmarkStart", id=number, name=name), run, _tag("w:bookmarkEnd", id=number)


def _field(instruction, shown):
    field = _tag("w:fldSimple", instr=instruction)
    field.append(shown)
    return field


def _tag(tag, **attributes):
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
