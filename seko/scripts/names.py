"""Foreign names in a Serbian text: whole in Latin letters, never cut in two scripts."""

import re

from seko.scripts.lists import BESIDE_NAMES, BESIDE_NAMES_STEMS
from seko.scripts.patterns import LATIN, MARKS

_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00deČĆŠŽĐ"
# "People's", "Adenauer-Stiftung"; of "Smith-a" the ending is Serbian
_PART = rf"(?>[{LATIN}][{LATIN}{MARKS}]*(?:['’][{LATIN}]+|-[{_CAPITAL}][{LATIN}{MARKS}]+)*)(?![\w@]|[./:][^\s.])"
_RUN = re.compile(rf"(?<![\w.@/#-]){_PART}(?:[ \u00a0](?:&[ \u00a0])?{_PART})*")
_WORD = re.compile(_PART)
# Small words inside a name. Those that Serbian has too (i, do, na, od, u) are not here.
_JOINING = frozenset(  # English, French, German, Italian, Dutch
    word
    for words in (
        "of for and the from by with in to an at as",
        "de du des la le les et en sans sur",
        "für fuer und der die das den dem von vom zu zur im am",
        "di del della delle dei per van het",
    )
    for word in words.split()
)
# Letters and ends that are Serbian and no other.
_SERBIAN = re.compile(
    r"[čćšžđ]|lj|nj|dž|[a-z]ij(?:a|e|i|u|om|ama)$|stv(?:o|a|u|om|ima)$|[aeiou][a-z]*ost(?:i|u|ima)?$|sk(?:i|a|o|e|u|om|og|oj|im|ih|ima)$"
    r"|[a-z]{3}n(?:og|om|oj|ih|im)$|[a-z]{2}(?:ama|ima)$"
)


def foreign_names(text, is_foreign) -> list[tuple[int, int]]:
    """Where foreign names of more than one word stand: (start, end) of each.

    Words that begin with a capital, and the small ones between them, are a foreign name if one of them is: then those
    that could be of either language belong to it. `is_foreign(word)` knows a word that no Serbian text has. A word
    that is evidently Serbian never belongs to one."""
    found = []
    for run in _RUN.finditer(text):
        name: list[re.Match] = []
        for word in [*_WORD.finditer(text, *run.span()), None]:
            if word and _may_belong(word.group(), name, is_foreign):
                name.append(word)
                continue
            while name and name[-1].group() in _JOINING:
                name.pop()
            if _is_name([piece for part in name for piece in part.group().split("-")], is_foreign):
                found.append((name[0].start(), name[-1].end()))
            name = []
    return found


def _is_name(words, is_foreign) -> bool:
    return len(words) > 1 and any(is_foreign(word) for word in words)


def _may_belong(word, name, is_foreign) -> bool:
    if word[0].islower():
        return bool(name) and (word in _JOINING or is_foreign(word))
    lower = word.lower()
    if is_foreign(word):
        return True
    return not (lower in BESIDE_NAMES or lower.startswith(BESIDE_NAMES_STEMS) or _SERBIAN.search(lower))
