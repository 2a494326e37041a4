"""One thing that waits for somebody."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone


@dataclass(frozen=True)
class Task:
    """What to do (`label`), about what (`subject`, whose `title` is shown), where, and until when."""

    label: str
    subject: object
    url: str
    icon: str
    due: datetime | None = None
    note: str = ""

    @property
    def is_late(self):
        """Its time is over."""
        return self.due is not None and self.due <= timezone.now()
