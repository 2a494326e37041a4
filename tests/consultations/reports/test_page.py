"""What the report's page shows: numbers first, each item with its answer, and a page for what is too long."""

from itertools import cycle

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.models import Comment, ConsultationReport, ItemComment, Landing, Response
from consultations.reports.actions import publish_report
from consultations.reports.content import report_content
from tests.browsing import address
from tests.consultations.test_loop_speed import comments, draft_of, hand_in, items
from tests.counting import MOST_QUERIES
from tests.full_round import as_of_old, full_round

ORGANIZATIONS = 60  # that speak at most; more of them have many comments each


pytestmark = pytest.mark.usefixtures("files_apart")


@pytest.fixture
def report(cast):
    publish_report(full_round(cast), by=cast.user("coordinator"))
    return ConsultationReport.objects.get()


def page(client, report, query=None, name="report", language="en"):
    response = client.get(address(name, report.consultation.slug, language=language), query or {})
    assert response.status_code == 200
    return response.content.decode()


def large(cast, count):
    """A published report of so many comments and items; the first item merges them all."""
    consultation, opinion = draft_of(cast, "in_review")
    said = comments(consultation, cast, min(count, ORGANIZATIONS))
    said += Comment.objects.bulk_create(
        Comment(
            consultation=consultation, number=said[-1].number + n, kind="general", reason=said[0].reason,
            mandate=by.mandate, organization_id=by.organization_id, submitted_at=by.submitted_at,
        )
        for n, by in zip(range(1, count - len(said) + 1), cycle(said))
    )  # fmt: skip
    made = items(opinion, cast, said)
    ItemComment.objects.bulk_create(ItemComment(item=made[0], comment=each) for each in said[1:])
    hand_in(opinion)
    mandate = cast.mandate("coordinator")
    Response.objects.bulk_create(
        Response(
            item=item, mandate=mandate, organization_id=mandate.organization_id, outcome="accepted",
            status="approved", answered_at=consultation.answer_due_at,
        )
        for item in made
    )  # fmt: skip
    return publish_report(consultation, by=cast.user("coordinator"))


def test_the_page_tells_all_that_was_frozen(client, report):
    text = page(client, report)

    for said in (
        *("Acceptance by SEKO", "Comments, by district", "1. Da li je rok dovoljan?", "Rok za primenu."),
        *("Minority position", "Protiv.", "Comments set aside", "Nije u temi.", "Comments in no opinion", "Razlog 2."),
        *("supported by 1 organization", "1 comment was hidden", "Deadlines changed on", "Molili ste."),
        *("Passage 2.2 of version 2", "Culture SEKO", report.content_hash),
    ):
        assert said in text, said
    assert "Uvreda" not in text
    assert "Razlog 3." not in text


def test_a_report_of_old_with_fewer_parts_is_shown(client, cast, monkeypatch):
    of_old = lambda consultation: as_of_old(report_content(consultation))  # noqa: E731
    monkeypatch.setattr("consultations.reports.actions.report_content", of_old)
    report = publish_report(full_round(cast), by=cast.user("coordinator"))

    assert "Passage 2.2 of the next version" in page(client, report)
    page(client, report, name="report_comments")
    page(client, report, name="report_files")
    for form in ("csv", "xlsx", "docx", "pdf", "json"):
        response = client.get(address("report_file", report.consultation.slug, form))
        assert (response.status_code, bool(b"".join(response.streaming_content))) == (200, True)


def test_where_an_item_landed_afterwards_is_told_as_since_then(client, cast):
    consultation = full_round(cast)
    landed = Response.objects.get().landed_in
    Response.objects.update(landed_in=None)
    report = publish_report(consultation, by=cast.user("coordinator"))
    assert "Accepted, not yet visible in the text." in page(client, report)
    assert "1 item" in page(client, report, {"outcome": "awaited"})

    Landing.objects.create(response=Response.objects.get(), passage=landed, mandate=cast.mandate("coordinator"))

    text = page(client, report)
    assert "Since then, noted on" in text
    assert "Passage 2.2 of version 2" in text


def test_items_are_narrowed_by_outcome(client, report):
    assert "Рок се уводи." in page(client, report, {"outcome": "partly"}, language="sr")
    text = page(client, report, {"outcome": "accepted"})
    assert "No items match" in text
    assert "Rok se uvodi." not in text
    assert "Rok se uvodi." in page(client, report, {"outcome": "nonsense", "page": "x"})


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ({}, ["Razlog 0.", "Razlog 1.", "Razlog 2."], []),
        ({"place": "set_aside"}, ["Razlog 1.", "Nije u temi."], ["Razlog 0.", "Razlog 2."]),
        ({"place": "in_no_opinion"}, ["Razlog 2."], ["Razlog 0.", "Razlog 1."]),
        ({"place": "minority"}, ["Razlog 0."], ["Razlog 1.", "Razlog 2."]),
        ({"place": "late"}, ["No comments match"], ["Razlog 0."]),
        ({"question": "3"}, ["Rok za primenu."], ["Razlog 0."]),
        ({"item": "x", "question": "99", "place": "y"}, ["Razlog 0."], []),
    ],
)
def test_every_comment_can_be_found_by_where_it_went(client, report, query, shown, hidden):
    text = page(client, report, query, name="report_comments")

    assert [said for said in shown if said not in text] == []
    assert [said for said in hidden if said in text] == []


def test_a_long_report_comes_page_by_page(client, cast):
    report = large(cast, 60)
    ids = [item["id"] for item in report.content["opinions"][0]["items"]]

    first, wanted = page(client, report), page(client, report, {"item": ids[40]})

    assert [f'id="i{pk}"' in first for pk in (ids[0], ids[24], ids[25])] == [True, True, False]
    assert [f'id="i{pk}"' in wanted for pk in (ids[24], ids[40])] == [False, True]
    assert first.count("Mera nije jasna.") < 60
    assert f"?item={ids[0]}" in first
    assert page(client, report, {"item": ids[0]}, name="report_comments").count("Mera nije jasna.") == 50


@pytest.mark.parametrize("name", ["report", "report_comments", "report_files"])
def test_queries_do_not_grow_with_the_comments(client, cast, name):
    counts = []
    for rows in (10, 1000) if name == "report" else (10, 60):
        report = large(cast, rows)
        if not counts:
            page(client, report, name=name)  # content types and the like are read once for each process
        with CaptureQueriesContext(connection) as queries:
            page(client, report, name=name)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= MOST_QUERIES
