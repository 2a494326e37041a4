"""The days of the demo, counted from the day on which it is loaded."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

MONDAY, FRIDAY = 0, 4
OLDEST = 200  # days: what is told by hand lies in the term of today's consortia
HISTORY = 800  # days: every round lies in that term or in the one before


class Calendar:
    """Moments in Belgrade, told as days before or after the load."""

    def __init__(self, now=None):
        self.today = timezone.localtime(now).date()

    def day(self, days):
        return self.today + timedelta(days=days)

    def at(self, days, hour=10, minute=0):
        """The moment, `days` after the load (before it, if negative)."""
        return timezone.make_aware(datetime.combine(self.day(days), time(hour, minute)))

    def workday_at(self, days, hour=10):
        """The same on a working day: of a weekend that is over the Friday before, of another the Monday after."""
        weekday = self.day(days).weekday()
        if weekday > FRIDAY:
            days += FRIDAY - weekday if days < 0 else MONDAY + 7 - weekday
        return self.at(days, hour)

    def this_year(self, days):
        """The day, or the end of this year that lies nearest to it."""
        first, last = date(self.today.year, 1, 1), date(self.today.year, 12, 31)
        return min(max(self.day(days), first), last)

    @property
    def term_from(self):
        """The consortia run for two years from a first of January that all that is told by hand comes after."""
        return date(self.day(-OLDEST).year, 1, 1)

    @property
    def term_to(self):
        return date(self.term_from.year + 2, 1, 1)

    @property
    def term_before_from(self):
        """The consortia before them ran for two years as well."""
        return date(self.term_from.year - 2, 1, 1)

    @property
    def mandates_from(self):
        return date(self.term_from.year - 3, 1, 1)
