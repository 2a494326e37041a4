"""Latin to Cyrillic and back, of Serbian as people write it.

The letters, and what a Roman numeral looks like, come from the library `serbian-translit`. What is a word is decided
in `patterns`, what its place makes of a short one in `places`, what stays Latin and where nj, lj, dž are two letters
in the lists, since the library leaves quoted names and words of mixed case alone. Nothing but letters changes, no
input raises, and converting twice is converting once.
"""

import re
import unicodedata
from functools import lru_cache

from serbian_translit.table import SRP_CYR_TO_LAT, SRP_LAT_TO_CYR

from seko.scripts.acronyms import ACRONYMS
from seko.scripts.lists import (
    ANY_CASE,
    EXACT,
    NAME_WORDS,
    NAME_WORDS_AS_WRITTEN,
    STEMS,
    TWO_LETTER_PLACES,
    TWO_LETTERS,
)
from seko.scripts.names import foreign_names
from seko.scripts.patterns import ADDRESS, CYRILLIC, LATIN, MARKS, TOKEN, WORD
from seko.scripts.places import is_unit_or_numeral

CACHED_CHARACTERS = 4000  # longer texts are converted each time, so that the cache stays small

# What looks alike in both scripts, and what each side has of its own.
LATIN_TWINS, CYRILLIC_TWINS = "ABCEHJKMOPTXaceopxyjkmt", "АВСЕНЈКМОРТХасеорхујкмт"
TO_CYRILLIC_TWIN = str.maketrans(LATIN_TWINS, CYRILLIC_TWINS)
# х and у are not here: Serbian Latin has no x and y, so inside a Latin word they are the sounds h and u.
TO_LATIN_TWIN = str.maketrans("АВСЕНЈКМОРТасеорјкмт", "ABCEHJKMOPTaceopjkmt")
OWN_LATIN = re.compile(rf"[{LATIN}](?<![{LATIN_TWINS}])")
OWN_CYRILLIC = re.compile(rf"[{CYRILLIC}](?<![{CYRILLIC_TWINS}])")
# A word typed in two scripts, with its háček apart, or with two letters in one character.
ONE_CHARACTER = {ord(letter): unicodedata.normalize("NFKC", letter) for letter in "ǄǅǆǇǈǉǊǋǌ"}
ODD_WORD = re.compile(rf"[{LATIN}][{CYRILLIC}]|[{CYRILLIC}][{LATIN}]|[{MARKS}ǄǅǆǇǈǉǊǋǌ]")
ANY_LATIN, ANY_CYRILLIC = re.compile(f"[{LATIN}]"), re.compile(f"[{CYRILLIC}]")

DIGRAPHS = SRP_LAT_TO_CYR.letters.digraphs
LENGTHS = {latin: f"{cyrillic}\u0302" for latin, cyrillic in zip("âêîôû", "аеиоу", strict=True)}  # kôd, sâm, građanâ
CYRILLIC_LETTERS = SRP_LAT_TO_CYR.letters.singles | LENGTHS | {"ð": "ђ"}  # editors type Eth for đ by mistake
LATIN_LETTERS = SRP_CYR_TO_LAT.letters.singles | SRP_CYR_TO_LAT.letters.digraphs
# Letters of other Cyrillic alphabets: a word that has one is not Serbian and stays whole as it is.
OTHER_CYRILLIC = re.compile(rf"(?![ЂЈЉЊЋЏА-ИК-Шђјљњћџа-ик-ш])[{CYRILLIC}]")
FOREIGN_LETTER = re.compile(r"[^a-pr-vzčćžšđðâêîôû]")
# Doubled letters, groups, beginnings and ends that Serbian words do not have, but for these: poddirektor, najjači,
# vakuummetar, vannastavni, hiperrealan, transsibirski, dvadesettri, posttraumatski, protivvrednost, neophodno,
# Alchajmer, Donjeck.
FOREIGN = re.compile(
    r"bb|cc|ff|gg|hh|kk|ll|pp|zz|(?<!po)(?<!na)(?<!pre)(?<!^o)dd|(?<!na)jj|mm(?!eta?r)|(?<!va)(?<!pa)nn(?!j)|(?<!hipe)(?<!supe)(?<!inte)rr"
    r"|(?<!tran)ss|(?<!dese)(?<!pos)tt|(?<!ti)vv|c[sz]|sz|zs|ch(?!a[ju])|gh(?![ao])|ph(?!o[dđp]|rv)|^th|th$|sh$|(?<!je)ck$|[acu]tions?$"
)
_WORD = re.compile(WORD)
_WORD_OR_ADDRESS = re.compile(rf"(?P<address>(?<![\w.@{MARKS}]){ADDRESS})|{WORD}")


def to_cyrillic(text) -> str:
    """Serbian text in Cyrillic; addresses, Roman numerals, foreign words and the list `stays_latin.txt` stay Latin."""
    text = _string(text)
    if not ANY_LATIN.search(text):
        return text
    ACRONYMS.get()  # where the list has changed, what was converted before is forgotten first
    return _cyrillic(text) if len(text) <= CACHED_CHARACTERS else _cyrillic.__wrapped__(text)


