"""Word files written letter by letter, for what no library writes: each helper gives the XML of one thing."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

OFFICE = "http://schemas.openxmlformats.org/"
SPACES = {
    "w": f"{OFFICE}wordprocessingml/2006/main",
    "r": f"{OFFICE}officeDocument/2006/relationships",
    "m": f"{OFFICE}officeDocument/2006/math",
    "a": f"{OFFICE}drawingml/2006/main",
    "wp": f"{OFFICE}drawingml/2006/wordprocessingDrawing",
    "mc": f"{OFFICE}markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
STRICT = {
    f"{OFFICE}wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    f"{OFFICE}officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
HIDDEN, STRUCK, TWICE_STRUCK = "<w:vanish/>", "<w:strike/>", "<w:dstrike/>"
ABOVE, BELOW = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
BY = ' w:id="1" w:author="А" w:date="2026-01-01T00:00:00Z"'


def el(name, *inner, **attributes):
    """An element of Word, with attributes such as type="page"."""
    said = "".join(f" w:{key}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<w:{name}{said}>{''.join(inner)}</w:{name}>"


def words(text, tag="t"):
    return f'<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}>'


def run(text, look=""):
    """A run of words, or of XML that stands in a run."""
    return el("r", el("rPr", look) if look else "", text if text.startswith("<") else words(text))


def par(*inner, about=""):
    """A paragraph of runs, or of plain words."""
    return el("p", el("pPr", about) if about else "", *(part if part.startswith("<") else run(part) for part in inner))


def styled(key):
    return el("pStyle", val=key)


def listed(num, place=None):
    return el("numPr", "" if place is None else el("ilvl", val=place), "" if num is None else el("numId", val=num))


def style(key, name, about="", look="", based="", kind="paragraph"):
    inner = [el("name", val=name), el("basedOn", val=based) if based else ""]
    kinds = {"type": kind} if kind else {}
    return el("style", *inner, el("pPr", about), el("rPr", look), styleId=key, **kinds)


def level(place, form, text, start=1, more=""):
    inner = [el("start", val=start), el("numFmt", val=form), more, el("lvlText", val=text)]
    return el("lvl", *inner, ilvl=place)


def lists(*levels, num=1, override=""):
    """A list with these levels, under one number."""
    return el("abstractNum", *levels, abstractNumId=num) + el("num", el("abstractNumId", val=num), override, numId=num)


def cell(*inner, about=""):
    return el(
        "tc", el("tcPr", about) if about else "", *(part if part.startswith("<") else par(part) for part in inner)
    )


def row(*cells, about=""):
    return el(
        "tr", el("trPr", about) if about else "", *(part if part.startswith("<") else cell(part) for part in cells)
    )


def grid(*rows):
    return el("tbl", el("tblPr"), el("tblGrid"), *rows)


def field(instruction, shown):
    """A field in its long form: beginning, instruction, what is shown, end."""
    marks = [run(el("fldChar", fldCharType=way)) for way in ("begin", "separate", "end")]
    return f"{marks[0]}{run(words(instruction, 'instrText'))}{marks[1]}{shown}{marks[2]}"


def box(*paragraphs, way="wps:txbx"):
    """A box of text in a drawing."""
    inner = f"<{way}><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></{way}>"
    return (
        f"<w:drawing><wp:inline><a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def either(choice, fallback):
    """Two ways to write the same, of which a program takes one."""
    ways = f"<mc:Choice Requires='wps'>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
    return f"<mc:AlternateContent>{ways}</mc:AlternateContent>"


def maths(inner):
    return f"<m:oMath>{inner}</m:oMath>"


def mr(text):
    return f"<m:r><m:t>{escape(text)}</m:t></m:r>"


def word_of(*body, strict=False, by_default_type=False, parts=(), **named):
    """A package of these paragraphs; `named` are parts such as `styles`, `numbering`, `footnotes`, `comments`."""
    said = "".join(f' xmlns:{key}="{space}"' for key, space in SPACES.items())
    files = {"word/document.xml": f"<w:document{said}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"}
    relations, overrides = "", ""
    for place, (name, inner) in enumerate([*named.items(), *parts]):
        kind = name.rstrip("0123456789")
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        files[f"word/{name}.xml"] = f"<w:{root}{said}>{inner}</w:{root}>"
        overrides += f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}{kind}+xml"/>'
        relations += f'<Relationship Id="p{place}" Type="{SPACES["r"]}/{kind}" Target="{name}.xml"/>'
    main = f"{TYPE}document.main+xml"
    where = f'<Default Extension="xml" ContentType="{main if by_default_type else "application/xml"}"/>'
    overrides += "" if by_default_type else f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{OFFICE}package/2006/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{where}{overrides}</Types>'
    )
    of_package = f'<Relationship Id="d" Type="{SPACES["r"]}/officeDocument" Target="word/document.xml"/>'
    for name, inner in (("_rels/.rels", of_package), ("word/_rels/document.xml.rels", relations)):
        files[name] = f'<Relationships xmlns="{OFFICE}package/2006/relationships">{inner}</Relationships>'
    return packed(files, strict)


def packed(files, strict=False):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            written = text
            for usual, other in STRICT.items() if strict else ():
                written = written.replace(usual, other)
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{written}')
    return file.getvalue()
