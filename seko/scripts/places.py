"""What its place makes of a short word: `5 km`, `IPA I` and `V sednica` hold no Serbian word, `RADI I VI` does."""

import re

from serbian_translit.roman import is_numeral as is_canonical

from seko.scripts.patterns import PLACEHOLDER, UNITS, WORD

SEEN = 32  # characters on each side that the place is judged by
SPACE = "[ \u00a0]"
UNIT_PRECEDES = re.compile(rf"[\d{PLACEHOLDER}]{SPACE}?\Z")
GRAMS_PRECEDE = re.compile(rf"(?<!\d)\d{{1,3}}(?:[.,]\d+)*{SPACE}?\Z")  # not "2014 g", which is a year

ALSO_WORDS = {"I", "V", "VI", "MI", "LI", "CI", "DI", "DIV"}  # numerals that are initials or, in capitals, words
# The nearest words of more than a letter, and those that touch.
LAST, PREVIOUS = re.compile(rf"({WORD}{WORD})[^\w\n]+(?:\w[^\w\n]+)*\Z"), re.compile(rf"({WORD})\.?{SPACE}\Z")
FIRST, NEXT = re.compile(rf"[^\w\n]*(?:\w[^\w\n]+)*({WORD}{WORD})"), re.compile(rf"{SPACE}({WORD})")
RANGE_FOLLOWS, RANGE_PRECEDES = re.compile(r"[–-]([IVXLCDM]+)\b"), re.compile(r"\b([IVXLCDM]+)[–-]\Z")
PAIR_FOLLOWS = re.compile(rf"{SPACE}[iи]{SPACE}([IVXLCDM]+)\b")
PAIR_PRECEDES = re.compile(rf"\b([IVXLCDM]+){SPACE}[iи]{SPACE}\Z")
LISTED = re.compile(rf",{SPACE}([IVXLCDM]+)\b"), re.compile(rf"\b([IVXLCDM]+),{SPACE}\Z")
SPAN = (
    re.compile(rf"\b(?:[oO]d|[оО]д){SPACE}\Z"),
    re.compile(rf"\.?{SPACE}(?:do|до){SPACE}([IVXLCDM]+)\b"),
    re.compile(rf"\b(?:[oO]d|[оО]д){SPACE}([IVXLCDM]+)\.?{SPACE}(?:do|до){SPACE}\Z"),
)
DATE = re.compile(rf"\d\.{SPACE}?\Z"), re.compile(rf"\.?{SPACE}?\d{{4}}")  # 5. V 2014.
HEADING = re.compile(r"\.(?:[ \u00a0](?!\w+(?:ić|ић)\b)|\s*\Z|\n)|\)")  # but "I. Petrović" is a person

# What its number follows: parts of texts and plans, rulers. In the singular, as "prioriteti I mere" is "and".
NUMBERED = re.compile(
    r"(?:glav|faz|komponent|grup|kategorij|knji[gz]|mer|sednic|zon|opcij|varijant|alternativ|tabel|slik|klas|ip|nikol|tač[kc]|podtač[kc]|"
    r"alinej|sekcij|lini)(?:[aeiu]|om)"
    r"|(?:član|paragraf|aneks|prilog|stub|klaster|razred|tom|ciklus|prioritet|krug|stepen|kvartal|tip|stav|petar|petr|aleksandar|aleksandr|"
    r"napoleon|vilhelm|fridrih|luj)(?:[aeu]?|om)"
    r"|(?:karl|pavl|niv|de)o|(?:karl|pavl|del|nivo)(?:[aeu]|om|m)|(?:pod)?odelj(?:ak|k[au]|kom)|dodat(?:ak|k[au]|kom)|čl|tač|st|gl|pogl|pril|odelj|sv|knj|(?:poglavlj|izdanj)(?:[eau]|em)"
)
# What its number precedes.
COUNTED = re.compile(
    rf"{SPACE}(?:(?:kvartal|tromesečj|polugodišt|semest)\w*|svetsk\w+{SPACE}rat\w*|(?:razred|stepen|vek)(?:[au]|om)?\b)"
)
# With its point there is no doubt: "V. deo", "u I. delu".
ORDERED = re.compile(
    rf"\.{SPACE}(?:de(?:o|l[aeu]|lom)|glav|poglavlj|odelj|član|čl\.|stav|tačk|prilog|aneks|knjig|tom|kolo|faz|grup|kategorij|klas|izdanj|"
    r"zasedanj|sednic|sastan|saziv|zon|stub|komponent|krug|ciklus|razred|stepen|vek|kvartal|tromeseč|polugodišt|semest)"
)
# The letters of vitamins and elements: "vitamini A i C", "azot (N)".
CHEMISTRY = re.compile(
    rf"\b(?i:vitamin|ugljenik|azot|fosfor|kalijum|kiseonik|vodonik|sumpor|jod|atom|izotop|hemijsk\w+{SPACE}(?:element|simbol))[a-z]*{SPACE}"
    rf"\(?(?:[A-Z][0-9₀-₉]*(?:,{SPACE}?|/|{SPACE}(?:i|ili|te){SPACE}))*\Z"
)
# "GLAVA I OPŠTE ODREDBE"
TITLES = {"GLAVA", "POGLAVLJE", "DEO", "ODELJAK", "PRILOG", "ANEKS", "TOM", "KNJIGA", "TAČKA", "ALINEJA"}


