"""Pages about trainings: what is offered, taking a place, giving it back."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone, translation

from consultations.models import Registration, Training
from consultations.trainings.actions import cancel_training, register
from tests import factories as make
from tests.browsing import press, text_of
from tests.cast import Cast
from tests.counting import assert_flat

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"consultations:{name}", args=args)


def names_on(response):
    return [str(row) for row in response.context["page"].object_list]


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def training(cast):
    """An announced training of one place for energy."""
    training = make.make_training(
        places=1,
        organizer=cast.office,
        title="Како се пише коментар",
        title_en="How to write a comment",
        text="О <b>мерама</b>.",
        place="Ниш",
    )
    training.sekos.add(cast.seko)
    return training


def test_drafts_are_listed_for_the_office_only(client, training, cast):
    draft = make.make_training(status="draft", title="Нацрт обуке")

    assert names_on(client.get(address("training_list"))) == [training.title]
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(cast.desk_officer)
    assert set(names_on(client.get(address("training_list")))) == {training.title, draft.title}
    assert names_on(client.get(address("training_list"), {"status": "draft"})) == [draft.title]


def test_trainings_are_found_by_seko_time_and_words(client, training):
    past = make.make_training(title="Прошла", starts_at=timezone.now() - 9 * DAY)
    off = make.make_training(title="Отказана", status="cancelled", starts_at=timezone.now() + 20 * DAY)

    for query, found in [
        ({"seko": "energy"}, [training]),
        ({"when": "coming"}, [training]),
        ({"when": "past"}, [off, past]),
        ({"status": "cancelled"}, [off]),
        ({"q": "komentar"}, [training]),
    ]:
        assert names_on(client.get(address("training_list"), query)) == [row.title for row in found]
    assert "No trainings match these filters." in text_of(client.get(address("training_list"), {"seko": "culture"}))


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("sr", ["Како се пише коментар", "Ниш", "СЕКО за енергетику"]),
        ("sr-latn", ["Kako se piše komentar", "Niš", "SEKO za energetiku", "O &lt;b&gt;merama"]),
        ("en", ["How to write a comment", "Niš", "Energy SEKO", "1 of 1", "Sign in to register"]),
    ],
)
def test_the_page_of_a_training_speaks_the_visitors_language(client, training, language, shown):
    text = text_of(client.get(address("training_detail", training.slug, language=language)))

    for words in shown:
        assert words in text


def test_a_visitor_is_led_to_sign_in_and_back(client, training):
    page = address("training_detail", training.slug)
    assert f'href="/en/accounts/login/?next={page}"' in text_of(client.get(page))

    response = client.post(address("training_register", training.slug))

    assert response["Location"].startswith("/en/accounts/login/?next=")
    assert not Registration.objects.exists()


def test_a_person_takes_a_place_and_gives_it_back(client, training, cast):
    page = address("training_detail", training.slug)
    client.force_login(cast.network)
    assert ">Register</button>" in text_of(client.get(page))

    response = client.post(address("training_register", training.slug))

    assert (response["Location"], said(response)) == (page, ["You have a place."])
    text = text_of(client.get(page))
    assert "You have a place, for Association Network." in text
    assert "0 of 1" in text
    assert ">Register</button>" not in text

    response = press(client, address("training_cancel_registration", training.slug))

    assert (response["Location"], said(response)[-1]) == (page, "Your registration was cancelled.")
    assert Registration.objects.get().status == "cancelled"
    assert ">Register</button>" in text_of(client.get(page))


def test_who_comes_late_sees_the_place_on_the_waiting_list(client, training, cast):
    make.make_registration(training)
    register(training, by=cast.member)
    page = address("training_detail", training.slug)
    client.force_login(cast.network)
    assert "Join the waiting list" in text_of(client.get(page))

    response = client.post(address("training_register", training.slug))

    assert said(response) == ["All places are taken. You have been put on the waiting list."]
    text = text_of(client.get(page))
    assert "You are number 2 on the waiting list, for Association Network." in text
    assert "2 people on the waiting list" in text


def test_who_speaks_for_several_organizations_chooses_one(client, training, cast):
    second = make.make_representation(cast.network, make.make_organization("Друго удружење"))
    client.force_login(cast.network)
    page, post = address("training_detail", training.slug, language="sr"), address("training_register", training.slug)
    assert "Друго удружење" in text_of(client.get(page))

    for wrong in ["", str(cast.mandate("member").pk), "x", "1\x002", "9" * 40]:
        response = client.post(post, {"mandate": wrong})
        assert list(response.context["form"].errors) == ["mandate"]
        assert "is-invalid" in text_of(response)
    assert not Registration.objects.exists()

    client.post(post, {"mandate": str(second.pk)})
    assert Registration.objects.get().organization == second.organization


def test_who_speaks_for_one_organization_is_not_asked_for_which(client, training, cast):
    client.force_login(cast.network)

    assert 'name="mandate"' not in text_of(client.get(address("training_detail", training.slug)))


@pytest.mark.parametrize("who", ["coordinator", "desk_officer", "administrator", "contact", "observer", "stranger"])
def test_who_speaks_for_no_organization_is_told_so(client, training, cast, who):
    client.force_login(cast.user(who))
    assert "Only representatives of active organizations can register." in text_of(
        client.get(training.get_absolute_url().replace("/sr/", "/en/"))
    )

    response = client.post(address("training_register", training.slug))

    assert said(response) == ["Only representatives of active organizations can register."]
    assert not Registration.objects.exists()


def test_a_wrong_state_is_told_and_breaks_nothing(client, training, cast):
    client.force_login(cast.network)
    register_at, cancel_at = (
        address("training_register", training.slug),
        address("training_cancel_registration", training.slug),
    )

    assert said(client.post(cancel_at)) == ["You are not registered for this training."]
    client.post(register_at)
    assert said(client.post(register_at))[-1] == "You are already registered."
    Training.objects.filter(pk=training.pk).update(
        registration_closes_at=timezone.now() - 3 * DAY,
        starts_at=timezone.now() - 2 * DAY,
        ends_at=timezone.now() + DAY,
    )
    assert said(client.post(cancel_at))[-1] == "The training has begun: registrations can no longer be changed."
    assert "Cancel the registration" not in text_of(client.get(address("training_detail", training.slug)))
    client.force_login(cast.member)
    assert said(client.post(register_at))[-1] == "Registration for this training is closed."
    assert "Registration for this training is closed." in text_of(client.get(address("training_detail", training.slug)))


@pytest.mark.parametrize("name", ["training_register", "training_cancel_registration"])
def test_a_link_changes_nothing_and_leads_to_the_training(client, training, cast, name):
    client.force_login(cast.network)

    response = client.get(address(name, training.slug))

    assert response["Location"] == address("training_detail", training.slug)
    assert not Registration.objects.exists()


@pytest.mark.parametrize("name", ["training_register", "training_cancel_registration"])
def test_a_draft_is_not_found_by_those_who_do_not_see_it(client, cast, name):
    draft = make.make_training(status="draft")
    client.force_login(cast.network)

    assert client.post(address(name, draft.slug)).status_code == 404


def test_a_cancelled_training_says_why(client, training, cast):
    cancel_training(training, by=cast.coordinator, reason="Предавач је спречен.")

    assert "Предавач је спречен." in text_of(client.get(address("training_detail", training.slug, language="sr")))


@pytest.mark.parametrize("who", Cast.roles())
def test_people_are_named_to_case_workers_only(client, training, cast, who):
    person = make.make_user(full_name="Полазник Тајни")
    suspended = make.make_organization("Скривено удружење")
    make.make_registration(training, make.make_representation(person))
    training.places = 2
    training.save()
    make.make_registration(training, make.make_representation(organization=suspended))
    suspended.status, suspended.status_reason = "suspended", "Разлог."
    suspended.save()
    if who != "anonymous":
        client.force_login(cast.user(who))

    text = text_of(client.get(address("training_detail", training.slug, language="sr")))

    office = who in {"coordinator", "desk_officer"}
    assert ("Полазник Тајни" in text) is office
    assert ("Скривено удружење" in text) is office
    assert person.email not in text
    assert person.representations.get().organization.name in text


# --- speed -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["anonymous", "network", "coordinator"])
def test_the_list_of_trainings_takes_few_queries(client, cast, who):
    if who != "anonymous":
        client.force_login(cast.user(who))

    def grow(rows):
        for _ in range(rows):
            training = make.make_training()
            training.sekos.add(cast.seko)
            make.make_registration(training)

    assert_flat(client, address("training_list"), grow)


@pytest.mark.parametrize("who", ["anonymous", "network", "coordinator"])
def test_the_page_of_a_training_takes_few_queries(client, cast, who):
    training = make.make_training(places=500)
    if who != "anonymous":
        client.force_login(cast.user(who))
        if who == "network":
            make.make_registration(training, cast.mandate("network"), status="waiting")

    def grow(rows):
        for _ in range(rows):
            training.sekos.add(make.make_seko())
            make.make_registration(training)
            make.make_registration(training, status="waiting")

    assert_flat(client, address("training_detail", training.slug), grow)


def test_taking_a_place_takes_few_queries(client, training, cast, django_assert_max_num_queries):
    client.force_login(cast.network)

    with django_assert_max_num_queries(25):
        client.post(address("training_register", training.slug))

    assert Registration.objects.exists()
