"""What the first words of a line say: an article, the heading of a chapter, a number; or nothing but a sentence.

Words are compared without script, case and diacritics, and a letter of the other script that looks the same is taken
for its own (“Члaн” with a Latin a). Every pattern is linear: texts come from strangers.
"""

import re
import unicodedata
from typing import NamedTuple

LONGEST_NUMBER = 20
LONGEST_TITLE = 160  # characters of a line that can be the heading of a chapter or an article
LONGEST_HEAD = 60  # characters at the beginning in which its number is looked for

_LATIN = dict(zip("абвгдежзијклмнопрстућфхцчшђ", "abvgdezzijklmnoprstucfhccsd", strict=True)) | {
    "љ": "lj",
    "њ": "nj",
    "џ": "dz",
    "đ": "d",
    "ѕ": "s",
    "ј": "j",
    "ќ": "k",
    "ѓ": "g",
    "э": "e",
    "ы": "y",
    "я": "a",
}
_TO_LATIN = str.maketrans(_LATIN)

_ARTICLES = {"clan", "clanak", "article", "clen", "neni"}
_CHAPTERS = {
    *("glava", "deo", "dio", "poglavlje", "odeljak", "odjeljak", "pododeljak", "pododjeljak", "odsek", "odsjek"),
    *("chapter", "part", "section", "title"),
}
# A law that is spoken of begins so; the heading of an article does not.
_CITED = {
    *(
        "zakona",
        "zakonika",
        "ustava",
        "uredbe",
        "pravilnika",
        "statuta",
        "ugovora",
        "sporazuma",
        "odluke",
        "poslovnika",
    ),
    *(
        "direktive",
        "konvencije",
        "povelje",
        "kodeksa",
        "memoranduma",
        "protokola",
        "resolucije",
        "rezolucije",
        "naredbe",
    ),
}
# So does a paragraph or a point of one.
_CITED |= {"ovog", "ovoga", "ove", "tog", "stav", "stava", "st", "tacka", "tac"}
_MONTHS = {
    *("januar", "februar", "mart", "april", "maj", "jun", "juni", "jul", "juli", "avgust", "septembar", "oktobar"),
    *("novembar", "decembar", "januara", "februara", "marta", "aprila", "maja", "juna", "jula", "avgusta", "septembra"),
    *("oktobra", "novembra", "decembra", "sijecnja", "veljace", "ozujka", "travnja", "svibnja", "lipnja", "srpnja"),
    *("kolovoza", "rujna", "listopada", "studenoga", "studenog", "prosinca", "january", "february", "march", "may"),
    *("june", "july", "august", "september", "october", "november", "december"),
}
_COUNTED = {
    "godine",
    "godina",
    "godini",
    "godinu",
    "god",
    "vek",
    "veka",
    "veku",
    "stav",
    "stava",
    "stavu",
    "godisnjica",
}
_QUANTITIES = {
    "miliona", "milion", "milijardi", "milijarde", "milijarda", "hiljada", "odsto", "posto", "procenat", "procenata",
}  # fmt: skip
_STEMS = (
    *("prv", "drug", "trec", "cetvrt", "pet", "sest", "sedm", "osm", "devet", "deset", "jedanaest", "dvanaest"),
    *("trinaest", "cetrnaest", "petnaest", "sesnaest", "sedamnaest", "osamnaest", "devetnaest", "dvadeset", "trideset"),
)
_ORDINALS = {stem + end for stem in _STEMS for end in ("i", "a", "o", "e")} | {
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
}
_TENS = {"dvadeset", "trideset", "twenty", "thirty"}
_ORDINALS |= _TENS

_WORD = re.compile(r"[^\W\d_]+")
_ARTICLE_HEAD = re.compile(r"([^\W\d_]{3,9})[ \u00a0\t]{1,5}(\d{1,4}[^\W\d_]?|[IVXLCІХС]{1,9})(?![\w])")
_CHAPTER_HEAD = re.compile(r"([^\W\d_]{3,12})[ \u00a0\t]{1,5}(\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLCІХС]{1,9})(?![\w])")
_WORD_AND_NUMBER = re.compile(r"[^\W\d_]{2,}\W{1,3}(?:\d+|[IVXLC]+\b|[^\W\d_]\b)")
_PARAGRAPH_OF_ARTICLE = re.compile(r"^\(?\d{1,2}\)\s+")  # “(1) Овим законом …”
_REST_OF_DATE = re.compile(r"\d{1,2}\.\s*(?:\d{2,4}\b|$)")
_BARE_NUMBER = re.compile(r"(\d{1,3})\.\s+")
_LONG_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,6})\.?\s+")
_HEADING_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,6})\.?\s+")


def folded(text) -> str:
    """In small Latin letters without diacritics, whichever script it is in, or both at once."""
    plain = unicodedata.normalize("NFD", text.lower().translate(_TO_LATIN)).translate(_TO_LATIN)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class Head(NamedTuple):
    """The number before the words of a passage, and the words."""

    number: str
    rest: str


