"""Readable addresses: Latin letters without diacritics, whatever script the name is in."""

import re

from django.utils.text import slugify

from seko.scripts import to_latin
from seko.scripts.convert import LATIN_LETTERS

LONGEST = 80  # characters; the columns hold ten more, for a number
RESERVED = {"new", "export"}  # addresses of their own beside those of the objects

# What taking the marks off a letter does not reach: đ, letters of the neighbours, and words of other Cyrillic alphabets
# (Rusyn, Macedonian and Russian names), which stay as they are when Serbian is put into Latin.
_PLAIN = str.maketrans(
    LATIN_LETTERS
    | {"đ": "dj", "ђ": "dj", "ð": "dj", "ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe"}
    | {"я": "ja", "ю": "ju", "є": "je", "ї": "ji", "ё": "jo", "й": "j", "і": "i", "ы": "y", "э": "e", "щ": "sc"}
    | {"ґ": "g", "ѓ": "gj", "ќ": "kj", "ѕ": "dz", "ь": "", "ъ": ""}
)
_BETWEEN_WORDS = re.compile(r"[–—/]")


def slug_of(text, max_length=LONGEST) -> str:
    """`Центар за екологију` → `centar-za-ekologiju`, cut between words; `x` where nothing readable is left."""
    plain = _BETWEEN_WORDS.sub(" ", to_latin(text).lower().translate(_PLAIN))
    slug = slugify(plain).strip("_-")
    if len(slug) > max_length:
        slug = slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]
    return slug.strip("_-") or "x"


def unique_slug(model, text) -> str:
    """A slug that no row of the model has yet, numbered from 2 where needed."""
    base = slug_of(text)
    taken = RESERVED | set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
