"""Working days of Serbia, against the calendar on the wall and a walk day by day."""

from datetime import date, timedelta

import pytest

from seko.rules.working_days import holiday_on, is_working_day, next_working_day, working_days_between

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("year", "free"),
    [
        # Orthodox Easter and Labour Day meet in 2021 and 2027; Sunday carries over, past the second day of a holiday.
        (2021, "1-1 1-2 1-7 2-15 2-16 4-30 5-1 5-2 5-3 5-4 11-11"),
        (2023, "1-1 1-2 1-3 1-7 2-15 2-16 4-14 4-15 4-16 4-17 5-1 5-2 11-11"),
        (2025, "1-1 1-2 1-7 2-15 2-16 2-17 4-18 4-19 4-20 4-21 5-1 5-2 11-11"),
        (2026, "1-1 1-2 1-7 2-15 2-16 2-17 4-10 4-11 4-12 4-13 5-1 5-2 11-11"),
        (2029, "1-1 1-2 1-7 2-15 2-16 4-6 4-7 4-8 4-9 5-1 5-2 11-11 11-12"),
    ],
)
def test_the_free_days_of_a_year_are_those_of_the_law(year, free):
    days = [date(year, 1, 1) + n * DAY for n in range(365)]

    assert [f"{day.month}-{day.day}" for day in days if holiday_on(day)] == free.split()


def test_christmas_on_a_sunday_carries_nothing_over():
    assert holiday_on(date(2029, 1, 7)) == "Божић"
    assert is_working_day(date(2029, 1, 8))


@pytest.mark.parametrize(
    ("day", "next_one"),
    [
        ((2027, 3, 5), (2027, 3, 5)),  # a plain Friday
        ((2027, 3, 6), (2027, 3, 8)),  # a Saturday
        ((2027, 4, 30), (2027, 5, 5)),  # Good Friday, Easter, and Labour Day carried over
        ((2026, 2, 14), (2026, 2, 18)),  # Saturday before Statehood Day that falls on a Sunday
        ((2021, 12, 31), (2021, 12, 31)),
        ((2022, 1, 1), (2022, 1, 4)),
    ],
)
def test_a_term_that_ends_on_a_free_day_is_proposed_for_the_next_working_day(day, next_one):
    assert next_working_day(date(*day)) == date(*next_one)


@pytest.mark.parametrize("start", [date(2026, 12, 28), date(2027, 4, 24), date(2027, 2, 12)])
def test_working_days_are_counted_as_one_walks_them(start):
    for length in range(-2, 45):
        end = start + length * DAY
        walked = sum(is_working_day(start + n * DAY) for n in range(1, length + 1))
        assert working_days_between(start, end) == walked, (start, end)


def test_years_are_counted_without_walking_them():
    assert working_days_between(date(2026, 1, 1), date(2200, 1, 1)) > 40_000
