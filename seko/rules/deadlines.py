"""Deadlines: until when, and what is left, on the clocks of Belgrade.

A term runs up to its moment and not beyond: at 17:00:00 it is over. A term that is only a day runs to its midnight.
Days are counted on the clock on the wall, so that a change of summer time makes no day longer or shorter; less than a
day is counted in real hours. What is left is rounded down, what is late is rounded up: a day that has begun counts.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone

from seko.rules.working_days import working_days_between

BELGRADE = ZoneInfo("Europe/Belgrade")
DAY = timedelta(days=1)
MORNING = time(8)  # when people are told of a term that is only a day


def is_day(due) -> bool:
    """A term that is a day, without a time."""
    return not isinstance(due, datetime)


def end_of(due) -> datetime:
    """The moment at which a term is over: a day is over at its midnight."""
    return at_wall(datetime.combine(due + DAY, time())) if is_day(due) else due.astimezone(UTC)


def wall(moment) -> datetime:
    """What the clocks of Belgrade show at a moment."""
    return moment.astimezone(BELGRADE).replace(tzinfo=None)


def at_wall(shown) -> datetime:
    """The moment at which the clocks of Belgrade show this; the first of the two in the hour that comes twice."""
    return shown.replace(tzinfo=BELGRADE).astimezone(UTC)


def days_between(start, end) -> int:
    """Whole days from one moment to another on the wall's clock; never less than none."""
    return max((wall(end) - wall(start)) // DAY, 0)


def days_late(due, at) -> int:
    """Days that have begun since a term was over; none while it runs."""
    end = end_of(due)
    return 0 if at < end else max((wall(at) - wall(end)) // DAY, 0) + 1


def days_before(due, days) -> datetime:
    """The moment so many days before the end of a term, at the same time of day; of a day, in its morning."""
    shown = datetime.combine(due, MORNING) if is_day(due) else wall(due)
    return at_wall(shown - days * DAY)


class Left(NamedTuple):
    """What is left of a term: of the first three only the greatest that is not none counts."""

    days: int
    hours: int
    minutes: int
    working_days: int  # from tomorrow up to the last day of the term, whatever the hour


def left_of(due, at=None) -> Left | None:
    """What is left of a term, or None if it is over."""
    at, end = (at or timezone.now()).astimezone(UTC), end_of(due)
    if at >= end:
        return None
    minutes = (end - at) // timedelta(minutes=1)
    days, last = days_between(at, end), day_of(due)
    return Left(days, minutes // 60, minutes, working_days_between(wall(at).date(), last))


def day_of(due) -> date:
    """The last day of a term in Belgrade: midnight belongs to the day before."""
    return due if is_day(due) else (wall(due) - timedelta(microseconds=1)).date()
