"""Search and order inside PostgreSQL, whatever the script, case and diacritics; the functions are in `sql/`."""

import django_filters
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Func, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Collate, NullIf
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework.filters import SearchFilter

LONGEST_QUERY = 500  # characters; what follows is not looked at


class Fold(Func):
    """Text as plain lower-case ASCII letters: script, case, diacritics and look-alikes no longer differ."""

    function = "seko_fold"
    arity = 1
    output_field = TextField()


class Azbuka(Func):
    """Sort key in the order of the Serbian Cyrillic alphabet; compare it with collation "C"."""

    function = "seko_azbuka"
    arity = 1
    output_field = TextField()


class Abeceda(Func):
    """Sort key in the order of the Serbian Latin alphabet; compare it with collation "C"."""

    function = "seko_abeceda"
    arity = 1
    output_field = TextField()


class Alphabet(Func):
    """Sort key in the order of the English alphabet: the English name, else the name in Latin without diacritics."""

    function = "seko_words"
    output_field = TextField()

    def __init__(self, english, name, **extra) -> None:
        super().__init__(Coalesce(NullIf(english, Value("")), name), **extra)


class JoinedWords(Func):
    """Texts one after another. `concat_ws` will not do: PostgreSQL refuses it in a generated column."""

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = TextField()


class SearchVectorOf(Func):
    """Folded and stemmed words of one or more text fields, for a generated column."""

    function = "seko_tsvector"
    output_field = SearchVectorField()

    def __init__(self, *fields, **extra) -> None:
        if extra.pop("joined", True) and not (len(fields) == 1 and isinstance(fields[0], JoinedWords)):
            fields = [JoinedWords(*(Coalesce(field, Value("")) for field in fields))]
        super().__init__(*fields, **extra)


class WeightOfTitles(Func):
    """Words that `ts_rank` counts ten times as much as others."""

    function = "setweight"
    template = "%(function)s(%(expressions)s, 'A')"
    output_field = SearchVectorField()


class WeighedVectorOf(Func):
    """The same as `SearchVectorOf`, in which the words of titles weigh more than those of texts."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = SearchVectorField()

    def __init__(self, *, titles, texts, **extra) -> None:
        super().__init__(WeightOfTitles(SearchVectorOf(*titles)), SearchVectorOf(*texts), **extra)


class WithoutSearchColumn(models.Manager):
    """Rows of long texts without the column `search`, which only the database reads."""

    def get_queryset(self):
        return super().get_queryset().defer("search")


class FoldedQuery(SearchQuery):
    """Every word must be found, the last one also as a beginning. Any input is a valid query."""

    SEARCH_TYPES = {"folded": "seko_tsquery"}

    def __init__(self, text) -> None:
        super().__init__(text, search_type="folded")


def cleaned_query(text) -> str:
    """What a visitor typed, as far as it is looked at and PostgreSQL can read it."""
    text = str(text or "").replace("\x00", " ").strip()[:LONGEST_QUERY]
    return text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is no UTF-8


def matching(queryset, text, field="search"):
    """Rows in which all words of the text are found, in any script; all rows if the text is blank."""
    text = cleaned_query(text)
    return queryset.filter(**{field: FoldedQuery(text)}) if text else queryset


def with_alphabets(queryset, name="name") -> QuerySet:
    """With the keys by which `order_by_name` sorts, for models that do not keep them as columns."""
    keys = {"azbuka": Azbuka(name), "abeceda": Abeceda(name), "alphabet": Alphabet(f"{name}_en", name)}
    return queryset.annotate(**{alphabet: Collate(key, "C") for alphabet, key in keys.items()})


def alphabet_of_visitor() -> str:
    """The sort key of the names that the visitor reads: `azbuka`, `abeceda`, or `alphabet` on English pages."""
    return {"sr-latn": "abeceda", "en": "alphabet"}.get(get_language(), "azbuka")


def order_by_name(queryset) -> QuerySet:
    """Rows in the order of the visitor's alphabet."""
    return queryset.order_by(alphabet_of_visitor(), "pk")


class FoldedSearchFilter(SearchFilter):
    """API lists: `?search=` looks in the column `search` of the model, if it has one (or in `view.search_column`)."""

    search_description = _("Words to find, in any script, with or without diacritics.")

    def filter_queryset(self, request, queryset, view):
        column = self._column(view, queryset.model)
        text = request.query_params.get(self.search_param, "")
        return matching(queryset, text, field=column) if column else queryset

    def get_schema_operation_parameters(self, view) -> list[dict[str, bool | dict[str, str] | str]]:
        queryset = getattr(view, "queryset", None)
        if queryset is None or not self._column(view, queryset.model):
            return []
        return super().get_schema_operation_parameters(view)

    def _column(self, view, model) -> str | None:
        column = getattr(view, "search_column", "search")
        try:
            model._meta.get_field(column.split("__")[0])
        except FieldDoesNotExist:
            return None
        return column


class FoldedSearch(django_filters.CharFilter):
    """A filter for pages and API: `q = FoldedSearch()` looks in the column `search`."""

    def __init__(self, field_name="search", **extra) -> None:
        extra.setdefault("label", _("Search"))
        super().__init__(field_name=field_name, **extra)

    def filter(self, queryset, value):
        return matching(queryset, value, field=self.field_name)
