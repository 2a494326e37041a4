"""Rule 10: a training never has more confirmed registrations than places."""

import pytest

from consultations.models import Registration
from tests import factories as make
from tests.rules.breaking import broken, kept, rows
from tests.rules.cases.meeting import full_training

pytestmark = pytest.mark.django_db


def test_the_last_place_may_be_taken():
    with kept():
        full_training(places=2)


@pytest.mark.parametrize("status", ["waiting", "cancelled"])
def test_the_waiting_list_has_no_end(status):
    training = full_training()

    with kept():
        make.make_registration(training, status=status)
        make.make_registration(training, status=status)


def test_a_place_that_became_free_goes_to_the_waiting_list_in_one_transaction():
    training = full_training()
    waiting = make.make_registration(training, status="waiting")

    with kept():
        rows(waiting).update(status="confirmed")
        rows(training.registrations.first()).update(status="cancelled")


def test_a_deleted_registration_gives_its_place_back():
    training = full_training()

    with kept():
        rows(training.registrations.first()).delete()
        make.make_registration(training)


def test_places_may_fall_to_the_number_confirmed():
    training = make.make_training(places=20)
    make.make_registration(training)

    with kept():
        rows(training).update(places=1)


def test_three_at_once_for_two_places_are_refused_together():
    training = make.make_training(places=2)
    mandates = [make.make_representation() for _ in range(3)]

    with broken("training_places"):
        Registration.objects.bulk_create(
            [Registration(training=training, mandate=m, organization=m.organization) for m in mandates]
        )

    assert training.registrations.count() == 0


def test_a_cancelled_person_may_register_again():
    training = make.make_training()
    first = make.make_registration(training)

    with kept():
        rows(first).update(status="cancelled")
        make.make_registration(training, first.mandate)
