"""The words of a paragraph of Word, and what of it is left out."""

from typing import TYPE_CHECKING, NamedTuple

from consultations.documents.importing import losses
from consultations.documents.importing.word.fields import is_contents
from consultations.documents.importing.word.formulas import formula
from consultations.documents.importing.word.letters import raised, readable, sign
from consultations.documents.importing.word.styles import RunLook, is_on, value
from consultations.documents.importing.xml import below

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Properties, and words that are not shown: instructions, pronunciation above a word.
_PASSED_OVER = {"w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:delText", "w:delInstrText", "w:rt", "w:rubyPr"}
_SIGNS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "",
}
_WORDS = {"w:t", "w:sym", "m:t", "w:txbxContent"}
_TOLD = {"w:t", "w:delText", "w:p"}
_PICTURES = {"a:blip", "v:imagedata", "chart", "relIds", "pic"}
_LIFTED = 4  # half points above or below the line from which on a letter stands there and is not only nudged


class _Piece(NamedTuple):
    text: str
    way: int  # 1 above the line, -1 below, else 0
    is_mark: bool = False  # the number of a note


class Paragraph:
    """Reads one paragraph; `walk` keeps fields, notes and losses of the whole text."""

    def __init__(self, walk, element, style) -> None:
        self.walk, self.style = walk, style
        self.pieces: list[_Piece] = []
        self.boxes: list[Element] = []
        self._children(element)

    def _children(self, element) -> None:
        for child in element:
            self._take(child)

    def _take(self, child) -> None:
        tag = child.tag
        if tag == "w:r":
            self._run(child)
        elif tag in ("w:del", "w:moveFrom"):
            self.walk.lose(losses.DELETED, words_in(child))
        elif tag in ("m:oMath", "m:oMathPara"):
            self._formula(child)
        elif tag == "w:txbxContent":
            self.boxes.append(child)
        elif tag == "mc:AlternateContent":
            self._children(branch(child))
        elif tag in ("w:drawing", "w:pict", "w:object"):
            self._graphic(child)
        elif is_contents_control(child) or is_contents(child.get("w:instr", "")):
            self.walk.lose(losses.CONTENTS, words_in(child))
        elif tag not in _PASSED_OVER:
            if tag in ("w:ins", "w:moveTo"):
                self.walk.lose(losses.TRACKED, words_in(child))
            self._children(child)

    def _run(self, run) -> None:
        look = RunLook(self.walk.styles, self.style, run.find("w:rPr"))
        for child in run:
            tag = child.tag
            if tag == "w:t" or tag in _SIGNS:
                self._say(_SIGNS.get(tag, child.text or ""), look)
            elif tag == "w:sym":
                self._symbol(child, look)
            elif tag in ("w:fldChar", "w:instrText"):
                self._field(child, look)
            elif tag in ("w:footnoteReference", "w:endnoteReference"):
                self._note(child, run, look)
                if is_on_custom_mark(child):
                    return  # the rest of the run is the mark
            elif tag == "w:commentReference":
                self.walk.lose(losses.COMMENTS, self.walk.comments.get(child.get("w:id"), ""))
            elif tag not in _PASSED_OVER and self._is_told("", look):
                self._take(child)

    def _note(self, element, run, look) -> None:
        if self._is_told("", look):
            self.pieces.append(_Piece(self.walk.refer(element, run), 0, True))

    def _field(self, element, look) -> None:
        if element.tag == "w:instrText":
            self.walk.fields.instruct(element.text or "")
            return
        self.walk.fields.mark(element)
        box = below(element, "w:ffData", "w:checkBox")
        if box is not None and element.get("w:fldCharType") == "begin" and not (look.is_hidden or look.is_struck):
            said = box.find("w:checked") if box.find("w:checked") is not None else box.find("w:default")
            self.pieces.append(_Piece("☑" if is_on(said) else "☐", 0))

    def _is_told(self, text, look) -> bool:
        """Is what stands here shown? What is not, is noted."""
        if not self.walk.fields.is_shown:
            return False
        if self.walk.fields.in_contents:
            if text.strip():
                self.walk.lose(losses.CONTENTS, text)
            return False
        if look.is_hidden or look.is_struck:
            if text.strip():
                self.walk.lose(losses.HIDDEN if look.is_hidden else losses.STRUCK, text)
            return False
        return True

    def _say(self, text, look) -> None:
        if not self._is_told(text, look):
            return
        text, unknown = readable(text, look.font)
        for _ in range(min(unknown, losses.MOST_LOSSES)):
            self.walk.lose(losses.SYMBOLS)
        shift = look.shift
        lifted = 1 if shift >= _LIFTED else -1 if shift <= -_LIFTED else 0
        self.pieces.append(_Piece(text, look.raised or lifted))

    def _symbol(self, element, look) -> None:
        try:
            code = int(element.get("w:char", ""), 16)
        except ValueError:
            code = 0
        found = sign(code, element.get("w:font", ""))
        if found:
            self._say(found, look)
        elif self._is_told("?", look):
            self.walk.lose(losses.SYMBOLS)

    def _formula(self, element) -> None:
        if not self.walk.fields.is_shown or self.walk.fields.in_contents:
            return
        words = formula(element)
        self.walk.lose(losses.FORMULAS, words)
        self.pieces.append(_Piece(words, 0))

    def _graphic(self, element) -> None:
        inside = {child.tag for child in element.iter()}
        ole = next(element.iter("o:OLEObject"), None)
        if ole is not None:
            is_formula = ole.get("ProgID", "").startswith("Equation")
            self.walk.lose(losses.FORMULAS if is_formula else losses.EMBEDDED)
        elif inside & _PICTURES:
            about = next(element.iter("docPr"), element)
            self.walk.lose(losses.PICTURES, about.get("descr") or about.get("title") or "")
        if inside & _WORDS:
            self._children(element)

    def text(self) -> str:
        """The words in one line, their breaks and tabs kept; raised letters as such unless all of them are."""
        ways = {piece.way for piece in self.pieces if piece.text.strip() and not piece.is_mark}
        flat = len(ways) == 1
        parts, held, way = [], "", 0
        for piece in (*self.pieces, _Piece("", 0)):
            own = 0 if flat else piece.way
            if own != way:
                parts.append(raised(held, way))
                held, way = "", own
            held += piece.text
        return "".join([*parts, held])


def is_on_custom_mark(reference) -> bool:
    """Has the note a mark that somebody typed instead of its number?"""
    return reference.get("w:customMarkFollows", "0") not in ("0", "false", "off")


def branch(alternative) -> "Element":
    """The one way to write the same that holds words; the first of several, so that nothing is read twice."""
    ways = [child for child in alternative if child.tag in ("mc:Choice", "mc:Fallback")]
    with_words = (way for way in ways if any(inner.tag in _WORDS for inner in way.iter()))
    return next(with_words, ways[0] if ways else alternative)


def is_contents_control(control) -> bool:
    """Is a content control a contents list that Word keeps up to date?"""
    gallery = below(control, "w:sdtPr", "w:docPartObj") if control.tag == "w:sdt" else None
    return "table of contents" in (value(gallery, "docPartGallery") or "").lower()


def words_in(element) -> str:
    """All words below, deleted ones too: to tell what was left out."""
    parts = (" " if child.tag == "w:p" else child.text or "" for child in element.iter() if child.tag in _TOLD)
    return " ".join("".join(parts).split())
