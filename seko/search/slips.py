"""Words of the portal that are one slip of a letter from what was typed, or the same with đ typed as d."""

import re
from itertools import islice, product

from django.db import connection

from seko.search.folding import fold_words

TRIED = 4  # readings of one query, the likeliest first
SHORTEST = 4  # letters of a word in which a slip is looked for
MOST_WORDS, MOST_FOUND = 12, 300  # of a query; of the list
_WORD = re.compile(r"[^\W\d_]{3,40}")


def keep_words(**_) -> None:
    """After migrations: every table that is searched tells its words, see `sql/words.sql`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('seko_keep_words()') IS NOT NULL")
        if cursor.fetchone()[0]:
            cursor.execute("SELECT seko_keep_words()")


def readings(text) -> list[tuple[str, bool]]:
    """What a query may have meant, the likeliest first: (query, whether a letter of it was mended), in one query.

    A word that the portal knows stays. Of each other one a reading takes the nearest that it knows."""
    typed = list(dict.fromkeys(_WORD.findall(text)))[:MOST_WORDS]
    folded = {word: fold_words(word) for word in typed}
    known = _near(set(folded.values()) - {""})
    choices = []
    for word in typed:
        near = known.get(folded[word], [])
        choices.append([(word, word, False)] if not near else [(word, *other) for other in near])
    found = []
    for chosen in islice(product(*choices), TRIED):
        mended = {word: other for word, other, _ in chosen}
        query = _WORD.sub(lambda match, mended=mended: mended.get(match.group(), match.group()), text)
        if fold_words(query) != fold_words(text):
            found.append((query, any(slip for *_, slip in chosen)))
    return found


def loose(folded) -> str:
    """A folded word as it is also typed, đ as d; the same as `seko_loose`."""
    return folded.replace("dj", "d")


def is_one_slip(one, other) -> bool:
    """A letter too many, too few, another one, or two that changed places."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    start = min(len(one), len(other)) if start is None else start
    a, b = one[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:] and len(a) > 1)


def _near(words) -> dict[str, list[tuple[str, bool]]]:
    """{word that is not known: [(word of the list, whether it is by a slip)]}, the nearest first."""
    if not words:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT asked.word, known.word FROM unnest(%s::text[]) AS asked (word),"
            " LATERAL seko_word_keys(asked.word) AS keys (key),"
            " LATERAL (SELECT word FROM seko_word WHERE seko_word.key = keys.key LIMIT %s) AS known",
            [sorted(words), MOST_FOUND],
        )
        near: dict[str, list[tuple[str, bool]]] = {}
        for asked, other in cursor:
            near.setdefault(asked, []).append((other, loose(asked) != loose(other)))
    return {asked: _best(asked, others) for asked, others in near.items() if (asked, False) not in others}


def _best(asked, others) -> list[tuple[str, bool]]:
    same = [(word, False) for word, slip in others if not slip]
    if same or len(asked) < SHORTEST:
        return sorted(same)
    slips = [word for word, slip in others if slip and is_one_slip(loose(asked), loose(word))]
    # people seldom miss the first letter, and rather change one than leave one out
    slips.sort(key=lambda word: (word[0] != asked[0], len(word) != len(asked), word))
    return [(word, True) for word in slips]
