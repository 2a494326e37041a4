"""What something costs: processor time of this process, told and compared with itself, and queries, which are counted.

Nothing here asserts a time: how quick a machine is and what else it does is no property of the portal."""

from math import ceil
from time import process_time
from typing import NamedTuple

from django.db import connection
from django.test.utils import CaptureQueriesContext

TIMES = 10
MOST_TIMES = 12  # as dear, at most, is ten times as much
TURNS = 3  # of which the cheapest counts: the first also loads code, and a collection of garbage may fall into one
COMPARABLE = 0.05  # seconds: what is over sooner is done again and again, for the clock is coarse

told = []  # the rows of the table at the end


class Cost(NamedTuple):
    spent: float  # seconds
    queries: int


def cost_of(act, *, turns=TURNS):
    """The least of a few turns; `act` must be able to run again, unless it has one turn."""
    costs, again = [], 1
    for __ in range(turns):
        with CaptureQueriesContext(connection) as queries:
            begun = process_time()
            for _ in range(again):
                act()
            spent = (process_time() - begun) / again
        costs.append(Cost(spent, len(queries) // again))
        again = max(again, ceil(COMPARABLE / spent))
    return min(costs)


def tell(name, few, many=None):
    told.append((name, few, many))


def assert_grows_evenly(name, act_on, small, *, most_queries_more=0, turns=TURNS):
    """Ten times as much costs at most about ten times as much. `act_on(amount)` makes the act for an amount."""
    few, many = (cost_of(act_on(amount), turns=turns) for amount in (small, TIMES * small))
    tell(name, few, many)

    assert many.queries - few.queries <= most_queries_more, (name, few, many)
    assert many.spent / few.spent <= MOST_TIMES, (name, few, many)
