"""What the search takes for equal, in Python: for words that are compared with a choice, a name, a heading of a table.

The same as `seko_words` of the database (`sql/text_functions.sql`), which asks the same of stored rows.
"""

import re
import unicodedata
from functools import lru_cache

from seko.scripts import to_latin

LONGEST_WORD = 60  # letters; what follows is not looked at
INVISIBLE = "\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff"  # marks and signs that do not part a word
_DROPPED = re.compile(f"[{INVISIBLE}]")
_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = dict(zip("абвгдежзијклмнопрстћуфхцчш", "abvgdezzijklmnoprstcufhccs", strict=True))
_LETTERS = str.maketrans(
    {"đ": "dj", "ð": "dj", "ł": "l", "ø": "o", "ħ": "h", "ı": "i", "ŧ": "t", "ƶ": "z", "ß": "ss", "æ": "ae"}
    | {"œ": "oe", "љ": "lj", "њ": "nj", "џ": "dz", "ђ": "dj"}
    | _CYRILLIC  # in words of other alphabets, which stay as they are
)


def fold_words(text) -> str:
    """Its words in plain small letters, parted by single spaces: what two texts have in common that read alike.

    Script, case, diacritics, look-alike letters, spaces, quotes and other signs no longer differ; đ is dj. A text
    without a letter or figure, such as one of invisible signs, is empty."""
    return " ".join(word[:LONGEST_WORD] for word in _WORD.findall(_plain(str(text or ""))))


def fold(word) -> str:
    """One word as `seko_words` of the database has it."""
    return _fold(word[:LONGEST_WORD])[:LONGEST_WORD]


@lru_cache(maxsize=16384)
def _fold(word) -> str:
    return _plain(word)


def _plain(text) -> str:
    latin = to_latin(unicodedata.normalize("NFKC", text)).lower()
    return _DROPPED.sub("", unicodedata.normalize("NFKD", latin)).translate(_LETTERS)
