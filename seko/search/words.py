"""The words that answer a query, marked where they stand in a text, whatever their script, case and ending."""

import re
from functools import partial

from django.db import connection
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from seko.scripts.marks import WrittenText
from seko.search.folding import INVISIBLE, fold
from seko.search.text import cleaned_query

EXCERPT, BEFORE = 200, 60  # characters, and how many of them stand before the first word found
WORD = re.compile(rf"[^\W_][^\W_{INVISIBLE}]*(?:[{INVISIBLE}]+[^\W_]*)*")


class WordsFound:
    """Which words of some texts answer a query; the database, which found the texts, says it in one query."""

    def __init__(self, query, texts) -> None:
        query = cleaned_query(query)
        begin = tuple(_beginning(fold(word)) for word in _sought(query))
        words = {fold(word) for text in texts for word in WORD.findall(text)}
        self._words = _answering(query, [word for word in words if _skeleton(word).startswith(begin)])

    def places(self, text) -> list[tuple[int, int]]:
        """Where they stand: (start, end) of each."""
        return [found.span() for found in WORD.finditer(text) if fold(found.group()) in self._words]

    def mark(self, text) -> str:
        """The text as HTML, with the words found in `<mark>`."""
        piece = partial(WrittenText, language=text.language) if isinstance(text, WrittenText) else str
        parts, at = [], 0
        for start, end in self.places(text):
            parts += [conditional_escape(piece(text[at:start])), format_html("<mark>{}</mark>", piece(text[start:end]))]
            at = end
        return mark_safe("".join([*parts, conditional_escape(piece(text[at:]))]))  # noqa: S308  its parts are escaped above

    def excerpt(self, texts) -> tuple[str, bool]:
        """About 200 characters around the first word found, else of the beginning; and whether a word was found."""
        texts = [" ".join(text.split()) for text in texts if text and not text.isspace()]
        for text in texts:
            if places := self.places(text):
                return _cut(text, places[0]), True
        return _cut(texts[0]) if texts else "", False


def _cut(text, word=(0, 0)) -> str:
    """A part of the text that holds the word, from the end of a word to the end of a word where there are some."""
    start = max(0, min(word[0] - BEFORE, len(text) - EXCERPT))
    start = max(start, text.find(" ", start, word[0]) + 1) if start else 0
    end = max(start + EXCERPT, word[1])
    end = max(word[1], text.rfind(" ", start, end + 1)) if end < len(text) else len(text)
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _sought(query) -> list[str]:
    """The words of a query that are looked for: single letters before the last word are not."""
    *words, last = WORD.findall(query) or [""]
    return [word for word in words if len(word) > 1] + [last]


def _skeleton(folded) -> str:
    """A word without the letters that the stemmer may take out of its beginning: ije and je become e, dj becomes đ."""
    return folded.translate({ord("i"): None, ord("j"): None})


def _beginning(folded) -> str:
    return _skeleton(folded)[:2]


def _answering(query, words) -> frozenset[str]:
    """Those of the folded words that answer any word of the query."""
    if not words:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s::text[]) AS folded (word),"
            " CAST(replace(CAST(seko_tsquery(%s) AS text), '&', '|') AS tsquery) AS any_word"
            " WHERE seko_tsvector(word) @@ any_word",
            [words, query],
        )
        return frozenset(word for (word,) in cursor)
