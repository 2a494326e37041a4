"""A formula of Word in one line of words: its fractions, powers and roots written as one types them."""

from consultations.documents.importing.word.letters import raised
from consultations.documents.importing.xml import below

_SKIPPED = {"w:rPr", "m:rPr", "m:ctrlPr", "w:del", "w:moveFrom"}


def formula(element) -> str:
    """The words of `m:oMath` or of any part of one."""
    if element.tag == "m:t":
        return element.text or ""
    if element.tag in _SKIPPED or element.tag.endswith("Pr"):
        return ""
    form = _FORMS.get(element.tag)
    return form(element) if form else "".join(formula(child) for child in element)


def _part(element, name) -> str:
    child = element.find(f"m:{name}")
    return formula(child) if child is not None else ""


def _grouped(words) -> str:
    return words if len(words) < 2 or words.isalnum() or (words[0] == "(" and words[-1] == ")") else f"({words})"


def _sign(element, properties, name, usual) -> str:
    said = below(element, f"m:{properties}", f"m:{name}")
    return said.get("m:val", "") if said is not None else usual


def _power(element) -> str:
    return _part(element, "e") + raised(_part(element, "sup"), 1)


def _index(element) -> str:
    return _part(element, "e") + raised(_part(element, "sub"), -1)


def _both(element) -> str:
    return _index(element) + raised(_part(element, "sup"), 1)


def _fraction(element) -> str:
    return f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}"


def _root(element) -> str:
    return f"{raised(_part(element, 'deg'), 1)}√{_grouped(_part(element, 'e'))}"


def _large(element) -> str:
    sign = _sign(element, "naryPr", "chr", "∫")
    return f"{sign}{raised(_part(element, 'sub'), -1)}{raised(_part(element, 'sup'), 1)} {_part(element, 'e')}"


def _brackets(element) -> str:
    parts = _sign(element, "dPr", "sepChr", "|").join(formula(part) for part in element.findall("m:e"))
    return _sign(element, "dPr", "begChr", "(") + parts + _sign(element, "dPr", "endChr", ")")


def _rows(element) -> str:
    return "; ".join(formula(part) for part in element if part.tag in ("m:mr", "m:e"))


def _row(element) -> str:
    return " ".join(formula(part) for part in element.findall("m:e"))


def _function(element) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}"


_FORMS = {
    "m:sSup": _power,
    "m:sSub": _index,
    "m:sSubSup": _both,
    "m:f": _fraction,
    "m:rad": _root,
    "m:nary": _large,
    "m:d": _brackets,
    "m:m": _rows,
    "m:eqArr": _rows,
    "m:mr": _row,
    "m:func": _function,
}
