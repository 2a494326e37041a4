"""Trainings of the demo: one held, one full with a waiting list, one with places left."""

from datetime import timedelta

from consultations.models import Registration, Training
from sectors.models import Seko
from seko.demo.files import data
from seko.demo.people import mandate_of
from seko.rules.errors import database_refusals

LEAD_TIME = 30  # days: registration begins so long before the training


def load_trainings(stage):
    """Where no organization of the demo organizes, the Office does."""
    for facts in data("trainings"):
        organizer = stage.cast[facts["organizer"]] if facts["organizer"] else mandate_of(stage.coordinator).organization
        starts_at = stage.calendar.workday_at(facts["day"])
        with database_refusals(Training, Registration):
            training = Training.objects.create(
                slug=facts["slug"],
                title=facts["title"],
                title_en=facts["title_en"],
                text=facts["text"],
                organizer=organizer,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=facts["hours"]),
                registration_closes_at=starts_at - timedelta(days=facts["closes"]),
                place=facts["place"],
                places=facts["places"],
                status=facts["status"],
                is_demo=True,
            )
            training.sekos.set(Seko.objects.filter(code__in=facts["sekos"]))
            _register(stage, training, facts)


def _register(stage, training, facts):
    first = min(training.starts_at - timedelta(days=LEAD_TIME), stage.calendar.at(-1, 9))
    parts = [(status, key) for status in Registration.Status.values for key in facts.get(status, [])]
    Registration.objects.bulk_create(
        Registration(
            training=training,
            organization=stage.cast[key],
            mandate=mandate_of(stage.users[key]),
            status=status,
            registered_at=first + timedelta(hours=number),
        )
        for number, (status, key) in enumerate(parts)
    )
