"""Who is told of what happens to a training in which they have a place, or wait for one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.trainings.actions import cancel_registration, cancel_training, change_training, hold_training
from seko.events.declarations import stale_reason
from seko.events.models import Event
from tests import factories as make
from tests.happened import told

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
THREE = ("lead", "member", "network")


@pytest.fixture
def training(cast):
    """Three people have a place, and one waits for one."""
    training = make.make_training(places=3, organizer=cast.office)
    for role in THREE:
        make.make_registration(training, cast.mandate(role))
    make.make_registration(training, cast.mandate("other_network"), status="waiting")
    return training


def told_of(cast, verb):
    """Once: there is one event with this verb."""
    return told(cast, Event.objects.get(verb=verb))


def test_whoever_waits_is_told_of_the_place_that_another_gave_back(cast, training):
    mine = training.registrations.get(mandate=cast.mandate("network"))

    cancel_registration(mine, by=cast.user("network"))

    assert told_of(cast, "training.place_given") == {"other_network"}
    assert told_of(cast, "training.registration_cancelled") == set()


def test_whose_registration_the_office_cancels_is_told(cast, training):
    theirs = training.registrations.get(mandate=cast.mandate("network"))

    cancel_registration(theirs, by=cast.user("coordinator"))

    assert told_of(cast, "training.registration_cancelled") == {"network"}
    assert told_of(cast, "training.place_given") == {"other_network"}


@pytest.mark.parametrize(
    ("change", "people"),
    [
        ({"place": "Ниш"}, {*THREE, "other_network"}),
        ({"starts_at": timezone.now() + 10 * DAY + HOUR}, {*THREE, "other_network"}),
        ({"ends_at": timezone.now() + 30 * DAY}, {*THREE, "other_network"}),
        ({"title": "Други наслов"}, set()),
    ],
    ids=lambda value: "-".join(sorted(value)),
)
def test_all_are_told_of_another_place_or_time(cast, training, change, people):
    change_training(training, by=cast.user("coordinator"), **change)

    assert told_of(cast, "training.changed") == people


def test_all_are_told_that_it_is_called_off_and_why(cast, training):
    cancel_training(training, by=cast.user("coordinator"), reason="Предавач је спречен.")

    assert told_of(cast, "training.cancelled") == {*THREE, "other_network"}
    assert Event.objects.get(verb="training.cancelled").facts["reason"] == "Предавач је спречен."


def test_of_what_was_called_off_or_has_begun_nothing_else_is_told(cast, training):
    change_training(training, by=cast.user("coordinator"), place="Ниш")
    changed = Event.objects.get()
    assert stale_reason(changed, training.starts_at - HOUR) is None
    assert stale_reason(changed, training.starts_at) == "term_passed"

    cancel_training(training, by=cast.user("coordinator"), reason="Предавач је спречен.")

    assert stale_reason(Event.objects.get(pk=changed.pk), timezone.now()) == "cancelled"


def test_whoever_gave_the_place_back_is_not_told_of_the_training_any_more(cast, training):
    cancel_registration(training.registrations.get(mandate=cast.mandate("lead")), by=cast.user("lead"))

    cancel_training(training, by=cast.user("coordinator"), reason="Предавач је спречен.")

    assert told_of(cast, "training.cancelled") == {"member", "network", "other_network"}


def test_nobody_is_told_that_it_took_place(cast, training):
    hold_training(training, by=cast.user("coordinator"), at=training.starts_at + DAY)

    assert told_of_none("training.held")


def told_of_none(verb):
    return Event.objects.get(verb=verb).distributed_at is not None
