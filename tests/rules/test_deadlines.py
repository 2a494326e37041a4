"""What is left of a term, to the second and across both changes of summer time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from seko.rules.deadlines import days_before, days_late, end_of, left_of
from seko.rules.templatetags import time_left_in_words

SECOND = timedelta(seconds=1)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


FRIDAY = utc(2027, 3, 5, 16)  # 17:00 in Belgrade


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(days=7), "7 days left (5 working days)"),
        (timedelta(days=7) - SECOND, "6 days left (5 working days)"),
        (timedelta(days=1), "1 day left (1 working day)"),
        (timedelta(days=1) - SECOND, "23 hours left"),
        (timedelta(hours=1), "1 hour left"),
        (timedelta(hours=1) - SECOND, "59 minutes left"),
        (timedelta(minutes=1), "1 minute left"),
        (SECOND, "less than a minute left"),
        (timedelta(0), ""),
        (-SECOND, ""),
    ],
)
def test_what_is_left_is_rounded_down_to_the_second(before, words):
    with translation.override("en"):
        assert time_left_in_words(FRIDAY, FRIDAY - before) == words


def test_two_days_without_a_working_day():
    with translation.override("en"):
        assert time_left_in_words(utc(2027, 3, 7, 16), utc(2027, 3, 5, 16)) == "2 days left (no working days)"


# Summer time begins on 28 March 2027 and ends on 31 October 2027, both at 01:00 UTC.
@pytest.mark.parametrize(
    ("now", "end", "left"),
    [
        # spring: 17:00 to 17:00 is a day on the wall, though only 23 hours
        (utc(2027, 3, 27, 16), utc(2027, 3, 28, 15), (1, 23)),
        (utc(2027, 3, 27, 16, 0, 1), utc(2027, 3, 28, 15), (0, 22)),
        (utc(2027, 3, 21, 16), utc(2027, 3, 28, 15), (7, 167)),
        # autumn: 17:00 to 16:59 is no day on the wall, though 24 hours and more
        (utc(2027, 10, 30, 15), utc(2027, 10, 31, 15, 59), (0, 24)),
        (utc(2027, 10, 30, 15), utc(2027, 10, 31, 16), (1, 25)),
        # the hour that comes twice: 02:30 summer time to 02:15 winter time
        (utc(2027, 10, 31, 0, 30), utc(2027, 10, 31, 1, 15), (0, 0)),
    ],
)
def test_days_are_those_of_the_wall_and_hours_are_real(now, end, left):
    assert left_of(end, now)[:2] == left


def test_a_term_in_belgrades_own_time_is_the_same_term():
    from zoneinfo import ZoneInfo

    belgrade = ZoneInfo("Europe/Belgrade")
    now, end = datetime(2027, 10, 31, 2, 30, tzinfo=belgrade), datetime(2027, 10, 31, 2, 15, fold=1, tzinfo=belgrade)

    assert left_of(end, now).minutes == 45
    assert left_of(now, end) is None


@pytest.mark.parametrize(
    ("day", "midnight"),
    [
        (date(2027, 3, 27), utc(2027, 3, 27, 23)),
        (date(2027, 3, 28), utc(2027, 3, 28, 22)),
        (date(2027, 10, 31), utc(2027, 10, 31, 23)),
    ],
)
def test_a_term_that_is_a_day_runs_to_its_midnight_in_belgrade(day, midnight):
    assert end_of(day) == midnight
    assert left_of(day, midnight - SECOND).minutes == 0
    assert left_of(day, midnight) is None


@pytest.mark.parametrize(
    ("due", "days", "moment"),
    [
        (utc(2027, 3, 29, 15), 7, utc(2027, 3, 22, 16)),  # 17:00 on both days
        (utc(2027, 11, 1, 16), 1, utc(2027, 10, 31, 16)),
        (utc(2027, 11, 1, 16), 3, utc(2027, 10, 29, 15)),
        (date(2027, 3, 29), 1, utc(2027, 3, 28, 6)),  # a day: in the morning
    ],
)
def test_days_before_a_term_are_counted_on_the_wall(due, days, moment):
    assert days_before(due, days) == moment


@pytest.mark.parametrize(
    ("after", "late"),
    [
        (-SECOND, 0),
        (timedelta(0), 1),
        (timedelta(days=1) - SECOND, 1),
        (timedelta(days=1), 2),
    ],
)
def test_each_day_that_has_begun_is_late(after, late):
    assert days_late(FRIDAY, FRIDAY + after) == late
