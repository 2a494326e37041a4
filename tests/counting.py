"""The number of queries does not grow with the rows."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROWS = (1, 60)  # more than a page of any list
MOST_QUERIES = 12


def assert_flat(client, addresses, grow):
    """`grow(n)` adds n rows; each address (or the only one) answers one of them and many with the same few queries."""
    addresses = [addresses] if isinstance(addresses, str) else addresses
    assert_flat_for({"": client}, addresses, grow)


def assert_flat_for(clients, addresses, grow):
    """The same for several people at once, `{name: client}`: the rows are made once."""
    counts, there = {(name, address): [] for name in clients for address in addresses}, 0
    for rows in ROWS:
        grow(rows - there)
        there = rows
        for (name, address), numbers in counts.items():
            if rows == ROWS[0]:
                clients[name].get(address)  # content types and the like are read once for each process
            numbers.append(queries_again(clients[name], address))
    for place, numbers in counts.items():
        assert numbers == [numbers[0]] * len(ROWS), f"{place}: {numbers} queries for {ROWS} rows"
        assert numbers[0] <= MOST_QUERIES, f"{place}: {numbers[0]} queries"


def queries_of(client, address):
    """How many queries the address needs, once content types and the like are remembered."""
    client.get(address)
    return queries_again(client, address)


def queries_again(client, address):
    """How many queries the address needs, where it has been asked for before."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(queries)
