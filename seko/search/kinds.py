"""Which kinds of result there are. Each app names its own in `results.py`; the frame knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Expression
from django.utils.functional import Promise

SearchColumn = str | Expression

_kinds = {}


@dataclass(frozen=True)
class SearchKind:
    """One kind of result. What a hit tells are columns, or expressions, over a row of `rows(user)`.

    Texts in Serbian are shown in the visitor's script; those in English stay as they are."""

    code: str
    label: str | Promise  # of many
    position: int  # among the kinds on a page
    rows: Callable  # what a person may see: user -> queryset with the column `search`
    place: tuple[SearchColumn, ...] | Callable  # columns that make the address, or user -> these columns
    address: Callable  # the values of `place` -> the address of its page
    title: SearchColumn
    title_en: SearchColumn | None = None
    sign: SearchColumn | None = None  # a number or mark before the title
    about: SearchColumn | None = None  # what it belongs to
    about_en: SearchColumn | None = None
    at: SearchColumn | None = None  # by which the newest comes first
    texts: tuple[SearchColumn, ...] = ()
    texts_en: tuple[SearchColumn, ...] = ()


def register(*named) -> None:
    """Let these kinds be found."""
    for kind in named:
        _kinds[kind.code] = kind


def kinds() -> list[SearchKind]:
    """Every kind, in the order of the page."""
    return sorted(_kinds.values(), key=lambda kind: kind.position)


def kind_of(code) -> SearchKind | None:
    """The kind with this code, or None."""
    return _kinds.get(code)
