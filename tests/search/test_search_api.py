"""The search for other systems."""

import functools
import operator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seko.search.kinds import kinds
from tests import factories as make
from tests.counting import assert_flat
from tests.search import stage

pytestmark = pytest.mark.django_db

URL = "/api/v1/search/"


def rows(client, **query):
    answer = client.get(URL, query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_all_kinds_are_told_together_or_one_alone(client, cast):
    stage.public(cast)

    assert {row["kind"] for row in rows(client, q="jagodnjak")} == {kind.code for kind in kinds()}
    for kind in kinds():
        assert [row["kind"] for row in rows(client, q=stage.WORD, kind=kind.code)] == [kind.code]


def test_a_hit_tells_what_it_is_and_where_its_page_is(client, cast):
    comment = stage.public(cast)["comments"]
    title = comment.consultation.title

    [told] = rows(client, q="jagodnjak", kind="comments")

    assert told.pop("at")
    assert told == {
        "kind": "comments",
        "sign": "#1",
        "title": "Удружење Мрежа",
        "title_en": "Association Network",
        "about": title,
        "about_en": comment.consultation.title_en,
        "excerpt": "Пише: јагодњак.",
        "url": f"http://testserver/sr/consultations/{comment.consultation.slug}/passages/{comment.passage_id}/"
        "?comment=1#c1",
    }


@pytest.mark.parametrize(
    ("script", "title", "excerpt"),
    [
        ("latn", "Udruženje Mreža", "Piše: jagodnjak."),
        ("cyrl", "Удружење Мрежа", "Пише: јагодњак."),
        (None, "Удружење Мрежа", "Piše: јагодњак."),
    ],
)
def test_texts_come_in_the_script_that_is_asked_for(client, cast, script, title, excerpt):
    running = make.make_consultation("open", [cast.seko])
    make.make_comment(running, cast.mandate("network"), reason="Piše: јагодњак.")

    [told] = rows(client, q="jagodnjak", **({"script": script} if script else {}))

    assert (told["title"], told["excerpt"], told["title_en"]) == (title, excerpt, "Association Network")


def test_what_is_not_public_is_not_told(client, cast):
    stage.hidden(cast)

    assert rows(client, q=stage.WORD) == []
    client.force_login(cast.outsider)
    assert rows(client, q=stage.WORD) == []
    client.force_login(cast.desk_officer)
    assert len(rows(client, q=stage.WORD)) == 7


@pytest.mark.parametrize("q", ["", "  ", "!!!", "nigdeničega", "x" * 5000])
def test_without_words_or_without_hits_the_list_is_empty(client, cast, q):
    answer = client.get(URL, {"q": q}).json()

    assert (answer["count"], answer["results"]) == (0, [])


def test_pages_follow_each_other_and_the_best_come_first(client, cast):
    stage.public(cast)
    query = {"q": stage.WORD, "page_size": 5}

    pages = [client.get(URL, query | {"page": page}).json() for page in (1, 2, 3)]

    assert [(len(page["results"]), page["count"]) for page in pages] == [(5, 14), (5, 14), (4, 14)]
    assert functools.reduce(operator.iadd, (page["results"] for page in pages), []) == rows(client, q=stage.WORD)
    assert client.get(URL, query | {"page": 4}).json()["code"] == "not_found"
    titled = {"organizations", "sekos", "areas", "working-groups", "consultations"}
    assert {row["kind"] for row in pages[0]["results"]} <= titled | {"documents", "reports"}


@pytest.mark.parametrize(
    ("query", "field"), [({"kind": "nema"}, "kind"), ({"script": "grek"}, "script"), ({"kind": "<b>"}, "kind")]
)
def test_a_wrong_choice_is_a_problem_document(client, query, field):
    answer = client.get(URL, {"q": "a"} | query)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.json()["code"], list(answer.json()["errors"])) == ("unknown_choice", [field])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_search_only_reads(client, method):
    assert getattr(client, method)(URL, {}, content_type="application/json").status_code == 405


def test_the_schema_tells_how_to_search(client):
    told = client.get("/api/v1/schema/", {"format": "json"}).json()["paths"][URL]["get"]
    parameters = {each["name"]: each["schema"].get("enum") for each in told["parameters"]}

    assert parameters.keys() == {"q", "kind", "script", "page", "page_size"}
    assert sorted(parameters["kind"]) == sorted(kind.code for kind in kinds())


def test_the_search_asks_few_queries(client, cast):
    stage.public(cast)

    def grow(n):
        for _ in range(n):
            make.make_organization(stage.WORD)
            make.make_training(title=stage.WORD)

    assert_flat(client, [f"{URL}?q={stage.WORD}", f"{URL}?q={stage.WORD}&kind=trainings"], grow)


def test_no_words_ask_nothing_of_the_database(client):
    with CaptureQueriesContext(connection) as queries:
        rows(client)

    assert len(queries) == 0
