"""The number of queries does not grow with the rows."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROWS = (1, 10, 100)
MOST_QUERIES = 12


def assert_flat(client, address, grow):
    """`grow(n)` adds n rows; the address answers 1, 10 and 100 of them with the same few queries."""
    counts, there = [], 0
    for rows in ROWS:
        grow(rows - there)
        there = rows
        client.get(address)  # content types and the like are remembered after the first time
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
            getattr(response, "render", response.getvalue)()
        assert response.status_code == 200
        counts.append(len(queries))
    assert counts == [counts[0]] * len(ROWS), f"{address}: {counts} queries for {ROWS} rows"
    assert counts[0] <= MOST_QUERIES, f"{address}: {counts[0]} queries"
