"""Readers of the word lists that lie beside this module."""

import re
from pathlib import Path

HERE = Path(__file__).resolve().parent


def entries(name):
    """The entries of a list, parted by spaces or, where they hold spaces, by commas; `#` begins a comment."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        entry = line.partition("#")[0].strip()
        parts = entry.split(",") if "," in entry else entry.split()
        yield from (part.strip() for part in parts if part.strip())


def two_letter_stems():
    """Pattern of the stems in which nj, lj or dž are two letters; the second of them is found by `|` in the list."""
    places = {stem.replace("|", ""): stem.index("|") for stem in entries("two_letters.txt")}
    anywhere = sorted((s[1:] for s in places if s.startswith("*")), key=len, reverse=True)
    at_start = sorted((s for s in places if not s.startswith("*")), key=len, reverse=True)
    pattern = re.compile(rf"(?:{'|'.join(anywhere)})|^(?:{'|'.join(at_start)})")
    return pattern, {stem.lstrip("*"): place - stem.startswith("*") for stem, place in places.items()}


def latin_words() -> tuple[set[str], set[str], tuple[str, ...], list[str]]:
    """What stays Latin: words in any case, words exactly as written, stems with any ending, and phrases."""
    any_case, exact, stems, phrases = set(), set(), [], []
    for entry in entries("stays_latin.txt"):
        if re.search(r"[^\w*]|\d", entry):
            phrases.append(entry)
        elif entry.endswith("*"):
            stems.append(entry[:-1])
        elif entry.islower():
            any_case.add(entry)
        else:
            exact.add(entry)
    return any_case, exact, tuple(stems), phrases


TWO_LETTERS, TWO_LETTER_PLACES = two_letter_stems()
ANY_CASE, EXACT, STEMS, PHRASES = latin_words()
