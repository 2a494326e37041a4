"""Whatever is typed about trainings, groups and meetings ends in an answer, never in a crash."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from consultations.groups.actions import (
    add_decision,
    cancel_meeting,
    change_meeting,
    create_working_group,
    record_attendance,
    schedule_meeting,
    write_minutes,
)
from consultations.models import Meeting, Training
from consultations.trainings.actions import cancel_training, change_training, create_training
from seko.events.models import Event
from tests import factories as make

DAY = timedelta(days=1)
NOT_STORABLE = ["нула\x00бајт", "пола \ud83d знака"]


def attempts(cast, text):
    """Every action that takes words, with these words."""
    by = {"by": cast.coordinator}
    starts_at = timezone.now() + 10 * DAY
    dates = {"starts_at": starts_at, "ends_at": starts_at + DAY}
    group = make.make_working_group()
    planned = make.make_meeting(group)
    begun = make.make_meeting(group, starts_at=timezone.now() - timedelta(hours=1))
    training = make.make_training()
    term = {"places": 5, "registration_closes_at": starts_at, "organizer": cast.office, **dates}
    return [
        lambda: create_working_group(name=text, areas=[cast.seko.areas.get()], **by),
        lambda: schedule_meeting(group, title=text, **dates, **by),
        lambda: schedule_meeting(group, title="Састанак", agenda=["Прва", text], **dates, **by),
        lambda: change_meeting(planned, place=text, **by),
        lambda: cancel_meeting(planned, reason=text, **by),
        lambda: record_attendance(begun, seat=make.make_seat(group), presence="substitute", substitute_name=text, **by),
        lambda: write_minutes(begun, minutes=text, **by),
        lambda: add_decision(begun, text=text, **by),
        lambda: create_training(title=text, **term, **by),
        lambda: change_training(training, text=text, **by),
        lambda: cancel_training(training, reason=text, **by),
    ]


@pytest.mark.parametrize("text", NOT_STORABLE)
def test_characters_that_cannot_be_stored_are_refused(cast, text):
    for attempt in attempts(cast, text):
        with pytest.raises(ValidationError) as caught:
            attempt()
        assert "not_storable" in str(caught.value.__dict__) or "agenda" in caught.value.message_dict

    assert not Event.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 300, "<script>", "💩", "'; --", "%s {0}"])
def test_any_words_are_stored_or_refused(cast, text):
    for attempt in attempts(cast, text):
        try:
            attempt()
        except ValidationError as refusal:
            assert refusal.messages


def test_a_missing_moment_is_refused_beside_its_field(cast):
    group, training = make.make_working_group(), make.make_training()
    moment = timezone.now() + DAY

    for attempt, field in [
        (lambda: schedule_meeting(group, by=cast.coordinator, title="А", starts_at=moment, ends_at=None), "ends_at"),
        (lambda: schedule_meeting(group, by=cast.coordinator, title="А", starts_at=None, ends_at=moment), "starts_at"),
        (lambda: change_meeting(make.make_meeting(group), by=cast.coordinator, starts_at=None), "starts_at"),
        (lambda: change_training(training, by=cast.coordinator, starts_at=None), "starts_at"),
    ]:
        with pytest.raises(ValidationError) as caught:
            attempt()
        assert list(caught.value.message_dict) == [field]

    assert Meeting.objects.count() == 1
    assert Training.objects.get().starts_at == training.starts_at
