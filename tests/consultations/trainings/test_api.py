"""Trainings as other systems read them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories as make
from tests.cast import Cast
from tests.counting import assert_flat

pytestmark = pytest.mark.django_db
TRAININGS = "/api/v1/trainings/"
DAY = timedelta(days=1)


@pytest.fixture
def training(cast):
    training = make.make_training(
        places=3, organizer=cast.office, title="Обука", title_en="Training", slug="obuka", text="О мерама.", place="Ниш"
    )
    training.sekos.add(cast.seko)
    make.make_registration(training, cast.mandate("network"))
    make.make_registration(training, make.make_representation(organization=cast.network_org))
    make.make_registration(training, cast.mandate("member"), status="waiting")
    make.make_registration(training, cast.mandate("lead"), status="cancelled")
    return training


def slugs(client, **query):
    answer = client.get(TRAININGS, query)
    assert answer.status_code == 200
    return [row["slug"] for row in answer.json()["results"]]


def test_a_training_shows_numbers_and_each_organization_once(client, training, cast):
    data = client.get(f"{TRAININGS}obuka/").json()

    for moment in ("starts_at", "ends_at", "registration_closes_at"):
        assert data.pop(moment)
    assert data.pop("organizer")["slug"] == cast.office.slug
    assert [row["slug"] for row in data.pop("organizations")] == [cast.network_org.slug]
    assert data == {
        "slug": "obuka",
        "title": "Обука",
        "title_en": "Training",
        "text": "О мерама.",
        "sekos": [{"code": "energy", "name": "СЕКО за енергетику", "name_en": "Energy SEKO"}],
        "place": "Ниш",
        "status": "announced",
        "places": 3,
        "confirmed": 2,
        "waiting": 1,
        "places_left": 1,
        "is_demo": False,
    }


@pytest.mark.parametrize("who", Cast.roles())
def test_persons_and_suspended_organizations_are_named_to_nobody(client, training, cast, who):
    cast.network_org.status, cast.network_org.status_reason = "suspended", "Разлог."
    cast.network_org.save()
    if who != "anonymous":
        client.force_login(cast.user(who))

    for address in [TRAININGS, f"{TRAININGS}obuka/"]:
        text = client.get(address).content.decode()
        for secret in [cast.network.full_name, cast.network.email, cast.member.email, cast.network_org.name]:
            assert secret not in text


@pytest.mark.parametrize(("who", "seen"), [("anonymous", False), ("lead", False), ("coordinator", True)])
def test_drafts_are_seen_by_the_office_only(client, cast, who, seen):
    draft = make.make_training(status="draft")
    if who != "anonymous":
        client.force_login(cast.user(who))

    assert (slugs(client) == [draft.slug]) is seen
    assert (client.get(f"{TRAININGS}{draft.slug}/").status_code == 200) is seen


def test_trainings_are_filtered_searched_ordered_and_shown_in_a_script(client, training):
    past = make.make_training(title="Прошла", starts_at=timezone.now() - 9 * DAY)

    assert slugs(client) == ["obuka", past.slug]
    assert slugs(client, ordering="starts_at") == [past.slug, "obuka"]
    assert slugs(client, seko="energy") == ["obuka"]
    assert slugs(client, seko="culture") == []
    assert slugs(client, when="coming") == ["obuka"]
    assert slugs(client, when="past") == [past.slug]
    assert slugs(client, status="held") == []
    assert slugs(client, search="prosla") == [past.slug]
    assert client.get(f"{TRAININGS}obuka/?script=latn").json()["title"] == "Obuka"


@pytest.mark.parametrize(("query", "field"), [("status=draft", "status"), ("seko=nema", "seko"), ("when=x", "when")])
def test_a_wrong_filter_is_a_problem_that_names_it(client, query, field):
    answer = client.get(f"{TRAININGS}?{query}")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert list(answer.json()["errors"]) == [field]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_here(client, training, cast, method):
    client.force_login(cast.network)

    for address in [TRAININGS, f"{TRAININGS}obuka/"]:
        assert getattr(client, method)(address, content_type="application/json").status_code in {403, 405}


@pytest.mark.parametrize("who", ["anonymous", "network", "coordinator"])
def test_the_list_takes_few_queries(client, cast, who):
    if who != "anonymous":
        client.force_login(cast.user(who))

    def grow(rows):
        for _ in range(rows):
            training = make.make_training(places=5)
            training.sekos.add(make.make_seko())
            make.make_registration(training)
            make.make_registration(training)

    assert_flat(client, f"{TRAININGS}?page_size=200", grow)


def test_the_detail_takes_few_queries(client):
    training = make.make_training(places=200)

    def grow(rows):
        for _ in range(rows):
            training.sekos.add(make.make_seko())
            make.make_registration(training)

    assert_flat(client, f"{TRAININGS}{training.slug}/", grow)
