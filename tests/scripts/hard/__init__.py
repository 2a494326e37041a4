"""Hard words and sentences: `words.txt`, `sentences.txt` and `stays_latin.txt` beside this module, by kind."""

from pathlib import Path

HERE = Path(__file__).resolve().parent


def _lines(name):
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("# ", "## "))]


WORDS = [tuple(pair.split("=")) for line in _lines("words.txt") for pair in line.split()]
SENTENCES = [tuple(line.split(" | ")) for line in _lines("sentences.txt")]
STAYS_LATIN = _lines("stays_latin.txt")
# A part that is said over and over: what looks for the end of a word may look at all of it again for each.
ODD = ["-", "a-", "a.", "a@", "A ", "Aa ", "I V ", "_", "of ", "\u0300", "č", "a1", "&a", "5 m "]
