"""In which language a text of the database is, said on pages: `lang` for whoever hears the page or has it translated.

What a filter or a form shows in the visitor's form is a `WrittenText`: a text that knows its language. Where it is put
into HTML, signs of no meaning stand around it; they may stand in an attribute or in a `<title>`, where no tag may. When
the page is whole, the middleware turns them into the attribute `lang` of the element that holds nothing else, or into a
`<span>`, and takes away those that can not be said.
"""

import re
from contextvars import ContextVar
from typing import Self

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from seko.scripts.convert import to_latin

LATIN, CYRILLIC, ENGLISH = "sr-Latn", "sr-Cyrl", "en"
SIGNS = {LATIN: "\ue010", CYRILLIC: "\ue011", ENGLISH: "\ue012"}  # for private use: no text has them
END = "\ue01f"
_LANGUAGES = {sign: language for language, sign in SIGNS.items()}
_ANY = re.compile("[\ue010-\ue012\ue01f]")
_MARKED = re.compile("([\ue010-\ue012])([^\ue010-\ue01f]*)\ue01f")
_TAG = re.compile(
    r"<(?P<raw>script|style|textarea|title)\b[^>]*>.*?</(?P=raw)\s*>|<!--.*?-->|<[/!]?[A-Za-z][^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_OPENING = re.compile(r"<([A-Za-z][\w-]*)(?![^>]*\slang=)(?:\s[^>]*)?>\Z", re.DOTALL)
_LETTER = re.compile(r"[^\W\d_]")
_ENTITY = re.compile(r"&#?\w+;")
_SPOKEN = re.compile(r"\s(?:title|aria-label|alt|placeholder|data-label)=(?:\"[^\"]*\"|'[^']*')")
_WHOLE_MARK = re.compile("([\ue010-\ue012][^\ue010-\ue01f]*\ue01f)")
_CYRILLIC_WORDS = re.compile(r"[\u0400-\u052f](?:(?:[^\w<&]|\d|&\w+;)*[\u0400-\u052f]+)*")
_CYRILLIC_LETTER = re.compile("[\u0400-\u052f]")
_on_page = ContextVar("marks_on_page", default=False)


class WrittenText(str):
    """A text and its language. In HTML it says the language where the page has another one; else it is its letters."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text, language) -> Self:
        made = super().__new__(cls, text)
        made.language = language
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # it has a language, too
        return str(self), self.language

    def __html__(self) -> str:
        if not _on_page.get() or self.language == language_of_page() or not _LETTER.search(self):
            return escape(str(self))
        return marked(escape(str(self)), self.language)


class Together(str):
    """Texts one after another, each in its own language."""

    __slots__ = ("parts", "separator")
    parts: tuple[str, ...]
    separator: str

    def __new__(cls, *parts, separator=" ") -> Self:
        made = super().__new__(cls, separator.join(parts))
        made.parts, made.separator = parts, separator
        return made

    def __reduce__(self) -> tuple:
        return str, (str(self),)

    def __html__(self) -> str:
        return escape(self.separator).join(conditional_escape(part) for part in self.parts)


def language_of_page() -> str:
    """What the page itself is written in."""
    return {"sr-latn": LATIN, "en": ENGLISH}.get(get_language() or "", CYRILLIC)


def serbian(text) -> WrittenText:
    """A text in Serbian, in the script of its letters; one without any is of the page's script."""
    return WrittenText(text, CYRILLIC if _CYRILLIC_LETTER.search(text) else LATIN)


def marked(html, language) -> str:
    """A part of a page with signs around it."""
    return f"{SIGNS[language]}{_ANY.sub('', html)}{END}"


def in_sentence(message, **texts) -> SafeString:
    """A message of the portal with such texts in it, which keep their languages: `%(name)s` stands for one."""
    return mark_safe(escape(message) % {name: conditional_escape(text) for name, text in texts.items()})  # noqa: S308


def say_languages(html) -> str:
    """A page in which the signs have become `lang`, or are gone where there is no room for it."""
    if not _ANY.search(html):
        return html
    pieces, at = [], 0
    for tag in _TAG.finditer(html):
        pieces += [html[at : tag.start()], _ANY.sub("", tag.group())]
        at = tag.end()
    pieces.append(html[at:])
    for place in range(0, len(pieces), 2):  # texts and tags take turns
        if _ANY.search(pieces[place]):
            _say(pieces, place)
    return "".join(pieces)


def _say(pieces, place) -> None:
    """Say the languages of one text between two tags."""
    text = pieces[place]
    opening = _OPENING.match(pieces[place - 1]) if 0 < place < len(pieces) - 1 else None
    languages = {_LANGUAGES[sign] for sign, _ in _MARKED.findall(text)}
    whole = not _LETTER.search(_ENTITY.sub("", _MARKED.sub("", text)))
    closed = opening and pieces[place + 1].lower().startswith(f"</{opening[1].lower()}")
    if opening and whole and closed and len(languages) == 1:
        name = len(opening[1]) + 1
        pieces[place - 1] = f'{opening.group()[:name]} lang="{languages.pop()}"{opening.group()[name:]}'
    elif not (opening and opening[1].lower() == "option"):
        text = _MARKED.sub(lambda found: f'<span lang="{_LANGUAGES[found[1]]}">{found[2]}</span>', text)
    pieces[place] = _ANY.sub("", text)


def in_latin(html) -> str:
    """A page with its Cyrillic in Latin letters, as an English or a Latin page shows what is stored. What is typed into
    a form, and labels that are cited, stay as they are."""
    pieces, at = [], 0
    for tag in _TAG.finditer(html):
        pieces += [_latin_text(html[at : tag.start()]), _latin_tag(tag)]
        at = tag.end()
    return "".join([*pieces, _latin_text(html[at:])])


def _latin_tag(tag) -> str:
    whole = tag.group()
    if not _CYRILLIC_LETTER.search(whole):
        return whole
    if (tag["raw"] or "").lower() == "title":
        return to_latin(whole)
    return whole if tag["raw"] else _SPOKEN.sub(lambda found: to_latin(found.group()), whole)


def _latin_text(text) -> str:
    if not _CYRILLIC_LETTER.search(text):
        return text

    def words(found) -> str:
        latin = to_latin(found.group())
        return latin if language_of_page() == LATIN else marked(latin, LATIN)

    parts = _WHOLE_MARK.split(text)
    return "".join(part if part[:1] in _LANGUAGES else _CYRILLIC_WORDS.sub(words, part) for part in parts)


def say_languages_of_texts(get_response):
    """Middleware: pages say in which language their texts are; nothing else carries the signs."""

    def middleware(request):
        before = _on_page.set(True)
        try:
            response = get_response(request)
        finally:
            _on_page.reset(before)
        if not response.streaming and any(sign in response.content for sign in _BYTES):
            text = response.content.decode(response.charset)
            is_page = response.get("Content-Type", "").startswith("text/html")
            response.content = say_languages(text) if is_page else _ANY.sub("", text)
        return response

    return middleware


_BYTES = [sign.encode() for sign in (*SIGNS.values(), END)]
