"""Search and order inside PostgreSQL, whatever the script, case and diacritics; the functions are in `sql/`."""

import django_filters
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Func, TextField, Value
from django.db.models.functions import Coalesce
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


class JoinedWords(Func):
    """Texts one after another. `concat_ws` will not do: PostgreSQL refuses it in a generated column."""

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = TextField()


class SearchVectorOf(Func):
    """Folded and stemmed words of one or more text fields, for a generated column."""

    function = "seko_tsvector"
    output_field = SearchVectorField()

    def __init__(self, *fields, **extra):
        if extra.pop("joined", True) and not (len(fields) == 1 and isinstance(fields[0], JoinedWords)):
            fields = [JoinedWords(*(Coalesce(field, Value("")) for field in fields))]
        super().__init__(*fields, **extra)


class FoldedQuery(SearchQuery):
    """Every word must be found, the last one also as a beginning. Any input is a valid query."""

    SEARCH_TYPES = {"folded": "seko_tsquery"}

    def __init__(self, text):
        super().__init__(text, search_type="folded")


def matching(queryset, text, field="search"):
    """Rows in which all words of the text are found, in any script; all rows if the text is blank."""
    text = str(text or "").replace("\x00", " ").strip()[:LONGEST_QUERY]
    text = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is no UTF-8
    return queryset.filter(**{field: FoldedQuery(text)}) if text else queryset


def order_by_name(queryset):
    """Rows in the order of the visitor's alphabet: azbuka on Cyrillic pages, abeceda on others."""
    return queryset.order_by("azbuka" if get_language() in {"sr", None} else "abeceda", "pk")


class FoldedSearchFilter(SearchFilter):
    """API lists: `?search=` looks in the column `search` of the model, if it has one (or in `view.search_column`)."""

    search_description = _("Words to find, in any script, with or without diacritics.")

    def filter_queryset(self, request, queryset, view):
        column = self._column(view, queryset.model)
        text = request.query_params.get(self.search_param, "")
        return matching(queryset, text, field=column) if column else queryset

    def get_schema_operation_parameters(self, view):
        queryset = getattr(view, "queryset", None)
        if queryset is None or not self._column(view, queryset.model):
            return []
        return super().get_schema_operation_parameters(view)

    def _column(self, view, model):
        column = getattr(view, "search_column", "search")
        try:
            model._meta.get_field(column.split("__")[0])
        except FieldDoesNotExist:
            return None
        return column


class FoldedSearch(django_filters.CharFilter):
    """A filter for pages and API: `q = FoldedSearch()` looks in the column `search`."""

    def __init__(self, field_name="search", **extra):
        extra.setdefault("label", _("Search"))
        super().__init__(field_name=field_name, **extra)

    def filter(self, queryset, value):
        return matching(queryset, value, field=self.field_name)
