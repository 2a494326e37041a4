"""What a visitor reads: the script, or the English form, that belongs to the active language."""

from django.conf import settings
from django.utils.translation import get_language

from seko.scripts.convert import to_cyrillic, to_latin


def to_script(text, language) -> str:
    """The text in the script of a language: `sr` is Cyrillic, `sr-latn` and `en` are Latin."""
    return to_cyrillic(text) if (language or settings.LANGUAGE_CODE) == "sr" else to_latin(text)


def for_visitor(text) -> str:
    """The text in the script of the active language."""
    return to_script(text, get_language())


def localized(obj, name) -> str:
    """An attribute in the visitor's form: `name_en` on English pages if it is filled, else `name` in their script."""
    if get_language() == "en" and (english := getattr(obj, f"{name}_en", "")):
        return str(english)
    return for_visitor(getattr(obj, name))
