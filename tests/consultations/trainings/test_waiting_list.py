"""The waiting list of a training: who moves up, until when, and in which order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.models import Registration, Training
from consultations.trainings.actions import cancel_registration, change_places, register
from organizations.models import Organization, Representation, User
from seko.rules.validity import today
from tests import factories as make
from tests.refusals import refused

DAY, TICK = timedelta(days=1), timedelta(microseconds=1)


@pytest.fixture
def training(cast):
    """One place, taken; two wait."""
    training = make.make_training(places=1, organizer=cast.office)
    for who in ("network", "member", "lead"):
        make.make_registration(training, cast.mandate(who), status="confirmed" if who == "network" else "waiting")
    return training


def states(training):
    return list(training.registrations.order_by("pk").values_list("status", flat=True))


@pytest.mark.parametrize(
    ("before_the_start", "moved_up"), [(DAY, True), (TICK, True), (timedelta(0), False), (-DAY, False)]
)
def test_new_places_go_to_the_waiting_list_until_the_training_begins_and_not_from_then_on(
    cast, training, before_the_start, moved_up
):
    change_places(training, by=cast.coordinator, places=2, at=training.starts_at - before_the_start)

    assert states(training) == ["confirmed", "confirmed" if moved_up else "waiting", "waiting"]


@pytest.mark.parametrize("before_the_start", [TICK, timedelta(0)])
def test_a_place_is_given_back_until_the_training_begins(cast, training, before_the_start):
    registration, at = training.registrations.get(status="confirmed"), training.starts_at - before_the_start

    if before_the_start:
        cancel_registration(registration, by=cast.network, at=at)
        assert states(training) == ["cancelled", "confirmed", "waiting"]
        return
    with refused("training_begun"):
        cancel_registration(registration, by=cast.network, at=at)


@pytest.mark.parametrize("status", ["draft", "announced"])
def test_a_draft_gives_no_places(cast, training, status):
    Training.objects.filter(pk=training.pk).update(status=status)

    change_places(training, by=cast.coordinator, places=3)

    assert states(training) == ["confirmed", *(["confirmed"] * 2 if status == "announced" else ["waiting"] * 2)]


@pytest.mark.parametrize("places", [1, 2, 3, 4])
def test_as_many_move_up_as_there_are_places(cast, training, places):
    change_places(training, by=cast.coordinator, places=places)

    confirmed = min(places, 3)
    assert states(training) == ["confirmed"] * confirmed + ["waiting"] * (3 - confirmed)


def close_account(mandate):
    User.objects.filter(pk=mandate.user_id).update(is_active=False)


def suspend(mandate):
    Organization.objects.filter(pk=mandate.organization_id).update(status="suspended", status_reason="Разлог.")


def end_today(mandate):
    Representation.objects.filter(pk=mandate.pk).update(valid_to=today())


def end_tomorrow(mandate):
    Representation.objects.filter(pk=mandate.pk).update(valid_to=today() + DAY)


@pytest.mark.parametrize(
    ("loses", "passed_over"), [(close_account, True), (suspend, True), (end_today, True), (end_tomorrow, False)]
)
def test_nobody_moves_up_whose_account_is_closed_whose_organization_is_out_or_whose_mandate_is_over(
    cast, training, loses, passed_over
):
    first, second = training.registrations.filter(status="waiting").order_by("pk")
    loses(first.mandate)

    assert list(training.registrations.next_in_line()) == ([second] if passed_over else [first, second])
    assert second.turn() == (1 if passed_over else 2)
    change_places(training, by=cast.coordinator, places=2)
    assert states(training)[1:] == (["waiting", "confirmed"] if passed_over else ["confirmed", "waiting"])


def test_a_mandate_is_judged_on_the_day_of_the_act(cast, training):
    first = training.registrations.filter(status="waiting").order_by("pk").first()
    end_tomorrow(first.mandate)

    change_places(training, by=cast.coordinator, places=2, at=timezone.now() + DAY)

    assert states(training) == ["confirmed", "waiting", "confirmed"]


def test_who_came_at_the_same_moment_waits_in_the_order_of_the_list(cast, training):
    Registration.objects.update(registered_at=timezone.now())
    first, second = training.registrations.filter(status="waiting").order_by("pk")

    assert (first.turn(), second.turn(), training.registrations.get(status="confirmed").turn()) == (1, 2, None)

    Registration.objects.filter(pk=first.pk).update(registered_at=timezone.now() + TICK)
    first.refresh_from_db()
    assert (first.turn(), second.turn()) == (2, 1)


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_the_last_place_is_still_a_place(cast, taken):
    training = make.make_training(places=2, organizer=cast.office)
    for _ in range(taken):
        make.make_registration(training)

    assert register(training, by=cast.network).status == ("confirmed" if taken < 2 else "waiting")


def test_a_registration_that_was_cancelled_takes_no_place(cast):
    training = make.make_training(places=1, organizer=cast.office)
    make.make_registration(training, status="cancelled")

    assert register(training, by=cast.network).status == "confirmed"
