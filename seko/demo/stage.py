"""Whoever and whatever the demo is played with."""

from dataclasses import dataclass

from sectors.models import Seko
from seko.demo.days import Calendar
from seko.demo.files import data


@dataclass
class Stage:
    """The days, the organizations and people of the cast by key, and each organization's mandate by its id."""

    calendar: Calendar
    cast: dict
    users: dict
    mandates: dict

    def __post_init__(self):
        self.coordinator, self.officer = self.users["koordinator"], self.users["referent"]
        self.sekos = {seko.code: seko for seko in Seko.objects.all()}
        self.consortia = data("consortia")

    def consortium(self, code, on):
        """Mandates of the consortium that ran a SEKO on a day, the lead's first."""
        keys = self.consortia["now" if on >= self.calendar.term_from else "before"][code]
        return [self.mandates[self.cast[key].pk] for key in keys]