def article_head(text) -> Head | None:
    """“Члан 5. Циљ” is an article; “Члан 5. овог закона примењује се” and “Члан 5 закона” are sentences."""
    found = _ARTICLE_HEAD.match(text[:LONGEST_HEAD])
    if not found or folded(found[1]) not in _ARTICLES:
        return None
    after = text[found.end() :]
    rest = after.lstrip(" \t\u00a0")
    sign = rest[:1]
    if rest and sign not in ".:\n–—-":
        return None
    if sign and sign in "–—-" and not (after != rest and rest[1:2].isspace()):
        return None  # “Члан 5-7”
    rest = rest[1:].strip() if sign != "\n" else rest.strip()
    if rest and not _begins_anew(rest):
        return None
    return Head(f"{_in_one_script(found[1])} {found[2]}", rest)


def renumbered_article(text, n) -> str:
    """The same article with another number; any other text as it is."""
    found = _ARTICLE_HEAD.match(text[:LONGEST_HEAD])
    if not found or folded(found[1]) not in _ARTICLES:
        return text
    return f"{text[: found.start(2)]}{n}{text[found.end(2) :]}"


def _begins_anew(rest) -> bool:
    """Does a heading or a sentence begin here, not the rest of one?"""
    rest = _PARAGRAPH_OF_ARTICLE.sub("", rest[:LONGEST_HEAD])
    first = rest.lstrip("„“”\"'«»(–—- ")[:1]
    if not first or not first.isalpha() or first.islower():
        return False
    word = _WORD.search(rest[:LONGEST_HEAD])
    return word is None or folded(word[0]) not in _CITED


def _in_one_script(word) -> str:
    """A word with a letter of the other script that looks the same, written in one."""
    cyrillic = [letter for letter in word if "\u0400" <= letter <= "\u04ff"]
    if not cyrillic or len(cyrillic) == len(word):
        return word
    table = dict(zip("aeojpcxkmtbyAEOJPCXHKMTB", "аеојрсхкмтвуАЕОЈРСХНКМТВ", strict=True))
    if 2 * len(cyrillic) < len(word):
        table = {own: other for other, own in table.items()}
    return "".join(table.get(letter, letter) for letter in word)


def is_article_number(label) -> bool:
    """Does a drawn number say that its paragraph is an article?"""
    found = _ARTICLE_HEAD.match(label[:LONGEST_HEAD])
    return found is not None and folded(found[1]) in _ARTICLES


def is_chapter_number(label) -> bool:
    """Is a drawn number that of a chapter, such as “Глава II”?"""
    found = _CHAPTER_HEAD.match(label[:LONGEST_HEAD])
    if found is None or folded(found[1]) not in _CHAPTERS:
        return False
    return found.end() >= len(label.rstrip(" .:–—-"))


def is_word_and_number(label) -> bool:
    """Is it a word with its number, such as “Тачка 3.”, and not a number alone?"""
    return bool(_WORD_AND_NUMBER.search(label[:LONGEST_HEAD]))


def is_chapter(text) -> bool:
    """Is a line the heading of a chapter: “ГЛАВА II”, “Део други”, “Први део”, “Chapter 3 Aims”?"""
    if len(text) > LONGEST_TITLE or "\n" in text or text.endswith((";", ",", ":")):
        return False
    if (found := _CHAPTER_HEAD.match(text[:LONGEST_HEAD])) and folded(found[1]) in _CHAPTERS:
        return _is_title(text[found.end() :])
    words = list(_WORD.finditer(text[: 2 * LONGEST_HEAD]))[:4]
    if len(words) < 2 or words[0].start() > 0:
        return False
    first, second, *more = [folded(word[0]) for word in words]
    if second in _CHAPTERS:
        rest = text[words[1].end() :].strip()
        return first in _ORDINALS and rest[:1] in ("", *".:–—-") and _is_title(rest)
    last = 2 if second in _TENS and more and more[0] in _ORDINALS else 1
    return first in _CHAPTERS and second in _ORDINALS and _is_title(text[words[last].end() :])


def _is_title(rest) -> bool:
    """What may stand behind the number of a chapter: nothing, or words that begin anew and are no sentence."""
    is_sentence = rest.rstrip().endswith(".") and any(letter.isalpha() for letter in rest)
    rest = rest.strip(" \t\u00a0.:–—-")
    first = rest.lstrip("„“”\"'«»(")[:1]
    return not is_sentence and not first.islower()


def number_head(text, *, in_heading=False) -> Head | None:
    """The number before a heading or a paragraph; the year and the day of “15. јануара 2020. године” are none."""
    pattern = _HEADING_NUMBER if in_heading else _LONG_NUMBER
    found = pattern.match(text[:LONGEST_HEAD]) or _BARE_NUMBER.match(text[:LONGEST_HEAD])
    if not found or len(found[1]) > LONGEST_NUMBER:
        return None
    rest = text[found.end() :].lstrip()
    word = _WORD.match(rest[:LONGEST_HEAD])
    first = folded(word[0]) if word else rest[:1]
    if first == "%" or first in _QUANTITIES or _REST_OF_DATE.match(rest):
        return None
    if "." not in found[1] and first in _MONTHS | _COUNTED:
        return None
    return Head(found[1], rest)
