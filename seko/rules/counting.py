"""Numbers of related rows, as expressions of a query."""

from django.db.models import Count, IntegerField, Subquery, Value
from django.db.models.functions import Coalesce


def number_of(rows, different=None) -> Coalesce:
    """How many of these rows there are, or how many different values a field of theirs has; 0 for none.

    `rows` may point at the outer query with OuterRef, so that only the rows of a page are counted."""
    counted = Count(different, distinct=True) if different else Count("pk")
    counts = rows.order_by().annotate(together=Value(1)).values("together").annotate(n=counted).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)
