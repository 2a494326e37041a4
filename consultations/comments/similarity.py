"""Comments that say nearly the same, suggested to the lead; nothing is merged by itself.

Compared are the words as the search knows them, folded and stemmed: script, case and endings do not matter. Of a
proposed text only what it adds to its passage counts, else all proposals for one passage would be alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Coalesce
from rapidfuzz import process
from rapidfuzz.distance import Indel

from seko.search.text import SearchVectorOf

SIMILAR_FROM = 0.7  # the share of words that two comments have in common, from which they are suggested
FEWEST_WORDS = 3  # of a comment, to be compared at all
# Words that say nothing by themselves, as they are after folding and stemming.
_EMPTY = """
a ako al ali bi bil bilo bit biti cak da do dok ga god i ih ili im iz ja je jer jos k kad kada kako kao kod koj koja
koje koji koju l li me mi mu na nad nam nas nase ne neg nego nek nij nije no o od on ona oni ono ov ova ove ovo po pod
pre preko pri s sa sam samo se si sm smo st ste su sve svi t ta taj tako te ti to tog toga tu u uz v vec vi za zbog
zat zato an and are as be by for in is it not of on or that the this with
"""
EMPTY = frozenset(_EMPTY.split())


class WordsOf(Func):
    """The words of a search column."""

    function = "tsvector_to_array"
    arity = 1
    output_field = ArrayField(TextField())


@dataclass(frozen=True)
class Group:
    """Comments that say nearly the same; `similarity` in percent is that of the one least like the first."""

    rows: list
    similarity: int

    @property
    def passages(self) -> set[int]:
        return {row.passage for row in self.rows}

    @property
    def is_across(self) -> bool:
        """They were made on different passages."""
        return len(self.passages) > 1


def similar_comments(comments, rows) -> list[Group]:
    """Groups of two or more among `rows`, those of a workspace that are still to deal with; the most alike first.

    `comments` are the same comments as a queryset: their words are asked for in one query."""
    left = {row.pk: row for row in rows}
    words = _words(comments.filter(pk__in=left))
    order = sorted(words, key=lambda pk: (-left[pk].supports, left[pk].number))
    groups = [Group([left[pk] for pk in found], similarity) for found, similarity in similar(order, words)]
    return sorted(groups, key=lambda group: (-group.similarity, -len(group.rows), group.rows[0].number))


def similar(order, words) -> Iterator[tuple[list[int], int]]:
    """([keys], likeness in percent): each key not yet taken gathers those that are alike to it."""
    signs = _signs(words)
    waiting = dict.fromkeys(order)
    for key in order:
        if key not in waiting:
            continue
        del waiting[key]
        others = {other: signs[other] for other in waiting}
        found = process.extract(
            signs[key], others, scorer=Indel.normalized_similarity, score_cutoff=SIMILAR_FROM, limit=None
        )
        if found:
            for __, __, other in found:
                del waiting[other]
            yield [key, *(other for __, __, other in found)], int(100 * min(score for __, score, __ in found))


def _words(comments) -> dict[int, set[str]]:
    """{comment id: set of its words}; comments of too few words are left out."""
    rows = comments.order_by().values_list(
        "pk",
        WordsOf(SearchVectorOf("reason")),
        WordsOf("search"),
        Coalesce(WordsOf(F("passage__search")), Value([], output_field=ArrayField(TextField()))),
    )
    found = {pk: (set(reason) | (set(said) - set(passage))) - EMPTY for pk, reason, said, passage in rows}
    return {pk: words for pk, words in found.items() if len(words) >= FEWEST_WORDS}


def _signs(words) -> dict[int, str]:
    """Each set of words as a string with one letter for each word, so that the share in common is quickly found."""
    letters = {word: chr(0x10000 + n) for n, word in enumerate(sorted(set().union(*words.values())))}
    return {key: "".join(sorted(letters[word] for word in found)) for key, found in words.items()}
