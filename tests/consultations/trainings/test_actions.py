"""Trainings: how they come about, places, the waiting list."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from consultations.models import Registration, Training
from consultations.trainings.actions import (
    announce_training,
    cancel_registration,
    cancel_training,
    change_places,
    change_training,
    create_training,
    hold_training,
    register,
)
from organizations.models import Representation
from seko.events.models import Event
from seko.rules.validity import today
from tests import factories as make
from tests.cast import Cast
from tests.refusals import refused

CASE_WORKERS = {"coordinator", "desk_officer"}
FOR_CIVIL_SOCIETY = {"lead", "member", "network", "other_network", "outsider"}
OTHERS = [role for role in Cast.roles() if role not in CASE_WORKERS]
SILENT = [role for role in Cast.roles() if role not in FOR_CIVIL_SOCIETY]
DAY = timedelta(days=1)


@pytest.fixture
def training(cast):
    """An announced training of two places for energy."""
    training = make.make_training(organizer=cast.office)
    training.sekos.add(cast.seko)
    return training


@pytest.fixture
def draft(cast):
    return make.make_training(organizer=cast.office, status="draft")


def full(training):
    """All places given to people from elsewhere."""
    return [make.make_registration(training) for _ in range(training.places)]


def last_event():
    return Event.objects.order_by("pk").last()


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def plan(**changes):
    """A training as the Office types it."""
    starts_at = timezone.now() + 10 * DAY
    return {
        "title": "Како се пише коментар",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=6),
        "registration_closes_at": starts_at - DAY,
        "places": 20,
        **changes,
    }


def test_a_training_begins_as_a_draft_that_the_public_does_not_hear_of(cast):
    training = create_training(by=cast.desk_officer, organizer=cast.office, sekos=[cast.seko], **plan())

    training.refresh_from_db()
    assert (training.slug, training.status, list(training.sekos.all())) == (
        "kako-se-pise-komentar",
        "draft",
        [cast.seko],
    )
    event = last_event()
    assert (event.verb, event.organization, event.public) == ("training.created", cast.office, False)
    assert event.topics == [f"training:{training.pk}", f"seko:{cast.seko.pk}"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"places": 0}, "places_missing"),
        ({"places": None}, "places_missing"),
        ({"title": ""}, "blank"),
        ({"title": "x" * 201}, "max_length"),
        ({"ends_at": timezone.now()}, "training_backwards"),
        ({"registration_closes_at": timezone.now() + 11 * DAY}, "training_backwards"),
    ],
)
def test_a_training_has_a_title_places_and_dates_that_run_forward(cast, changes, code):
    with refused(code):
        create_training(by=cast.coordinator, organizer=cast.office, **plan(**changes))

    assert not Training.objects.exists()


def test_a_draft_is_announced_once(cast, draft):
    announce_training(draft, by=cast.coordinator)

    draft.refresh_from_db()
    assert (draft.status, last_event().verb, last_event().public) == ("announced", "training.announced", True)
    with refused("not_draft"):
        announce_training(draft, by=cast.coordinator)


def test_a_draft_is_not_announced_after_the_term_for_registering(cast, draft):
    with refused("date_in_past"):
        announce_training(draft, by=cast.coordinator, at=draft.registration_closes_at)


def test_what_is_said_about_a_training_changes_until_it_is_over(cast, training):
    change_training(training, by=cast.coordinator, place="Ниш", sekos=[cast.other_seko])

    training.refresh_from_db()
    assert (training.place, list(training.sekos.all())) == ("Ниш", [cast.other_seko])
    assert (last_event().verb, last_event().facts["before"]) == ("training.changed", {"place": ""})
    with refused("training_backwards"):
        change_training(training, by=cast.coordinator, ends_at=training.starts_at)
    with pytest.raises(TypeError):
        change_training(training, by=cast.coordinator, places=100)


def test_a_training_that_has_begun_is_held_once(cast, training):
    with refused("not_begun"):
        hold_training(training, by=cast.coordinator)

    hold_training(training, by=cast.coordinator, at=training.starts_at)

    training.refresh_from_db()
    assert (training.status, last_event().verb) == ("held", "training.held")
    with refused("not_announced"):
        hold_training(training, by=cast.coordinator, at=training.ends_at)


def test_a_training_is_cancelled_once_and_with_a_reason(cast, training):
    with refused("reason_missing"):
        cancel_training(training, by=cast.coordinator, reason="  ")

    cancel_training(training, by=cast.coordinator, reason="Предавач је спречен.")

    training.refresh_from_db()
    assert training.status == "cancelled"
    event = last_event()
    assert (event.verb, event.public, event.facts["reason"]) == ("training.cancelled", True, "Предавач је спречен.")
    for attempt in (
        lambda: cancel_training(training, by=cast.coordinator, reason="Поново."),
        lambda: change_places(training, by=cast.coordinator, places=5),
        lambda: change_training(training, by=cast.coordinator, place="Ниш"),
    ):
        with refused("training_over"):
            attempt()


@pytest.mark.parametrize("who", OTHERS)
def test_only_case_workers_of_the_office_run_trainings(cast, training, draft, who):
    by = cast.user(who)
    attempts = [
        lambda: create_training(by=by, organizer=cast.office, **plan()),
        lambda: announce_training(draft, by=by),
        lambda: change_training(training, by=by, place="Ниш"),
        lambda: change_places(training, by=by, places=5),
        lambda: cancel_training(training, by=by, reason="Разлог."),
        lambda: hold_training(training, by=by, at=training.ends_at),
    ]

    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()

    assert not Event.objects.exists()


# --- who takes part --------------------------------------------------------------------------


@pytest.mark.parametrize("who", sorted(FOR_CIVIL_SOCIETY))
def test_whoever_speaks_for_an_active_organization_gets_a_place_while_there_are_some(cast, training, who):
    registration = register(training, by=cast.user(who))

    assert (registration.status, registration.mandate) == ("confirmed", cast.mandate(who))
    assert registration.organization == cast.mandate(who).organization
    event = last_event()
    assert (event.verb, event.public, event.organization) == ("training.registered", False, registration.organization)


@pytest.mark.parametrize("who", SILENT)
def test_others_do_not_register(cast, training, who):
    with pytest.raises(PermissionDenied):
        register(training, by=cast.user(who))

    assert not Registration.objects.exists()


def test_people_of_a_suspended_organization_do_not_register(cast, training):
    cast.network_org.status, cast.network_org.status_reason = "suspended", "Разлог."
    cast.network_org.save()

    with pytest.raises(PermissionDenied):
        register(training, by=cast.network)


def test_who_comes_when_all_places_are_taken_waits(cast, training):
    full(training)

    first, second = register(training, by=cast.network), register(training, by=cast.member)

    assert (first.status, second.status) == ("waiting", "waiting")
    assert (first.turn(), second.turn()) == (1, 2)


@pytest.mark.parametrize("status", ["draft", "held", "cancelled"])
def test_registration_is_open_only_while_the_training_is_announced(cast, status):
    with refused("registration_closed"):
        register(make.make_training(status=status), by=cast.network)


def test_registration_closes_at_its_moment(cast, training):
    closes = training.registration_closes_at

    with refused("registration_closed"):
        register(training, by=cast.network, at=closes)

    assert register(training, by=cast.network, at=closes - timedelta(microseconds=1)).status == "confirmed"


def test_nobody_registers_twice_but_may_come_back(cast, training):
    first = register(training, by=cast.network)
    with refused("registered_twice"):
        register(training, by=cast.user("network"))

    cancel_registration(first, by=cast.network)

    assert register(training, by=cast.network).status == "confirmed"
    assert training.registrations.count() == 2


def test_who_speaks_for_several_organizations_says_for_which_and_takes_one_place(cast, training):
    second = make.make_representation(cast.network, make.make_organization())
    by = cast.user("network")

    with refused("mandate_missing"):
        register(training, by=by)
    assert register(training, by=by, mandate=second).organization == second.organization
    with refused("registered_twice"):
        register(training, by=by, mandate=by.current_mandates[0])


def test_nobody_registers_under_the_mandate_of_another(cast, training):
    with pytest.raises(PermissionDenied):
        register(training, by=cast.network, mandate=cast.mandate("member"))


def test_a_place_that_is_given_back_goes_to_the_first_on_the_waiting_list(cast, training):
    mine = register(training, by=cast.network)
    make.make_registration(training)
    first, second = register(training, by=cast.member), register(training, by=cast.lead)

    cancel_registration(mine, by=cast.network)

    for registration in (mine, first, second):
        registration.refresh_from_db()
    assert (mine.status, first.status, second.status) == ("cancelled", "confirmed", "waiting")
    assert second.turn() == 1
    assert verbs()[-2:] == ["training.registration_cancelled", "training.place_given"]
    assert last_event().facts["registration"] == first.pk


def test_the_waiting_list_passes_over_those_who_lost_their_mandate(cast, training):
    mine = register(training, by=cast.network)
    make.make_registration(training)
    gone, left, next_one = (register(training, by=by) for by in (cast.member, cast.outsider, cast.lead))
    Representation.objects.filter(pk=gone.mandate_id).update(valid_to=today())
    cast.outsider_org.status, cast.outsider_org.status_reason = "left", "Разлог."
    cast.outsider_org.save()

    cancel_registration(mine, by=cast.network)

    for registration in (gone, left, next_one):
        registration.refresh_from_db()
    assert (gone.status, left.status, next_one.status) == ("waiting", "waiting", "confirmed")


def test_who_leaves_the_waiting_list_gives_no_place_to_others(cast, training):
    full(training)
    mine, other = register(training, by=cast.network), register(training, by=cast.member)

    cancel_registration(mine, by=cast.network)

    other.refresh_from_db()
    assert other.status == "waiting"
    assert verbs()[-1] == "training.registration_cancelled"


@pytest.mark.parametrize("who", [role for role in OTHERS if role != "network"])
def test_a_registration_is_taken_back_by_its_person_or_by_the_office_only(cast, training, who):
    registration = register(training, by=cast.network)

    with pytest.raises(PermissionDenied):
        cancel_registration(registration, by=cast.user(who))

    assert cancel_registration(registration, by=cast.desk_officer).status == "cancelled"
    assert last_event().organization == cast.office


def test_a_registration_is_taken_back_once_and_before_the_training_begins(cast, training):
    registration = register(training, by=cast.network)

    with refused("training_begun"):
        cancel_registration(registration, by=cast.network, at=training.starts_at)
    cancel_registration(registration, by=cast.network)
    with refused("already_cancelled"):
        cancel_registration(registration, by=cast.network)
    Training.objects.filter(pk=training.pk).update(status="cancelled")
    with refused("training_over"):
        cancel_registration(registration, by=cast.network)


def test_new_places_go_to_the_waiting_list(cast, training):
    full(training)
    waiting = [register(training, by=by) for by in (cast.network, cast.member, cast.lead)]

    change_places(training, by=cast.coordinator, places=4)

    for registration in waiting:
        registration.refresh_from_db()
    assert [registration.status for registration in waiting] == ["confirmed", "confirmed", "waiting"]
    assert verbs()[-3:] == ["training.places_changed", "training.place_given", "training.place_given"]


def test_there_are_never_fewer_places_than_people_confirmed(cast, training):
    full(training)

    with refused("training_full"):
        change_places(training, by=cast.coordinator, places=1)
    with refused("places_missing"):
        change_places(training, by=cast.coordinator, places=0)

    training.refresh_from_db()
    assert training.places == 2


@pytest.mark.parametrize("status", ["announced", "held", "cancelled"])
@pytest.mark.parametrize("minutes_to_end", [-1, 0, 1])
def test_a_training_is_either_upcoming_or_past_in_lists_and_by_itself(cast, status, minutes_to_end):
    at = timezone.now()
    ends_at = at + timedelta(minutes=minutes_to_end)
    training = make.make_training(starts_at=ends_at - timedelta(hours=6), ends_at=ends_at, status=status)

    upcoming = Training.objects.upcoming(at).contains(training)

    assert upcoming == training.is_upcoming(at)
    assert upcoming != Training.objects.past(at).contains(training)
