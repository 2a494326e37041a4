"""The schema tells the whole API, and its documentation needs no script of its own in the page."""

import re

import pytest
from django.core.management import call_command

from tests.api.test_refusals import LISTS, PARTS


def test_the_schema_is_valid_and_nothing_in_it_is_guessed(capsys, tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))

    assert "Warning" not in capsys.readouterr().err


def test_the_schema_tells_every_list_its_filters_and_pages(client, db):
    schema = client.get("/api/v1/schema/", {"format": "json"}).json()
    paths = schema["paths"]

    for part in LISTS:
        names = {parameter["name"] for parameter in paths[f"/api/v1/{part}/"]["get"]["parameters"]}
        assert {"page", "page_size", "script", "ordering"} <= names, part
    for part in PARTS:
        assert f"/api/v1/consultations/{{slug}}/{part}/" in paths
    assert {method for path in paths.values() for method in path} == {"get"}


@pytest.mark.parametrize(
    ("part", "hidden"),
    [("organizations", "suspended"), ("consortia", "forming"), ("trainings", "draft"), ("consultations", "draft")],
)
def test_drawing_the_schema_opens_no_hidden_choice(client, db, part, hidden):
    client.get("/api/v1/schema/")

    assert client.get(f"/api/v1/{part}/", {"status": hidden}).status_code == 400


def test_the_schema_says_what_the_report_is(client, db):
    schema = client.get("/api/v1/schema/", {"format": "json"}).json()
    answer = schema["paths"]["/api/v1/consultations/{slug}/report/"]["get"]["responses"]["200"]

    assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Report"}


def test_the_documentation_keeps_the_policy_of_the_portal(client, db):
    page = client.get("/api/v1/docs/")
    markup = page.content.decode()
    policy = [rule.strip() for rule in page["Content-Security-Policy"].split(";")]

    assert page.status_code == 200
    assert re.findall(r"<script(?![^>]*\bsrc=)", markup) == []
    assert all(address.startswith("/") for address in re.findall(r"(?:src|href)=\"([^\"]+)\"", markup))
    assert "script-src 'self'" in policy


@pytest.mark.parametrize("found", [r"<script src=\"([^\"]+)\"", r"rel=\"stylesheet\" href=\"([^\"]+)\""])
def test_what_the_documentation_loads_is_there(client, db, found):
    for address in re.findall(found, client.get("/api/v1/docs/").content.decode()):
        answer = client.get(address)
        assert answer.status_code == 200
        answer.close()