def to_latin(text) -> str:
    """Serbian text in Latin. Letters of other Cyrillic alphabets stay as they are."""
    text = _string(text)
    if not ANY_CYRILLIC.search(text):
        return text
    ACRONYMS.get()
    return _latin(text) if len(text) <= CACHED_CHARACTERS else _latin.__wrapped__(text)


def _string(text) -> str:
    return text if isinstance(text, str) else "" if text is None else str(text)


@lru_cache(maxsize=2048)
def _cyrillic(text) -> str:
    if ODD_WORD.search(text):
        text = _WORD_OR_ADDRESS.sub(_mended_word, text)
    names = foreign_names(text, _is_foreign)
    if not names:
        return TOKEN.sub(_cyrillic_token, text)
    inside = {place for start, end in names for place in range(start, end)}
    return TOKEN.sub(lambda match: match.group() if match.start() in inside else _cyrillic_token(match), text)


@lru_cache(maxsize=2048)
def _latin(text) -> str:
    return _WORD.sub(_latin_token, text)


def _cyrillic_token(match) -> str:
    word = match.group()
    # A unit has at most four letters; a longer numeral, such as LVIII, is all in capitals.
    if match.lastgroup or ((len(word) <= 4 or word.isupper()) and is_unit_or_numeral(match, to_latin)):
        return word
    return _cyrillic_word(word)


@lru_cache(maxsize=65536)
def _cyrillic_word(word) -> str:
    """One word of one script in Cyrillic, or as it is where it stays Latin."""
    if word in (listed := ACRONYMS.current):
        return listed[word]
    lower = word.lower()
    if not ANY_LATIN.search(word) or len(lower) != len(word) or _stays_latin(word, lower):
        return word
    split = {found.start() + TWO_LETTER_PLACES[found.group()] for found in TWO_LETTERS.finditer(lower)}
    letters, at = [], 0
    while at < len(word):
        width = 2 if lower[at : at + 2] in DIGRAPHS and at + 1 not in split else 1
        source = lower[at : at + width]
        letter = DIGRAPHS.get(source) or CYRILLIC_LETTERS.get(source, word[at])
        letters.append(letter.upper() if word[at].isupper() else letter)
        at += width
    return "".join(letters)


def _stays_latin(word, lower) -> bool:
    listed = lower in ANY_CASE or word in EXACT or word.startswith(STEMS) or lower.startswith(STEMS)
    return listed or _has_foreign_letters(word, lower) or lower in NAME_WORDS or word in NAME_WORDS_AS_WRITTEN


def _has_foreign_letters(word, lower) -> bool:
    short = len(word) < 3 or (len(word) < 6 and word.isupper())  # bb, SSSR, MMF
    return bool(FOREIGN_LETTER.search(lower) or (not short and FOREIGN.search(lower)))


@lru_cache(maxsize=65536)
def _is_foreign(word) -> bool:
    """Whether the word makes a foreign name of those beside it: 5G and PDF do not."""
    lower = word.lower()
    if len(word) < 3 or ANY_CYRILLIC.search(word):
        return False
    return _has_foreign_letters(word, lower) or lower in NAME_WORDS or word in NAME_WORDS_AS_WRITTEN


def _mended_word(match) -> str:
    word = match.group()
    return word if match.lastgroup else unicodedata.normalize("NFC", _unmixed(word.translate(ONE_CHARACTER)))


def _unmixed(word) -> str:
    """A word typed in both scripts, in one: look-alike letters are read as the script that the other letters show."""
    if not (ANY_LATIN.search(word) and ANY_CYRILLIC.search(word)):
        return word
    if OWN_CYRILLIC.search(word) and not OWN_LATIN.search(word):
        return word.translate(TO_CYRILLIC_TWIN)
    if OWN_LATIN.search(word) and not OWN_CYRILLIC.search(word):
        word = word.translate(TO_LATIN_TWIN)
    return _latin_letters(word)


def _latin_token(match) -> str:
    return _latin_word(match.group())


@lru_cache(maxsize=65536)
def _latin_word(word) -> str:
    """One word in Latin, or as it is if it is Latin already or of another Cyrillic alphabet."""
    if not ANY_CYRILLIC.search(word):
        return word
    word = _unmixed(word)
    if OTHER_CYRILLIC.search(word):
        return word
    return _written_in_latin().get(word) or _latin_letters(word)


@lru_cache(maxsize=1)
def _written_in_latin() -> dict[str, str]:
    """{acronym in Cyrillic: in Latin}, where its letters alone would not lead back."""
    return {cyrillic: latin for latin, cyrillic in ACRONYMS.current.items() if cyrillic != latin}


def _latin_letters(word) -> str:
    shouted = len(word) > 1 and word.isupper()
    letters = []
    for letter in word:
        latin = LATIN_LETTERS.get(letter.lower(), letter)
        if letter.isupper() and latin is not letter:
            latin = latin.upper() if shouted else latin.capitalize()
        letters.append(latin)
    return unicodedata.normalize("NFC", "".join(letters))


for _cached in (_cyrillic, _latin, _cyrillic_word, _latin_word, _written_in_latin):
    ACRONYMS.on_change(_cached.cache_clear)
