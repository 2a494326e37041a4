"""Areas, SEKOs and consortia for other systems."""

from datetime import timedelta

import pytest

from seko.rules.validity import today
from tests import factories as make

pytestmark = pytest.mark.django_db

AREAS, SEKOS, CONSORTIA = "/api/v1/areas/", "/api/v1/sekos/", "/api/v1/consortia/"
DAY = timedelta(days=1)


def column(response, name):
    return [row[name] for row in response.json()["results"]]


def test_an_area_tells_who_looks_after_it(client, cast):
    area = cast.seko.areas.get()
    area.predecessors.add(make.make_area("old"))

    data = client.get(f"{AREAS}energy/").json()

    assert data["sekos"] == [
        {
            "seko": {"code": "energy", "name": "СЕКО за енергетику", "name_en": "Energy SEKO"},
            "valid_from": str(today() - make.LONG_AGO),
            "valid_to": None,
        }
    ]
    assert (data["code"], data["kind"], data["predecessors"]) == ("energy", "sector", ["old"])


def test_a_seko_tells_its_areas_and_its_consortium(client, cast):
    data = client.get(f"{SEKOS}energy/").json()

    assert [row["area"]["code"] for row in data["areas"]] == ["energy"]
    assert data["consortium"]["id"] == cast.consortium.pk
    assert [(m["organization"]["slug"], m["role"]) for m in data["consortium"]["members"]] == [
        (cast.lead_org.slug, "lead"),
        (cast.member_org.slug, "member"),
        (cast.third_org.slug, "member"),
    ]


def test_a_seko_without_a_consortium_says_so(client, cast):
    make.make_seko("free")

    assert client.get(f"{SEKOS}free/").json()["consortium"] is None


def test_a_consortium_tells_everybody_who_has_been_in_it(client, cast):
    data = client.get(f"{CONSORTIA}{cast.consortium.pk}/").json()

    assert (data["seko"]["code"], data["status"], len(data["members"])) == ("energy", "active", 3)


def test_consortia_in_forming_are_for_the_office(client, cast):
    forming = make.make_consortium(cast.seko, status="forming")

    assert client.get(f"{CONSORTIA}{forming.pk}/").status_code == 404
    assert forming.pk not in column(client.get(CONSORTIA), "id")
    assert client.get(CONSORTIA, {"status": "forming"}).status_code == 400
    client.force_login(cast.coordinator)
    assert column(client.get(CONSORTIA, {"status": "forming"}), "id") == [forming.pk]


@pytest.mark.parametrize(("script", "name"), [("latn", "SEKO za energetiku"), ("cyrl", "СЕКО за енергетику")])
def test_texts_come_in_the_script_that_is_asked_for(client, cast, script, name):
    query = {"script": script}

    assert client.get(f"{SEKOS}energy/", query).json()["name"] == name
    assert client.get(f"{AREAS}energy/", query).json()["sekos"][0]["seko"]["name"] == name
    assert client.get(f"{CONSORTIA}{cast.consortium.pk}/", query).json()["seko"]["name"] == name


def test_a_script_reaches_what_is_nested(client, cast):
    members = client.get(f"{SEKOS}energy/", {"script": "latn"}).json()["consortium"]["members"]

    assert members[0]["organization"]["name"] == "Udruženje Vodeće"


@pytest.mark.parametrize(
    "address", [f"{AREAS}nema/", f"{SEKOS}нема/", f"{CONSORTIA}999999/", f"{CONSORTIA}abc/", f"{CONSORTIA}{10**30}/"]
)
def test_what_is_not_there_is_a_problem_document(client, cast, address):
    response = client.get(address)

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "not_found"


def test_lists_are_filtered_searched_and_ordered(client, cast):
    make.make_area("media", kind="theme", synonyms="јавно информисање", valid_from=today() - 900 * DAY)
    end = cast.consortium.valid_from
    older = make.make_consortium(cast.seko, status="ended", valid_from=end - 90 * DAY, valid_to=end)

    assert column(client.get(AREAS, {"kind": "theme"}), "code") == ["media"]
    assert column(client.get(AREAS, {"search": "informisanja"}), "code") == ["media"]
    assert column(client.get(AREAS, {"ordering": "valid_from"}), "code")[0] == "media"
    assert column(client.get(SEKOS, {"area": "culture"}), "code") == ["culture"]
    assert column(client.get(SEKOS, {"ordering": "-code"}), "code") == ["energy", "culture"]
    assert column(client.get(CONSORTIA, {"seko": "energy"}), "id") == [cast.consortium.pk, older.pk]
    assert column(client.get(CONSORTIA, {"search": "енергетика", "ordering": "valid_from"}), "id") == [
        older.pk,
        cast.consortium.pk,
    ]
    assert column(client.get(CONSORTIA, {"status": "ended"}), "id") == [older.pk]


@pytest.mark.parametrize(
    ("url", "query"),
    [(AREAS, {"kind": "x"}), (SEKOS, {"area": "нема"}), (CONSORTIA, {"seko": "нема"}), (CONSORTIA, {"status": "x"})],
)
def test_a_wrong_filter_is_a_problem_document(client, cast, url, query):
    response = client.get(url, query)

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert list(response.json()["errors"]) == list(query)


def test_a_page_has_a_largest_size(client, db):
    for _ in range(201):
        make.make_area()

    assert len(client.get(AREAS, {"page_size": 5000}).json()["results"]) == 200
    assert len(client.get(AREAS).json()["results"]) == 50