def is_unit_or_numeral(match, latin) -> bool:
    """Whether the place of a short word makes it a unit or a Roman numeral; `latin` puts a text in Latin letters."""
    word = match.group()
    before = match.string[max(0, match.start() - SEEN) : match.start()]
    after = match.string[match.end() : match.end() + SEEN]
    if word in UNITS and UNIT_PRECEDES.search(before):
        return True
    if len(word) == 1 and word.isupper() and word not in {"I", "U"} and CHEMISTRY.search(latin(before)):
        return True
    if word == "g" and GRAMS_PRECEDE.search(before):
        return not after.startswith(".")
    return _is_numeral(word) and (word not in ALSO_WORDS or _stands_as_numeral(word, before, after, latin))


def _is_numeral(word) -> bool:
    return is_canonical(word + "I" * (word in {"I", "V", "X"}))


def _stands_as_numeral(word, before, after, latin) -> bool:
    if re.search(r"\w\Z", before) or re.match(r"\w", after):
        return False
    if re.search(r"\d\.\Z", before) or (before.endswith("(") and after.startswith(")")):  # 2.I, (I)
        return True
    if (word == "V" and not after.startswith(".")) or (word == "VI" and not _is_shouted(before, after)):
        return True
    previous, following = PREVIOUS.search(before), NEXT.match(after)
    if previous and NUMBERED.fullmatch(latin(previous[1]).lower()):
        joins = previous[1].isupper() and following and _is_shouting(following[1])  # "MERE I CILJEVI"
        opens = not before[: previous.start()].strip()
        return not joins or latin(previous[1]) in TITLES or (opens and latin(previous[1]) == "ČLAN")
    opens_line = not before.strip(" ") or before.rstrip(" ").endswith("\n")
    ranged = RANGE_FOLLOWS.match(after) or RANGE_PRECEDES.search(before)
    paired = PAIR_FOLLOWS.match(after) or PAIR_PRECEDES.search(before)
    return bool(
        (opens_line and HEADING.match(after))
        or not (before + after).strip()
        or (ranged and _is_numeral(ranged[1]))
        or (paired and _is_numeral(paired[1]) and paired[1] not in ALSO_WORDS)
        or (DATE[0].search(before) and DATE[1].match(after))
        or re.match(r"[/-]\d|\.\d", after)
        or COUNTED.match(latin(after))
        or ORDERED.match(latin(after))
        or _is_listed(before, after)
    )


def _is_listed(before, after) -> bool:
    """Whether numerals stand around it in a row, "I, II i III", or it begins or ends a span, "od I do V"."""
    following, preceding = LISTED[0].match(after), LISTED[1].search(before)
    if any(found and _is_numeral(found[1]) and found[1] not in ALSO_WORDS for found in (following, preceding)):
        return True
    span = (SPAN[0].search(before) and SPAN[1].match(after)) or SPAN[2].search(before)
    return bool(span and _is_numeral(span[1]))


def _is_shouted(before, after) -> bool:
    """Whether the words around are in capitals, so that "VI" is rather a word."""
    around = [found[1] for found in (LAST.search(before), FIRST.match(after)) if found]
    return bool(around) and all(_is_shouting(word) for word in around)


def _is_shouting(word) -> bool:
    return len(word) > 1 and word.isupper() and not _is_numeral(word)
