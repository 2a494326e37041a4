"""Several connections at once: each act runs in a thread with a connection of its own."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from threading import Barrier, Event

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from tests.refusals import codes_of
from tests.waiting import wait_for

DONE = "done"
LONGEST_WAIT = 10  # seconds for a lock; then the test fails with the database's own words


def several(test):
    """The same race several times over, each time with rows of its own."""

    @wraps(test)
    def run(*fixtures, **more):
        for _ in range(3):
            test(*fixtures, **more)

    return run


def one_of(outcomes, refusal):
    """One came through, the other got the refusal."""
    return Counter(outcomes) == Counter([DONE, refusal])


def race(*acts):
    """All acts begin at the same moment; says of each in order what became of it."""
    start = Barrier(len(acts), timeout=LONGEST_WAIT)

    def run(act):
        start.wait()
        act()

    return _each(*((lambda act=act: run(act)) for act in acts))


def crossing(*writes):
    """Each writes and is checked in a transaction of its own; they commit when all are through or wait for one another.

    Where a rule takes no lock, each is checked without seeing the other, and both come through.
    """
    start, taking_part, through = Barrier(len(writes), timeout=LONGEST_WAIT), set(), set()

    def run(write):
        me = _process()
        taking_part.add(me)
        start.wait()
        try:
            with transaction.atomic():
                write()
                connection.check_constraints()
                through.add(me)
                _until(lambda: _wait_for_a_lock(taking_part - through))
        finally:
            through.add(me)

    return _each(*((lambda write=write: run(write)) for write in writes))


def behind(first, second):
    """The second begins when the first has written, and the first commits when the second is over or waits for it."""
    written, over, following = Event(), Event(), set()

    def run_first():
        try:
            with transaction.atomic():
                first()
                written.set()
                _until(lambda: over.is_set() or (following and _wait_for_a_lock(following)))
        finally:
            written.set()

    def run_second():
        written.wait(LONGEST_WAIT)
        following.add(_process())
        try:
            with transaction.atomic():
                second()
        finally:
            over.set()

    return _each(run_first, run_second)


def _process():
    """The process in which the database serves this thread."""
    return connection.connection.info.backend_pid


def _wait_for_a_lock(processes):
    """Each of them is held up by another; nobody at all is held up as well."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM unnest(%s::int[]) AS pid WHERE pg_blocking_pids(pid) = '{}'", [list(processes)]
        )
        return cursor.fetchone() == (0,)


def _until(condition):
    if not wait_for(condition, LONGEST_WAIT, between=0.001):
        raise TimeoutError("The others neither came through nor waited for a lock.")


def _each(*acts):
    with ThreadPoolExecutor(len(acts)) as threads:
        return [future.result() for future in [threads.submit(_outcome, act) for act in acts]]


def _outcome(act):
    """`done`, the code of the refusal, or the name of the rule. Anything else is a failure of the test."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{LONGEST_WAIT}s'")
        act()
    except ValidationError as refusal:
        [code] = codes_of(refusal)
        return code
    except PermissionDenied:
        return "denied"
    except IntegrityError as refusal:
        return refusal.__cause__.diag.constraint_name
    finally:
        connection.close()
    return DONE
