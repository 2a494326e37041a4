"""Bad input gets a problem document with a code, whatever it is; never an error page, never a 500."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.parsers import JSONParser
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from seko.portal.api import router
from tests import factories as make

LISTS = [
    "organizations", "areas", "sekos", "consortia", "memoranda", "working-groups", "meetings", "trainings",
    "consultations",
]  # fmt: skip
PARTS = ["versions", "passages", "comments", "opinions", "responses", "report"]


@pytest.fixture
def consultation(played):
    return played.consultation


def problem(answer, status):
    """The body of a problem document with this status."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    return body


def test_every_list_is_there():
    assert [prefix for prefix, _, _ in router.registry if "(" not in prefix] == [*LISTS, "search"]


# --- addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["nothing/", "v1/nothing/", "v2/", "v1/consultations/nothing/", "v1/consultations/nothing/comments/",
     "v1/consultations/nothing/nothing/", "v1/organizations/ништа/", "v1/meetings/0/", "v1/meetings/abc/",
     "v1/meetings/99999999999999999999999/", "v1/consortia/-1/", "v1/consultations/%0A/", "v1/a%0Ab/"],
)  # fmt: skip
def test_an_unknown_address_is_a_problem(client, db, address):
    assert problem(client.get(f"/api/{address}"), 404)["code"] == "not_found"


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(client, db):
    assert client.get("/api/v1/consultations?page=1")["Location"] == "/api/v1/consultations/?page=1"
    assert client.get("/api")["Location"] == "/api/"


@pytest.mark.parametrize("page", ["999", "0", "-1", "abc", "9" * 30, "1.5", " "])
@pytest.mark.parametrize("part", LISTS)
def test_a_page_that_is_not_there_is_a_problem(client, db, part, page):
    assert problem(client.get(f"/api/v1/{part}/", {"page": page}), 404)["code"] == "not_found"


@pytest.mark.parametrize("size", ["abc", "0", "-5", "", "9" * 30, "1e3"])
@pytest.mark.parametrize("part", LISTS)
def test_a_page_size_that_is_none_falls_back(client, db, part, size):
    assert client.get(f"/api/v1/{part}/", {"page_size": size}).status_code == 200


# --- filters ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("", "status", "opened"),
        ("", "status", "draft"),
        ("", "phase", "1"),
        ("", "seko", "nothing"),
        ("", "open", "maybe"),
        ("", "opens_from", "yesterday"),
        ("", "opens_to", "2026-02-30"),
        ("", "closes_from", "31.12.2026"),
        ("", "closes_to", "9" * 30),
        ("", "script", "greek"),
        ("passages/", "version", "first"),
        ("passages/", "version", "1.5"),
        ("passages/", "key", "1"),
        ("passages/", "kind", "poem"),
        ("comments/", "passage", "1"),
        ("comments/", "kind", "praise"),
        ("comments/", "is_late", "perhaps"),
        ("comments/", "script", "greek"),
        ("opinions/", "seko", "nothing"),
        ("responses/", "outcome", "maybe"),
        ("responses/", "seko", "nothing"),
        ("report/", "script", "greek"),
    ],
)
def test_a_value_that_can_not_be_read_is_named(client, consultation, part, name, value):
    address = f"/api/v1/consultations/{consultation.slug}/{part}" if part else "/api/v1/consultations/"

    body = problem(client.get(address, {name: value}), 400)

    assert list(body["errors"]) == [name]
    assert body["code"] in {"invalid", "invalid_choice", "unknown_choice"}


@pytest.mark.parametrize("version", ["0", "-1", "2", "9" * 30, "9" * 5000, "32768"])
def test_a_version_that_is_not_there_is_not_found(client, consultation, version):
    address = f"/api/v1/consultations/{consultation.slug}/passages/"

    assert client.get(address, {"version": version}).status_code in {400, 404}


@pytest.mark.parametrize(
    "where", ["v1/consultations/?q=a%00b", "v1/consultations/?seko=%00", "v1/consultations/a%00b/"]
)
def test_a_nul_byte_is_refused(client, db, where):
    assert problem(client.get(f"/api/v1/{where}"), 400)["code"] == "character_not_allowed"


