"""What something costs: processor time of this process, told and compared with itself, and queries, which are counted.

Nothing here asserts a time: how quick a machine is and what else it does is no property of the portal."""

from time import process_time
from typing import NamedTuple

from django.db import connection
from django.test.utils import CaptureQueriesContext

TIMES = 10
MOST_TIMES = 12  # as dear, at most, is ten times as much
TURNS = 3  # of which the cheapest counts: the first also loads code, and a collection of garbage may fall into one

told = []  # the rows of the table at the end


class Cost(NamedTuple):
    seconds: float
    queries: int


def cost_of(act, *, turns=TURNS):
    """The least of a few turns; `act` must be able to run again."""
    costs = []
    for __ in range(turns):
        with CaptureQueriesContext(connection) as queries:
            begun = process_time()
            act()
            spent = process_time() - begun
        costs.append(Cost(spent, len(queries)))
    return min(costs)


def tell(name, few, many, most=MOST_TIMES):
    told.append((name, few, many, most))


def assert_grows_evenly(name, act_on, small, *, most_queries_more=0, turns=TURNS):
    """Ten times as much costs at most about ten times as much. `act_on(amount)` makes the act for an amount."""
    few, many = (cost_of(act_on(amount), turns=turns) for amount in (small, TIMES * small))
    tell(name, few, many)

    assert many.queries - few.queries <= most_queries_more, (name, few, many)
    assert many.seconds / few.seconds <= MOST_TIMES, (name, few, many)
