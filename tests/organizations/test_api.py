"""Organizations for other systems."""

import pytest

from organizations.models import Organization
from tests import factories as make
from tests.counting import assert_flat

pytestmark = pytest.mark.django_db

URL = "/api/v1/organizations/"


def slugs(response):
    return [row["slug"] for row in response.json()["results"]]


def test_the_list_holds_what_is_public(client):
    for status in Organization.Status.values:
        make.make_organization(slug=status, status=status, status_reason="Тајни разлог.")

    response = client.get(URL)

    assert sorted(slugs(response)) == ["active", "left"]
    assert "Тајни" not in response.content.decode()


def test_the_office_sees_all(client, cast):
    make.make_organization(slug="kandidat", status="applied")
    client.force_login(cast.desk_officer)

    assert slugs(client.get(URL, {"status": "applied"})) == ["kandidat"]


def test_a_detail_is_found_by_its_address_name(client, cast):
    district = make.make_district("RS-18", name="Рашки округ", name_en="Raška")
    predecessor = make.make_organization(slug="stara", status="left", status_reason="Спајање.")
    organization = make.make_organization(
        "Удружење Његош",
        slug="njegos",
        district=district,
        seat="Краљево",
        website="https://primer.rs",
        email="a@primer.rs",
        phone="036 123",
        registry_number="12345678",
        pib="101134702",
        predecessor=predecessor,
    )
    cast.seko.areas.get().organizations.add(organization)

    data = client.get(f"{URL}njegos/").json()

    assert data.pop("status_on")
    assert data == {
        "slug": "njegos",
        "kind": "association",
        "name": "Удружење Његош",
        "name_en": "",
        "short_name": "",
        "short_name_en": "",
        "registry_number": "12345678",
        "pib": "101134702",
        "seat": "Краљево",
        "district": {"code": "RS-18", "name": "Рашки округ", "name_en": "Raška"},
        "website": "https://primer.rs",
        "email": "a@primer.rs",
        "phone": "036 123",
        "areas_of_work": ["energy"],
        "predecessor": "stara",
        "valid_from": None,
        "valid_to": None,
        "status": "active",
        "is_office": False,
        "is_demo": False,
        "source_note": "",
    }


@pytest.mark.parametrize(
    ("script", "name", "district"),
    [
        ("latn", "Udruženje Njegoš", "Raški okrug"),
        ("cyrl", "Удружење Његош", "Рашки округ"),
        (None, "Удружење Његош", "Raški okrug"),
    ],
)
def test_texts_come_in_the_script_that_is_asked_for(client, script, name, district):
    make.make_organization("Удружење Његош", slug="njegos", district=make.make_district("RS-18", name="Raški okrug"))

    data = client.get(f"{URL}njegos/", {"script": script} if script else {}).json()

    assert (data["name"], data["district"]["name"], data["slug"]) == (name, district, "njegos")


@pytest.mark.parametrize("slug", ["nema", "1", "%27", "x" * 300, "приказ"])
def test_an_unknown_organization_is_a_problem_document(client, slug):
    response = client.get(f"{URL}{slug}/")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert (response.json()["status"], response.json()["code"]) == (404, "not_found")


def test_an_organization_that_is_not_visible_is_not_found(client, cast):
    make.make_organization(slug="kandidat", status="applied")

    assert client.get(f"{URL}kandidat/").status_code == 404
    client.force_login(cast.coordinator)
    assert client.get(f"{URL}kandidat/").status_code == 200


def test_filters_are_those_of_the_page(client, cast):
    mine = make.make_organization(slug="moja", kind="foundation", district=make.make_district("RS-18"))
    cast.other_seko.areas.get().organizations.add(mine)

    for query in [{"kind": "foundation"}, {"district": "RS-18"}, {"area": "culture"}]:
        assert slugs(client.get(URL, query)) == ["moja"]
    assert slugs(client.get(URL, {"seko": "culture"})) == [cast.outsider_org.slug]


@pytest.mark.parametrize(
    ("name", "value"), [("kind", "club"), ("district", "XX"), ("area", "нема"), ("status", "suspended")]
)
def test_a_wrong_filter_is_a_problem_document(client, name, value):
    response = client.get(URL, {name: value})

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert list(response.json()["errors"]) == [name]


@pytest.mark.parametrize("parameter", ["search", "q"])
def test_search_folds_script_and_diacritics(client, parameter):
    make.make_organization("Центар за одрживи развој", slug="cor")
    make.make_organization("Друго", slug="drugo")

    assert slugs(client.get(URL, {parameter: "odrzivi"})) == ["cor"]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("azbuka", ["voda", "cvet", "cacak"]),
        ("-azbuka", ["cacak", "cvet", "voda"]),
        ("abeceda", ["cvet", "cacak", "voda"]),
        ("alphabet", ["cacak", "cvet", "voda"]),
        ("", ["voda", "cvet", "cacak"]),
        ("pib", ["voda", "cvet", "cacak"]),
        ("password", ["voda", "cvet", "cacak"]),
    ],
)
def test_only_named_orders_are_followed(client, ordering, expected):
    for name, slug in [("Чачак", "cacak"), ("Вода", "voda"), ("Цвет", "cvet")]:
        make.make_organization(name, slug=slug)

    assert slugs(client.get(URL, {"ordering": ordering})) == expected


def test_equal_rows_come_in_one_order_on_all_pages(client):
    for _ in range(7):
        make.make_organization("Исто име")

    seen = [
        slug
        for page in range(1, 5)
        for slug in slugs(client.get(URL, {"ordering": "kind", "page_size": 2, "page": page}))
    ]

    assert seen == list(Organization.objects.order_by("pk").values_list("slug", flat=True))


@pytest.mark.parametrize(("asked", "given"), [("3", 3), ("1000", 200), ("0", 50), ("-1", 50), ("x", 50)])
def test_a_page_has_a_size_and_a_largest_size(client, asked, given):
    Organization.objects.bulk_create(
        [Organization(slug=f"o{n}", name=f"О {n}", status="active", status_on="2020-01-01") for n in range(205)]
    )

    response = client.get(URL, {"page_size": asked})

    assert (response.json()["count"], len(response.json()["results"])) == (205, given)


@pytest.mark.parametrize("page", ["0", "99", "x", "-1"])
def test_a_page_that_is_not_there_is_a_problem_document(client, page):
    assert client.get(URL, {"page": page}).json()["code"] == "not_found"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_only_reads(client, cast, method):
    client.force_login(cast.administrator)

    assert getattr(client, method)(URL, {}, content_type="application/json").status_code in {403, 405}


def test_a_detail_asks_few_queries(client, cast):
    def grow(n):
        for _ in range(n):
            make.make_area().organizations.add(cast.network_org)

    client.force_login(cast.network)
    assert_flat(client, [f"{URL}{cast.network_org.slug}/"], grow)
