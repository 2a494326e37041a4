"""The number of queries does not grow with the rows."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROWS = (1, 10, 100)
MOST_QUERIES = 12


def assert_flat(client, addresses, grow):
    """`grow(n)` adds n rows; each address (or the only one) answers 1, 10 and 100 of them with the same few queries."""
    addresses = [addresses] if isinstance(addresses, str) else addresses
    counts, there = {address: [] for address in addresses}, 0
    for rows in ROWS:
        grow(rows - there)
        there = rows
        for address in addresses:
            counts[address].append(queries_of(client, address))
    for address, numbers in counts.items():
        assert numbers == [numbers[0]] * len(ROWS), f"{address}: {numbers} queries for {ROWS} rows"
        assert numbers[0] <= MOST_QUERIES, f"{address}: {numbers[0]} queries"


def queries_of(client, address):
    """How many queries the address needs, once content types and the like are remembered."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(queries)
