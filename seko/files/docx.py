"""Documents as DOCX: real headings, tables with header rows, the language set; built fast, paragraph by paragraph.

What people typed stays text: it can neither be a field nor markup.
"""

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from seko.files.sheets import printable

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGES = {"sr": "sr-Cyrl-RS", "sr-latn": "sr-Latn-RS", "en": "en-GB"}
QUIET = RGBColor(0x4B, 0x58, 0x66)
PRIMARY = RGBColor(0x14, 0x50, 0x7F)
NOTE, QUOTED = "SekoNote", "SekoQuoted"


class DocxFile:
    """A document in a language of the portal. `typed=True` marks words that people typed: Serbian on every variant."""

    def __init__(self, *, language, title, subject, author, at, foot) -> None:
        self._typed_language = None if language in {"sr", "sr-latn"} else "sr-Latn-RS"
        self._document = Document()
        self._end = self._document.element.body.sectPr
        self._set_styles(LANGUAGES[language])
        properties = self._document.core_properties
        properties.title, properties.subject, properties.author = title, subject, author
        properties.language, properties.created, properties.modified = LANGUAGES[language], at, at
        properties.last_modified_by, properties.comments, properties.keywords = author, "", foot
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        self._foot(section.footer.paragraphs[0], foot)

    def title(self, text) -> None:
        self._add("Title", text)

    def heading(self, level, text, *, typed=False) -> None:
        """A heading of a level from 1 to 9."""
        self._add(f"Heading{level}", text, typed=typed)

    def text(self, text, *, typed=False, bold=False) -> None:
        """Paragraphs, parted by blank lines."""
        self._paragraphs("Normal", text, typed=typed, bold=bold)

    def note(self, text) -> None:
        """Small words beside the matter."""
        self._add(NOTE, text)

    def quoted(self, label, text) -> None:
        """A text of somebody, set off under its label."""
        self._add(NOTE, label, keep=True)
        self._paragraphs(QUOTED, text, typed=True)

    def table(self, title, head, rows) -> None:
        """A table whose first row is repeated on each page and told as the head by screen readers."""
        table = _tag("w:tbl")
        properties = _tag("w:tblPr")
        properties.append(_tag("w:tblStyle", val="TableGrid"))
        properties.append(_tag("w:tblW", w="5000", type="pct"))
        properties.append(_tag("w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", noVBand="1"))
        properties.append(_tag("w:tblCaption", val=printable(title)))
        grid = _tag("w:tblGrid")
        grid.extend(_tag("w:gridCol") for __ in head)
        table.append(properties)
        table.append(grid)
        for number, cells in enumerate([head, *rows]):
            table.append(self._row(cells, is_head=number == 0))
        self._end.addprevious(table)
        self._add("Normal", "")

    def save(self, out) -> None:
        self._document.save(out)

    # --- building --------------------------------------------------------------------------------

    def _row(self, cells, *, is_head):
        row = _tag("w:tr")
        properties = _tag("w:trPr")
        properties.append(_tag("w:cantSplit"))
        if is_head:
            properties.append(_tag("w:tblHeader"))
        row.append(properties)
        for cell in cells:
            box = _tag("w:tc")
            box.append(self._paragraph("Normal", str(cell), bold=is_head))
            row.append(box)
        return row

    def _paragraphs(self, style, text, **looks) -> None:
        for part in printable(text).replace("\r\n", "\n").split("\n\n"):
            if part.strip():
                self._add(style, part.strip("\n"), **looks)

    def _add(self, style, text, **looks) -> None:
        self._end.addprevious(self._paragraph(style, text, **looks))

    def _paragraph(self, style, text, *, typed=False, bold=False, keep=False):
        paragraph = _tag("w:p")
        properties = _tag("w:pPr")
        properties.append(_tag("w:pStyle", val=style))
        if keep:
            properties.append(_tag("w:keepNext"))
        paragraph.append(properties)
        paragraph.append(self._run(text, typed=typed, bold=bold))
        return paragraph

    def _run(self, text, *, typed=False, bold=False):
        run = _tag("w:r")
        looks = _tag("w:rPr")
        if bold:
            looks.append(_tag("w:b"))
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

    def _foot(self, paragraph, foot) -> None:
        paragraph.style = self._document.styles["SEKO note"]
        paragraph._p.append(self._run(f"{foot}   "))  # noqa: SLF001  the library has no other way
        field = _tag("w:fldSimple", instr="PAGE")
        field.append(self._run("1"))
        paragraph._p.append(field)  # noqa: SLF001  the library has no other way

    def _set_styles(self, language) -> None:
        styles = self._document.styles
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        for old in defaults.findall(qn("w:lang")):
            defaults.remove(old)
        defaults.append(_tag("w:lang", val=language, eastAsia="zh-CN", bidi="ar-SA"))
        styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(11)
        for level in range(1, 5):
            styles[f"Heading {level}"].font.color.rgb = PRIMARY
        note = styles.add_style("SEKO note", WD_STYLE_TYPE.PARAGRAPH)
        note.base_style, note.font.size, note.font.color.rgb = styles["Normal"], Pt(9.5), QUIET
        note.paragraph_format.space_after = Pt(3)
        quoted = styles.add_style("SEKO quoted", WD_STYLE_TYPE.PARAGRAPH)
        quoted.base_style, quoted.paragraph_format.left_indent = styles["Normal"], Cm(0.8)
        note.element.set(qn("w:styleId"), NOTE)
        quoted.element.set(qn("w:styleId"), QUOTED)


def _tag(name, **attributes):
    tag = OxmlElement(name)
    for key, value in attributes.items():
        tag.set(qn(f"w:{key}"), value)
    return tag
