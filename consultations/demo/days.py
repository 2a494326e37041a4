"""The days of the demo, counted from the day on which it is loaded."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

MONDAY, FRIDAY = 0, 4
OLDEST = 200  # days: nothing but calls, mandates and the consortium before lies further back


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

    @property
    def term_from(self):
        """The consortia run for two years from a first of January that all of the loop comes after."""
        return date(self.day(-OLDEST).year, 1, 1)

    @property
    def term_to(self):
        return date(self.term_from.year + 2, 1, 1)

    @property
    def mandates_from(self):
        return date(self.term_from.year - 1, 1, 1)