LOOKUPS = ("note__startswith", "id__range", "status__in", "search__isnull", "organization__note__regex", "nonsense")


@pytest.mark.parametrize("part", [*LISTS, *PARTS, "search"])
def test_a_list_is_narrowed_by_its_declared_filters_alone(client, consultation, part):
    address = f"/api/v1/consultations/{consultation.slug}/{part}/" if part in PARTS else f"/api/v1/{part}/"

    for name in LOOKUPS:
        body = problem(client.get(address, {name: "a("}), 400)
        assert (body["code"], list(body["errors"])) == ("unknown_filter", [name])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    part=st.sampled_from(["", *PARTS]),
    name=st.sampled_from(
        ["q", "search", "status", "phase", "seko", "open", "opens_from", "closes_to", "page", "page_size", "ordering",
         "script", "version", "key", "kind", "passage", "organization", "is_late", "outcome", "format"]
    ),
    value=st.one_of(st.text(max_size=40), st.integers().map(str), st.dates().map(str), st.uuids().map(str)),
)  # fmt: skip
def test_no_query_is_an_error(client, consultation, part, name, value):
    address = f"/api/v1/consultations/{consultation.slug}/{part}/" if part else "/api/v1/consultations/"

    answer = client.get(address, {name: value.encode("utf-8", "replace")})

    assert answer.status_code in {200, 400, 404}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    part=st.sampled_from(LISTS),
    name=st.sampled_from(
        ["q", "search", "status", "kind", "district", "area", "seko", "current", "when", "group", "day_from", "day_to",
         "purpose", "party", "on", "page", "ordering", "script"]
    ),
    value=st.one_of(st.text(max_size=40), st.integers().map(str), st.dates().map(str)),
)  # fmt: skip
def test_no_query_of_any_list_is_an_error(client, db, part, name, value):
    answer = client.get(f"/api/v1/{part}/", {name: value.encode("utf-8", "replace")})

    assert answer.status_code in {200, 400, 404}


# --- methods and forms -----------------------------------------------------------------------


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("part", ["", *PARTS])
def test_nothing_can_be_written(client, consultation, part, method):
    address = f"/api/v1/consultations/{consultation.slug}/{part}/" if part else "/api/v1/consultations/"

    answer = getattr(client, method)(address, data="{}", content_type="application/json")

    assert problem(answer, 405)["code"] == "method_not_allowed"
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize("address", ["/api/", "/api/v1/", "/api/v1/consultations/", "/api/v1/sekos/"])
def test_a_form_that_is_not_spoken_is_a_problem(client, db, address):
    assert problem(client.get(address, headers={"accept": "application/xml"}), 406)["code"] == "not_acceptable"


def test_data_in_a_form_that_is_not_read_are_a_problem():
    class Reading(APIView):
        authentication_classes = permission_classes = ()
        parser_classes = (JSONParser,)

        def post(self, request):
            return Response(request.data)

    factory = APIRequestFactory()
    view = Reading.as_view()

    xml = view(factory.post("/", data="<a/>", content_type="application/xml")).render()
    broken = view(factory.post("/", data="{", content_type="application/json")).render()

    assert (xml.status_code, xml.data["code"]) == (415, "unsupported_media_type")
    assert (broken.status_code, broken.data["code"]) == (400, "parse_error")


# --- the frame -------------------------------------------------------------------------------


def test_the_roots_lead_on(client, db):
    versions = client.get("/api/").json()
    lists = client.get("/api/v1/").json()

    assert versions.keys() == {"v1", "schema", "docs"}
    assert list(lists) == [*LISTS, "search"]
    assert {client.get(link).status_code for link in [*versions.values(), *lists.values()]} == {200}


def test_the_api_asks_for_no_language(client, db):
    make.make_organization("Удружење Мрежа")

    for language in ["sr", "en", "de"]:
        told = client.get("/api/v1/organizations/", headers={"accept-language": language}).json()["results"]
        assert [row["name"] for row in told] == ["Удружење Мрежа"]


def test_ids_of_other_kinds_are_not_found(client, consultation):
    assert client.get(f"/api/v1/consultations/{uuid.uuid4()}/").status_code == 404
    assert client.get(f"/api/v1/consultations/{consultation.pk}/").status_code == 404
