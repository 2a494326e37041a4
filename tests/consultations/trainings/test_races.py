"""What the database keeps for trainings, and two people who want the last place."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from consultations.models import Registration, Training
from consultations.trainings.actions import register
from organizations.models import User
from tests import factories as make


@pytest.fixture
def training(cast):
    """An announced training of two places."""
    return make.make_training(organizer=cast.office)


def full(training):
    """All places given to people from elsewhere."""
    return [make.make_registration(training) for _ in range(training.places)]


def test_the_database_refuses_more_confirmed_registrations_than_places(cast, training):
    full(training)

    with pytest.raises(IntegrityError, match="training_places"):
        make.make_registration(training)
        connection.check_constraints()


def test_the_database_refuses_fewer_places_than_confirmed_registrations(cast, training):
    full(training)

    with pytest.raises(IntegrityError, match="training_places"):
        Training.objects.filter(pk=training.pk).update(places=1)
        connection.check_constraints()


def test_the_database_refuses_the_same_mandate_twice(cast, training):
    make.make_registration(training, cast.mandate("network"))

    with pytest.raises(IntegrityError, match="registration_once"):
        make.make_registration(training, cast.mandate("network"), status="waiting")


def test_the_database_refuses_a_registration_for_another_organization(cast, training):
    registration = make.make_registration(training, cast.mandate("network"))

    with pytest.raises(IntegrityError, match="registration_mandate_matches"):
        Registration.objects.filter(pk=registration.pk).update(organization=cast.member_org)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_want_the_last_place_one_gets_it_and_the_other_waits():
    people = [make.make_representation().user for _ in range(2)]
    training = make.make_training(places=1)
    barrier, outcomes = Barrier(2), []

    def want(pk):
        try:
            user = User.objects.get(pk=pk)
            barrier.wait(timeout=10)
            outcomes.append(register(training, by=user).status)
        except ValidationError as refusal:  # the database's word, where the lock was not enough
            outcomes.append(refusal.error_list[0].code)
        finally:
            connection.close()

    threads = [Thread(target=want, args=[user.pk]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["confirmed", "waiting"]
    assert Registration.objects.filter(training=training, status="confirmed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_in_two_windows_registers_once():
    user = make.make_representation().user
    training = make.make_training(places=5)
    barrier, outcomes = Barrier(2), []

    def press():
        try:
            fresh = User.objects.get(pk=user.pk)
            barrier.wait(timeout=10)
            outcomes.append(register(training, by=fresh).status)
        except ValidationError as refusal:
            outcomes.append(refusal.error_list[0].code)
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["confirmed", "registered_twice"]
