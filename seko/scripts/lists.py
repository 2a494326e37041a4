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


def name_words() -> tuple[set[str], set[str]]:
    """Words that foreign names are made of: in any case, and as written."""
    words = set(entries("name_words.txt"))
    return {word for word in words if word.islower()}, {word for word in words if not word.islower()}


def beside_names() -> tuple[set[str], tuple[str, ...]]:
    """Serbian words that stand beside a foreign name: whole ones, and the beginnings of others."""
    words = set(entries("beside_names.txt"))
    stems = {word for word in words if word.endswith("*")}
    return words - stems, tuple(word[:-1] for word in stems)


def default_acronyms() -> dict[str, str]:
    """{acronym: its Cyrillic form, the same where it stays Latin} that the Office begins with."""
    text = (HERE / "acronyms.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].split() for line in text.splitlines())
    return {parts[0]: parts[-1] for parts in lines if parts}


TWO_LETTERS, TWO_LETTER_PLACES = two_letter_stems()
ANY_CASE, EXACT, STEMS, PHRASES = latin_words()
NAME_WORDS, NAME_WORDS_AS_WRITTEN = name_words()
BESIDE_NAMES, BESIDE_NAMES_STEMS = beside_names()
