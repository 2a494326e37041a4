"""What a query says beside words of a text: a year, and the kind of thing that is looked for."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.translation import override

from seko.search.folding import fold_words
from seko.search.kinds import SearchKind

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)\.?")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Wish:
    """Of one kind: the words that are left, and the year."""

    rest: str
    year: int | None


def wish_of(text, kind) -> Wish | None:
    """What a query asks of a kind if its name and a year are no words of the text; None where it names neither."""
    found = _YEAR.search(text)
    year = int(found.group().rstrip(".")) if found and kind.at else None
    words = _YEAR.sub(" ", text, count=1) if year else text
    rest = [word for word in _WORD.findall(words) if not _names(fold_words(word), kind)]
    named = len(rest) < len(_WORD.findall(words))
    return Wish(" ".join(rest), year) if (named and (rest or year)) or (year and rest) else None


def _names(word, kind: SearchKind) -> bool:
    """Is this the name of the kind, in any case and number? memorandum, memoranduma, memoranda."""
    return any(_is_alike(word, name) for name in _names_of(kind))


@lru_cache
def _names_of(kind) -> frozenset[str]:
    """Its names of one word, in the languages of the portal."""
    names = set()
    for language, _ in settings.LANGUAGES:
        with override(language):
            names.add(fold_words(kind.label))
    return frozenset(name for name in names if " " not in name and len(name) > 3)


def _is_alike(word, name) -> bool:
    same = next((at for at, pair in enumerate(zip(word, name, strict=False)) if pair[0] != pair[1]), None)
    same = min(len(word), len(name)) if same is None else same
    return abs(len(word) - len(name)) <= 3 and same >= max(4, min(len(word), len(name)) - 2)
