"""Latin to Cyrillic and back, of Serbian as people write it.

The letters, and which words are Roman numerals, come from the library `serbian-translit`. What is a word, what
stays Latin and where nj, lj, dž are two letters is decided here, since the library leaves quoted names and words of
mixed case alone. Nothing but letters changes, no input raises, and converting twice is converting once.
"""

import re
import unicodedata
from functools import lru_cache

from serbian_translit.roman import is_numeral
from serbian_translit.table import SRP_CYR_TO_LAT, SRP_LAT_TO_CYR

from seko.script.lists import latin_words, two_letter_stems

PLACEHOLDER = "\ue000"  # stands for a number or name that is filled in later; a character without a meaning in Unicode
CACHED_CHARACTERS = 4000  # longer texts are converted each time, so that the cache stays small

LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
CYRILLIC = "\u0400-\u052f"
MARKS = "\u0300-\u036f"  # combining: the háček of a letter typed apart
WORD = rf"[{LATIN}{CYRILLIC}][{LATIN}{CYRILLIC}{MARKS}]*"

# What looks alike in both scripts, and what each side has of its own.
LATIN_TWINS, CYRILLIC_TWINS = "ABCEHJKMOPTXaceopxyjkmt", "АВСЕНЈКМОРТХасеорхујкмт"
TO_CYRILLIC_TWIN = str.maketrans(LATIN_TWINS, CYRILLIC_TWINS)
# х and у are not here: Serbian Latin has no x and y, so inside a Latin word they are the sounds h and u.
TO_LATIN_TWIN = str.maketrans("АВСЕНЈКМОРТасеорјкмт", "ABCEHJKMOPTaceopjkmt")
OWN_LATIN = re.compile(rf"[{LATIN}](?<![{LATIN_TWINS}])")
OWN_CYRILLIC = re.compile(rf"[{CYRILLIC}](?<![{CYRILLIC_TWINS}])")
# A word typed in two scripts, or with its háček apart.
ODD_WORD = re.compile(rf"[{LATIN}][{CYRILLIC}]|[{CYRILLIC}][{LATIN}]|[{MARKS}]")
ANY_LATIN, ANY_CYRILLIC = re.compile(f"[{LATIN}]"), re.compile(f"[{CYRILLIC}]")

DIGRAPHS = SRP_LAT_TO_CYR.letters.digraphs
CYRILLIC_LETTERS = SRP_LAT_TO_CYR.letters.singles | {"ð": "ђ"}  # editors type Eth for đ by mistake
LATIN_LETTERS = SRP_CYR_TO_LAT.letters.singles | SRP_CYR_TO_LAT.letters.digraphs
# Doubled letters and groups that Serbian words do not have.
FOREIGN = re.compile(r"ll|ff|ss|tt|zz|cc|gg|pp|bb|mm|rr(?!e)|ph(?!o[dđ])")
FOREIGN_LETTER = re.compile(r"[^a-pr-vzčćžšđð]")
TWO_LETTERS, TWO_LETTER_PLACES = two_letter_stems()
ANY_CASE, EXACT, STEMS, PHRASES = latin_words()

TOP_LEVELS = "rs|com|org|net|eu|int|info|gov|edu|io"
FILE_ENDINGS = "docx?|xlsx?|pptx?|pdf|odt|ods|csv|json|xml|html?|txt|rtf|zip|jpe?g|png|gif|svg|mp[34]"
_PHRASES = "|".join(
    re.escape(phrase).replace(r"\ ", "[ ]").replace(r"\*", "[a-z]*")
    for phrase in sorted(PHRASES, key=len, reverse=True)
)
_ENGLISH = "[Tt]he|of|and|for|with|from|by"
_LABEL = "[A-Za-z0-9-]{1,63}"
_PROTECTED = rf"""
    # addresses
    [A-Za-z][A-Za-z0-9+.-]{{0,20}}://[^\s<>"„“”]+ | www\.[^\s<>"„“”]+ | mailto:[^\s<>"]+
    # a@seko.rs, @seko, #seko
  | [A-Za-z0-9._%+-]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,9}} | [@\#][A-Za-z0-9_]+
    # seio.gov.rs/a
  | (?:{_LABEL}\.){{1,9}}(?:{TOP_LEVELS})\b(?:/[^\s<>"„“”]*)?
    # izvestaj.docx, .docx
  | [{LATIN}0-9_.-]{{1,120}}\.(?:{FILE_ENDINGS})\b | \.(?:{FILE_ENDINGS})\b
    # field_name; A4, H2020, CO2
  | [A-Za-z0-9]*_[A-Za-z0-9_]+ | [A-Z]{{1,3}}[0-9]+[A-Za-z0-9]*\b
    # Centre for the Rule of Law
  | (?:[A-Z][A-Za-z]*\s){{0,6}}(?:[A-Za-z]+\s)?(?:{_ENGLISH})(?:\s(?:{_ENGLISH}))*\b
    (?:\s[A-Za-z]+\b)?(?:\s(?:[A-Z][A-Za-z]*|{_ENGLISH})\b)*
  | (?i:{_PHRASES})\b
"""
_TOKEN = re.compile(
    rf"(?P<protected>(?<![\w.@{MARKS}])(?=[\w.@\#]) (?:{_PROTECTED}) (?![{LATIN}{MARKS}])) | {WORD}", re.VERBOSE
)
_WORD = re.compile(WORD)

