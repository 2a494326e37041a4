"""What is found as people read it: in their language and script, around the words that were found."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from seko.scripts import for_visitor
from seko.scripts.marks import ENGLISH, WrittenText
from seko.search.folding import fold
from seko.search.kinds import SearchKind
from seko.search.words import WORD, WordsFound


@dataclass(frozen=True)
class DisplayedHit:
    """A hit on a page; title and excerpt are HTML with `<mark>`."""

    kind: SearchKind
    url: str
    sign: str
    title: str
    about: str
    excerpt: str
    at: datetime | None


def words_of(query, hits) -> WordsFound:
    """The words of these hits that answer the query."""
    return WordsFound(query, (text for hit in hits for text in hit.words))


def as_written(meant, typed, hits) -> str:
    """A query that was mended, its words as they stand in what was found, in the visitor's script."""
    if meant == typed:
        return meant
    sought = {fold(word) for word in WORD.findall(meant)}
    forms = {}
    for text in (text for hit in hits for text in hit.words):
        for word in WORD.findall(text):
            if (folded := fold(word)) in sought:
                forms.setdefault(folded, for_visitor(word.lower()))
    return WORD.sub(
        lambda found: found.group() if found.group() in typed else forms.get(fold(found.group()), found.group()), meant
    )


def display_hit(hit, words) -> DisplayedHit:
    """A hit in the visitor's language and script."""
    english = get_language() == "en"
    title, other = _forms(hit.title, hit.title_en, english)
    text, found = excerpt_of(hit, words, for_visitor, english)
    if not found and not words.places(title) and words.places(other):
        text = other  # found by its name in the other language, which then stands below
    about, __ = _forms(hit.about, hit.about_en, english)
    return DisplayedHit(hit.kind, hit.url, hit.sign, words.mark(title), about, words.mark(text), hit.at)


def excerpt_of(hit, words, convert, english=False) -> tuple[str, bool]:
    """A part of its texts and whether it holds a word found; `convert` is for those in Serbian."""
    groups = [(hit.texts, convert), (hit.texts_en, _in_english)]
    first = ""
    for texts, form in reversed(groups) if english else groups:
        text, found = words.excerpt(texts)
        if found:
            return form(text), True
        first = first or form(text)
    return first, False


def _in_english(text) -> str:
    """An English text, which a Serbian page says to be one."""
    return WrittenText(text or "", ENGLISH)


def _forms(name, in_english, english) -> tuple[str, str]:
    """A name in the visitor's form, and in the other one."""
    forms = for_visitor(name), _in_english(in_english)
    return forms[::-1] if english and in_english else forms
