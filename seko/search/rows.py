"""What is found of some kinds: how much of each, and the best of it, in two queries whatever the number of rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property, reduce
from itertools import chain, combinations
from operator import or_

from django.contrib.postgres.search import SearchRank
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, DateTimeField, F, Func, JSONField, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, ExtractYear, Left

from seko.search.kinds import SearchKind
from seko.search.slips import readings
from seko.search.text import FoldedQuery, cleaned_query
from seko.search.wishes import wish_of

MOST = 1000  # of one kind: where there is more, the latest that were written are ranked and counted
LATEST = 20_000  # rows of a kind among which those of a year are looked for
MOST_WORDS = 6  # of which some may be missing
READ = 20_000  # characters of a text in which the words found are looked for
ORDER = (F("hit_rank").desc(), F("hit_at").desc(nulls_last=True), F("hit_code").asc(), F("hit_pk").desc())


class Match(StrEnum):
    """How what was found answers what was asked."""

    ALL = "all"  # all words
    MENDED = "mended"  # all words of what was probably meant: a letter was wrong
    MOST = "most"  # most of the words


@dataclass(frozen=True)
class Hit:
    """One thing found, as stored."""

    kind: SearchKind
    pk: int
    rank: float
    at: datetime | None
    sign: str
    title: str
    title_en: str
    about: str
    about_en: str
    texts: list
    texts_en: list
    place: list

    @property
    def url(self) -> str:
        """The address of its page in the active language."""
        return self.kind.address(*self.place)

    @property
    def words(self) -> list[str]:
        """Every text of it in which a word may have been found."""
        return [self.title, self.title_en, *self.texts, *self.texts_en]


class SearchResults:
    """What a person finds of these kinds; blank words find nothing. A slice of it is a list of hits, the best first."""

    ordered = True

    def __init__(self, text, user, kinds, *, query=None, match=Match.ALL) -> None:
        self.text = cleaned_query(text)
        self.query = query or FoldedQuery(self.text)
        self.match = match
        self.user, self.kinds = user, list(kinds)

    @cached_property
    def keys(self) -> dict[SearchKind, list[int]]:
        """{kind: keys of the latest that match}, without kinds of which there is nothing, in one query."""
        if not self.text or not self.kinds:
            return {}
        lists, values = zip(*(self._list_of_keys(kind) for kind in self.kinds), strict=True)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(lists)}", list(chain(*values)))
            found = zip(self.kinds, cursor.fetchone(), strict=True)
            return {kind: list(dict.fromkeys(keys))[: MOST + 1] for kind, keys in found if keys}

    @property
    def numbers(self) -> dict[SearchKind, int]:
        """{kind: how many}; `MOST + 1` stands for more than `MOST`."""
        return {kind: len(keys) for kind, keys in self.keys.items()}

    def count(self) -> int:
        """How many of them can be shown."""
        return sum(min(number, MOST) for number in self.numbers.values())

    def only(self, kind) -> "SearchResults":
        """The same of one kind."""
        found = SearchResults(self.text, self.user, [kind], query=self.query, match=self.match)
        found.keys = {kind: self.keys[kind]} if kind in self.keys else {}
        return found

    def best(self, few) -> dict[SearchKind, list[Hit]]:
        """{kind: its best hits}, the same number of each."""
        groups = {kind: [] for kind in self.keys}
        for hit in self._hits(few):
            groups[hit.kind].append(hit)
        return groups

    def exceeds(self) -> bool:
        """Is there more than can be shown?"""
        return any(number > MOST for number in self.numbers.values())

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part) -> list[Hit]:
        return self._hits(part.stop, part)

    def _hits(self, first, part=slice(None)) -> list[Hit]:
        """The first so many of each kind; of all of these together, in their order, a part."""
        if not self.keys:
            return []
        by_code = {kind.code: kind for kind in self.keys}
        rows = _union([self._told(kind)[: min(first, MOST)] for kind in self.keys], *ORDER)
        return [Hit(by_code[code], *rest) for code, *rest in rows[part]]

    def _list_of_keys(self, kind) -> tuple[str, tuple | tuple[int | str, ...]]:
        """SQL for the keys of those that match and that the person may see, the latest written first; its values."""
        rows = kind.rows(self.user)
        lists = [rows.filter(search=self.query)]
        if self.match == Match.ALL and (wish := wish_of(self.text, kind)):
            lists.append(_of_wish(rows, kind, wish))
        try:
            parts = [found.order_by("-pk").values("pk")[: MOST + 1].query.sql_with_params() for found in lists]
        except EmptyResultSet:  # Django knows without asking that the person may see none
            return "NULL", ()
        return " || ".join(f"ARRAY({sql})" for sql, _ in parts), tuple(chain(*(values for _, values in parts)))

    def _told(self, kind):
        """What a `Hit` tells of each, the best first."""
        keys = RawSQL("SELECT unnest(%s)", [self.keys[kind]])
        place = kind.place(self.user) if callable(kind.place) else kind.place
        columns = {
            "hit_code": Value(kind.code, CharField()),
            "hit_pk": F("pk"),
            "hit_rank": SearchRank(F("search"), self.query),
            "hit_at": Cast(kind.at or Value(None), DateTimeField()),
            "hit_sign": _text(kind.sign),
            "hit_title": _text(kind.title),
            "hit_title_en": _text(kind.title_en),
            "hit_about": _text(kind.about),
            "hit_about_en": _text(kind.about_en),
            "hit_texts": _list(kind.texts),
            "hit_texts_en": _list(kind.texts_en),
            "hit_place": _list(place),
        }
        rows = kind.rows(self.user).model._base_manager.filter(pk__in=keys).annotate(**columns)
        return rows.order_by(*ORDER).values_list(*columns)


def search_for(text, user, kinds) -> SearchResults:
    """What holds all words; where nothing does, all words of what was probably meant, else most of the words.

    `match` of the results says which. At most a handful of queries, whatever is typed."""
    exact = SearchResults(text, user, kinds)
    if exact.keys or not exact.text:
        return exact
    meant = exact.text
    for reading, mended in readings(exact.text):
        found = SearchResults(reading, user, kinds, match=Match.MENDED if mended else Match.ALL)
        if found.keys:
            return found
        meant = reading if meant == exact.text else meant
    words = [word for word in meant.split() if len(word) > 1][:MOST_WORDS]
    enough = {len(words) - 1, (len(words) + 1) // 2} if len(words) > 1 else set()
    for number in sorted(enough, reverse=True):
        query = reduce(or_, (FoldedQuery(" ".join(some)) for some in combinations(words, number)))
        found = SearchResults(meant, user, kinds, query=query, match=Match.MOST)
        if found.keys:
            return found
    return exact


def _of_wish(rows, kind, wish):
    """Rows of a kind that the query names, or of the year that it names."""
    if wish.rest:
        rows = rows.filter(search=FoldedQuery(wish.rest))
    else:  # no word bounds them: among the latest that were written
        latest = kind.rows(None).model._base_manager.order_by("-pk").values("pk")[:LATEST]
        rows = rows.filter(pk__in=latest)
    if wish.year:
        rows = rows.alias(wished_year=ExtractYear(Cast(kind.at, DateTimeField()))).filter(wished_year=wish.year)
    return rows


def _text(column) -> Coalesce:
    return Coalesce(Cast(column or Value(""), TextField()), Value(""), output_field=TextField())


def _list(columns) -> Func:
    parts = [Left(_text(column), READ) for column in columns]
    return Func(*parts, function="jsonb_build_array", output_field=JSONField())


def _union(queries, *order):
    """The rows of all these queries; a single one has its order already."""
    first, *others = queries
    return first.union(*others, all=True).order_by(*order) if others else first
