"""Word documents for tests: small ones with everything in them, a long one, and such as must be refused."""

import random
import re
import zipfile
from io import BytesIO

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

WORDS = (
    *("министарство", "влада", "мера", "циљ", "енергија", "средина", "развој", "извора", "организација", "друштва"),
    *("план", "програм", "извештај", "година", "спровођење", "надлежни", "орган", "средства", "буџет", "показатељ"),
    *("стање", "промена", "закон", "пропис", "стратегија", "самоуправа", "грађани"),
)


def saved(document):
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def word_file(*lines):
    """A document of paragraphs; a pair gives the style: ("Heading 1", "Увод")."""
    document = Document()
    for line in lines:
        style, text = line if isinstance(line, tuple) else ("Normal", line)
        document.add_paragraph(text, style=style)
    return saved(document)


def with_parts(data, changes=(), *, drop=(), compression=zipfile.ZIP_DEFLATED):
    """The same package with parts put in, changed by a function, or dropped."""
    changes, file = dict(changes), BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", compression) as new:
        for name in old.namelist():
            part, change = old.read(name), changes.pop(name, None)
            if name not in drop:
                new.writestr(name, change(part) if callable(change) else part if change is None else change)
        for name, part in changes.items():
            new.writestr(name, part)
    return file.getvalue()


def with_footnotes(data, notes):
    """The document with notes: the n-th is referred to at the end of the n-th paragraph that has words."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for n, text in enumerate(notes, 1)
    )
    part = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {w}>{body}</w:footnotes>'
    rest = iter(range(1, len(notes) + 1))

    def refer(document):
        def add(found):
            n = next(rest, None)
            return f'{found[0]}<w:r><w:footnoteReference w:id="{n}"/></w:r>' if n else found[0]

        return re.sub(r"</w:t></w:r>(?=</w:p>)", add, document.decode()).encode()

    rels = '<Relationship Id="rIdNotes" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>'  # noqa: E501
    return with_parts(
        data,
        {
            "word/document.xml": refer,
            "word/footnotes.xml": part,
            "word/_rels/document.xml.rels": lambda old: old.replace(b"</Relationships>", rels.encode()),
        },
    )


def with_list(document, forms, **starts):
    """A list of Word with levels such as `("decimal", "%1.")`; returns a function that adds an item at a level."""
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "900")
    for place, (form, text) in enumerate(forms):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(place))
        for name, value in (("start", starts.get(f"level{place}", 1)), ("numFmt", form), ("lvlText", text)):
            child = OxmlElement(f"w:{name}")
            child.set(qn("w:val"), str(value))
            level.append(child)
        abstract.append(level)
    numbering.insert(0, abstract)
    num = numbering.add_num(900)

    def add(text, place=0, style="Normal"):
        paragraph = document.add_paragraph(text, style=style)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = num.numId
        properties.get_or_add_ilvl().val = place
        return paragraph

    return add


def long_document(words):
    """A document of so many words with headings, lists, tables and notes, as a long strategy has them."""
    rng, document, written = random.Random(7), Document(), 0
    item = with_list(document, [("decimal", "%1."), ("lowerLetter", "%2)")])
    while written < words:
        document.add_heading(_sentence(rng, 5), 1)
        for _ in range(6):
            document.add_heading(_sentence(rng, 5), 2)
            for _ in range(7):
                paragraph = document.add_paragraph()
                for place in range(8):
                    paragraph.add_run(_sentence(rng, 10) + " ").bold = place == 3
            for place in range(8):
                item(_sentence(rng, 14), place % 2)
            written += 7 * 80 + 8 * 14
        rows = document.add_table(rows=8, cols=4).rows
        for row in rows:
            for cell in row.cells:
                cell.text = _sentence(rng, 3)
        written += 96
    return with_footnotes(saved(document), [_sentence(rng, 12) for _ in range(words // 600)])


def _sentence(rng, length):
    return " ".join(rng.choice(WORDS) for _ in range(length)).capitalize() + "."
