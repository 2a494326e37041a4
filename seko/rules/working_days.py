"""Working days in Serbia: Monday to Friday without the public holidays.

Source: Law on State and Other Holidays (Official Gazette 43/01, 101/07, 92/11): New Year on 1 and 2 January, Statehood
Day on 15 and 16 February, Labour Day on 1 and 2 May, Armistice Day on 11 November; Orthodox Christmas on 7 January and
Orthodox Easter from Good Friday to its second day. Where a state holiday falls on a Sunday, the next working day is
free (Article 3a); a religious holiday carries nothing over. The days come from the `holidays` package.

Limits: the list is today's law for every year (before 2012 it was another); days that a person may take for their own
faith (slava, Yom Kippur, Bayram, other Christmases), days of mourning and days that the Government moves by a decision
of one year are working days here.
"""

from datetime import date, timedelta
from functools import cache

from holidays.countries.serbia import Serbia

DAY = timedelta(days=1)
SATURDAY = 5


@cache
def holidays_of(year, language="sr") -> dict[date, str]:
    """{day: its name} of a year, those carried over from a Sunday among them; in Serbian, Cyrillic, or in `en_US`."""
    return {day: name for day, name in Serbia(years=year, language=language).items() if day.year == year}


def holiday_on(day, language="sr") -> str:
    """The name of the holiday on this day, or nothing."""
    return holidays_of(day.year, language).get(day, "")


def is_working_day(day) -> bool:
    """Neither Saturday, Sunday nor a public holiday."""
    return day.weekday() < SATURDAY and day not in holidays_of(day.year)


def next_working_day(day) -> date:
    """The day itself if it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += DAY
    return day


def working_days_between(start, end) -> int:
    """Working days after `start` up to and with `end`; none where `end` is not later.

    Whole weeks are counted, not walked: a term may lie years ahead."""
    if end <= start:
        return 0
    weeks, rest = divmod((end - start).days, 7)
    tail = sum((end - n * DAY).weekday() < SATURDAY for n in range(rest))
    free = (day for year in range(start.year, end.year + 1) for day in holidays_of(year))
    return weeks * 5 + tail - sum(start < day <= end and day.weekday() < SATURDAY for day in free)
