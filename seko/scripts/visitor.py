"""What a visitor reads: the script, or the English form, that belongs to the active language."""

from django.conf import settings
from django.utils.translation import get_language

from seko.scripts.convert import to_cyrillic, to_latin
from seko.scripts.marks import serbian


def to_script(text, language) -> str:
    """The text in the script of a language: `sr` is Cyrillic, `sr-latn` and `en` are Latin."""
    return to_cyrillic(text) if (language or settings.LANGUAGE_CODE) == "sr" else to_latin(text)


def for_visitor(text) -> str:
    """The text in the script of the active language. On a page it says that it is Serbian, where the page is not."""
    language = get_language()
    shown = to_script(text, language)
    return serbian(shown) if language == "en" else shown


def localized(obj, name) -> str:
    """An attribute in the visitor's form: `name_en` on English pages if it is filled, else `name` in their script."""
    if get_language() == "en" and (english := getattr(obj, f"{name}_en", "")):
        return str(english)
    return for_visitor(getattr(obj, name))


def cited(text) -> str:
    """A label of a source, such as „Члан 5.“, as it stands there in every script: it is cited by it."""
    return serbian("" if text is None else str(text))


def cited_words(label, text) -> str:
    """A passage by the label of its source, as it stands there, and its words in the visitor's form."""
    return serbian(f"{label or ''} {for_visitor(text)}".strip())
