"""What a report freezes: everything that its page and its files tell."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.models import Comment, ConsultationReport
from consultations.opinions.content import content_hash
from consultations.reports.actions import publish_report
from consultations.reports.content import report_content
from tests import factories as make
from tests.full_round import full_round


@pytest.fixture
def round_(cast):
    return full_round(cast)


def test_everything_that_was_said_has_its_place(cast, round_):
    content = report_content(round_)

    [opinion] = content["opinions"]
    [item], [minority], [aside], [alone] = (
        opinion["items"], opinion["minority_positions"], opinion["set_aside"], content["in_no_opinion"],
    )  # fmt: skip
    numbers = {name: made.number for name, made in round_.made.items() if name != "hidden"}
    places = {"merged": item["comments"], "kept": minority["comments"], "aside": [aside["comment"]], "alone": [alone]}
    assert {name: [c["number"] for c in found] for name, found in places.items()} == {
        name: [number] for name, number in numbers.items()
    }
    assert (item["comments"][0]["supports"], item["comments"][0]["passage"]) == (1, "1.2")
    assert aside["reason"] == "Није у теми."
    assert opinion["answers"][0]["landed_in"].items() >= {"number": "2.2", "version": 2}.items()


def test_the_numbers_the_dates_and_the_questions_are_frozen(cast, round_):
    content = report_content(round_)

    assert content["numbers"] == {
        "comments": 4, "late_comments": 0, "hidden_comments": 1, "organizations": 2, "supports": 1, "opinions": 1,
        "items": 1, "outcomes": {"partly": 1},
    }  # fmt: skip
    sekos = {row["seko"]["name_en"]: (row["comments"], row["items"], row["accepted"]) for row in content["sekos"]}
    assert sekos == {"Energy SEKO": (1, 1, 1), "Culture SEKO": (0, 0, 0)}
    assert [(row["district"] and row["district"]["name_en"], row["comments"]) for row in content["districts"]] == [
        ("Nišava District", 1),
        (None, 3),
    ]
    [extension] = content["consultation"]["extensions"]
    assert extension["reason"] == "Молили сте."
    assert extension["before"].keys() == extension["after"].keys() == {"opinion_due_at", "answer_due_at"}
    assert content["questions"][0]["options"] == [{"option": "да", "count": 1}, {"option": "не", "count": 0}]
    assert [question["answers"] for question in content["questions"]] == [1, 1, 1]


def test_no_word_of_a_hidden_comment_is_in_the_report(cast, round_):
    Comment.objects.filter(pk=round_.made["merged"].pk).update(
        hidden_at=timezone.now(), hidden_reason="Увреда.", hidden_mandate=cast.mandate("lead")
    )

    content = report_content(round_)

    assert content["opinions"][0]["items"][0]["comments"] == []
    assert (content["numbers"]["comments"], content["numbers"]["hidden_comments"]) == (3, 2)


def test_the_hash_is_that_of_the_content_as_the_database_gives_it_back(cast, round_):
    publish_report(round_, by=cast.coordinator)

    report = ConsultationReport.objects.get()
    assert report.content_hash == content_hash(report.content)


def test_freezing_asks_the_same_few_queries_of_any_number_of_comments(cast, round_):
    report_content(round_)  # remembers its document
    counts = []
    for __ in range(2):
        for __ in range(5):
            make.make_comment(round_, cast.mandate("network"), round_.version.passages.first())
        with CaptureQueriesContext(connection) as queries:
            report_content(round_)
        counts.append(len(queries))

    assert counts[0] == counts[1], "\n".join(q["sql"][-180:] for q in queries)