UNITS = frozenset(re.findall(r"\S+", "km kg cm mm dm m ha t l ml dl mg h kB MB GB TB kV MVA Hz dB"))
# Numerals that are also words or initials: "I", "V.", and in capitals "MI", "VI". Only their place tells.
ALSO_WORDS = {"I", "V", "X", "MI", "LI", "VI", "CI", "DI", "DIV"}
RANGE_FOLLOWS, RANGE_PRECEDES = re.compile(r"[–-]([IVXLCDM]+)\b"), re.compile(r"\b([IVXLCDM]+)[–-]\Z")
PAIR_FOLLOWS = re.compile(r"[ \u00a0][iи][ \u00a0]([IVXLCDM]+)\b")
PAIR_PRECEDES = re.compile(r"\b([IVXLCDM]+)[ \u00a0][iи][ \u00a0]\Z")
ROMAN_CUES = re.compile(
    r"(?:poglavlj|glav|de[ol]|aneks|prilog|odelj|faz|komponent|stub|grup|klaster|kategorij|razred|tom|knjig|ipa|ciklus|prioritet|mer|"
    r"krug|nivo|stepen|sednic|zon|kvartal|tromeseč|polugodišt)\w*$"
)


def to_cyrillic(text):
    """Serbian text in Cyrillic; addresses, Roman numerals, foreign words and the list `stays_latin.txt` stay Latin."""
    text = _string(text)
    if not ANY_LATIN.search(text):
        return text
    return _cyrillic(text) if len(text) <= CACHED_CHARACTERS else _cyrillic.__wrapped__(text)


def to_latin(text):
    """Serbian text in Latin. Letters of other Cyrillic alphabets stay as they are."""
    text = _string(text)
    if not ANY_CYRILLIC.search(text):
        return text
    return _latin(text) if len(text) <= CACHED_CHARACTERS else _latin.__wrapped__(text)


def _string(text):
    return text if isinstance(text, str) else "" if text is None else str(text)


@lru_cache(maxsize=2048)
def _cyrillic(text):
    if ODD_WORD.search(text):
        text = _WORD.sub(_mended_word, text)
    return _TOKEN.sub(_cyrillic_token, text)


@lru_cache(maxsize=2048)
def _latin(text):
    return _WORD.sub(_latin_token, text)


def _cyrillic_token(match):
    word = match.group()
    if match.lastgroup or (len(word) <= 4 and _is_unit_or_numeral(match)):
        return word
    return _cyrillic_word(word)


def _is_unit_or_numeral(match):
    """Whether the place of a short word makes it a unit or a Roman numeral: `5 km`, `IPA I`, `II–V`, `I. Uvod`."""
    word, before = match.group(), match.string[max(0, match.start() - 24) : match.start()]
    after = match.string[match.end() : match.end() + 24]
    if word in UNITS and re.search(rf"[\d{PLACEHOLDER}][ \u00a0]?\Z", before):
        return True
    if not _is_numeral(word) or word not in ALSO_WORDS:
        return _is_numeral(word)
    if re.search(r"\w\Z", before) or re.match(r"\w", after):
        return False
    previous = re.search(rf"({WORD})[ \u00a0]\Z", before)
    if previous and len(previous[1]) < 20 and ROMAN_CUES.match(to_latin(previous[1]).lower()):
        return True
    opens_line = not before.strip(" ") or before.rstrip(" ").endswith("\n")
    if opens_line and re.match(r"\.[ \u00a0](?!\w+(?:ić|ић)\b)|\)", after):  # a heading, but "I. Petrović" is a person
        return True
    ranged = RANGE_FOLLOWS.match(after) or RANGE_PRECEDES.search(before)
    paired = PAIR_FOLLOWS.match(after) or PAIR_PRECEDES.search(before)
    return bool(
        (ranged and _is_numeral(ranged[1]))
        or (paired and _is_numeral(paired[1]) and paired[1] not in ALSO_WORDS)
        or re.match(r"[/-]\d", after)
    )


def _is_numeral(word):
    return is_numeral(word + "I" * (word in {"I", "V", "X"}))


@lru_cache(maxsize=65536)
def _cyrillic_word(word):
    """One word of one script in Cyrillic, or as it is where it stays Latin."""
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


def _stays_latin(word, lower):
    if FOREIGN_LETTER.search(lower) or lower in ANY_CASE or word in EXACT or word.startswith(STEMS):
        return True
    short = len(word) < 3 or (len(word) < 6 and word.isupper())  # bb, SSSR, MMF
    return not short and bool(FOREIGN.search(lower))


def _mended_word(match):
    return unicodedata.normalize("NFC", _unmixed(match.group()))


def _unmixed(word):
    """A word typed in both scripts, in one: look-alike letters are read as the script that the other letters show."""
    if not (ANY_LATIN.search(word) and ANY_CYRILLIC.search(word)):
        return word
    if OWN_CYRILLIC.search(word) and not OWN_LATIN.search(word):
        return word.translate(TO_CYRILLIC_TWIN)
    if OWN_LATIN.search(word) and not OWN_CYRILLIC.search(word):
        word = word.translate(TO_LATIN_TWIN)
    return _latin_letters(word)


def _latin_token(match):
    return _latin_word(match.group())


@lru_cache(maxsize=65536)
def _latin_word(word):
    """One word in Latin, or as it is if it is Latin already or of another Cyrillic alphabet."""
    return _latin_letters(_unmixed(word)) if ANY_CYRILLIC.search(word) else word


def _latin_letters(word):
    shouted = len(word) > 1 and word.isupper()
    letters = []
    for letter in word:
        latin = LATIN_LETTERS.get(letter.lower(), letter)
        if letter.isupper() and latin is not letter:
            latin = latin.upper() if shouted else latin.capitalize()
        letters.append(latin)
    return "".join(letters)
