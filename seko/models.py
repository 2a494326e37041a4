"""The models of the frame, each at home in its group."""

from seko.discarded.models import Discarded
from seko.events.models import Delivery, Event
from seko.jobs.models import Job
from seko.scripts.models import Acronym

__all__ = ["Acronym", "Delivery", "Discarded", "Event", "Job"]
