"""What a trait of a Word file is, and how its passages are written."""

from typing import NamedTuple

from tests.consultations.documents.word_xml import (
    BY,
    el,
    run,
    words,
)


class Trait(NamedTuple):
    """`passages` are (kind, number, text); `told` the kinds of what was left out."""

    file: bytes
    passages: list
    told: set = frozenset()


def plain(*texts):
    return [("paragraph", "", text) for text in texts]


def item(number, text):
    return ("list_item", number, text)


def symbol(code, font="Symbol"):
    return run(el("sym", font=font, char=code))


def inserted(inner):
    return f"<w:ins{BY}>{inner}</w:ins>"


def deleted(text):
    return f"<w:del{BY}>{run(words(text, 'delText'))}</w:del>"
