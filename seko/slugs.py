"""Readable addresses: Latin letters without diacritics, whatever script the name is in."""

from django.utils.text import slugify

from seko.script import to_latin

_PLAIN = str.maketrans({"đ": "dj", "Đ": "Dj"})


def slug_of(text, max_length=80):
    """`Центар за екологију` → `centar-za-ekologiju`; `x` where nothing readable is left."""
    return slugify(to_latin(text).translate(_PLAIN))[:max_length].strip("-") or "x"


def unique_slug(model, text):
    """A slug that no row of the model has yet, numbered from 2 where needed."""
    base = slug_of(text)
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
