"""One number for one thing, wherever it is told; and links that lead somewhere."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone, translation

from consultations.comments.actions.comments import submit_comment, withdraw_comment
from consultations.comments.actions.hiding import hide_comment
from consultations.consultation.filters import ConsultationFilter
from consultations.models import Consultation
from consultations.statistics.formulas import comment_flow
from seko.events.templatetags import ending, moment
from seko.rules.deadlines import left_of
from seko.rules.templatetags import due_in_words, time_left_in_words
from tests import factories as make
from tests.browsing import address
from tests.events.loop import play

DAY = timedelta(days=1)


# --- comments --------------------------------------------------------------------------------


@pytest.fixture
def spoken(cast):
    """Five comments: three stand, one was withdrawn, one hidden."""
    consultation = make.make_consultation("open", [cast.seko])
    comments = [
        submit_comment(consultation, by=cast.user("network"), kind="general", reason=f"Мера {number} није јасна.")
        for number in range(5)
    ]
    withdraw_comment(comments[0], by=cast.user("network"))
    hide_comment(comments[1], by=cast.user("lead"), reason="Вређа људе.")
    return consultation


def test_every_place_counts_the_comments_that_stand(client, cast, spoken):
    api = f"/api/v1/consultations/{spoken.slug}/"
    counted = {
        "home": client.get(address("home")).context["numbers"]["comments"],
        "list": client.get(address("list")).context["page"].object_list[0].comment_count,
        "detail": client.get(address("detail", spoken.slug)).context["numbers"]["comments"],
        "comments": client.get(address("comments", spoken.slug)).context["page"].paginator.count,
        "api": client.get(api).json()["comment_count"],
        "api, each": client.get(f"{api}comments/").json()["count"],
        "statistics": sum(comment_flow(consultation=spoken.pk).dispositions.values()),
        "statistics, all": sum(comment_flow().dispositions.values()),
    }

    assert counted == dict.fromkeys(counted, 3)


def test_the_report_counts_as_its_consultation_does(client, cast):
    loop = play(cast)

    report = loop.consultation.report.content["numbers"]["comments"]

    assert report == client.get(address("detail", loop.consultation.slug)).context["numbers"]["comments"] == 2


# --- states ----------------------------------------------------------------------------------


def test_what_is_announced_is_not_listed_as_open(cast):
    opened = make.make_consultation("open", [cast.seko])
    announced = make.make_consultation("upcoming", [cast.seko])
    over = make.make_consultation("open", [cast.seko])
    Consultation.objects.filter(pk=over.pk).update(
        opens_at=timezone.now() - 20 * DAY, comments_close_at=timezone.now() - DAY
    )

    found = {
        state: set(ConsultationFilter({"status": state}, Consultation.objects.all()).qs)
        for state in ("open", "announced", "consolidation")
    }

    assert found == {"open": {opened}, "announced": {announced}, "consolidation": {over}}


# --- time ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "working"),
    [(15, 2), (16, 2), (17, 2), (23, 2)],
)
def test_the_hour_of_the_day_takes_no_working_day_away(hour, working):
    """Wednesday, for a term on Friday at 16:00."""
    due = datetime(2026, 12, 11, 15, tzinfo=UTC)
    now = datetime(2026, 12, 9, hour - 1, 30, tzinfo=UTC)

    assert left_of(due, now).working_days == working
    with translation.override("en"):
        assert time_left_in_words(due, now) == "2 days left (2 working days)"


def test_a_term_at_midnight_belongs_to_the_day_before():
    with translation.override("en"):
        assert "13" in due_in_words(datetime(2026, 12, 13, 23, tzinfo=UTC))
        assert "24:00" in due_in_words(datetime(2026, 12, 13, 23, tzinfo=UTC))
        assert "14" in due_in_words(datetime(2026, 12, 13, 23, 1, tzinfo=UTC))


def test_a_mail_and_the_feed_tell_a_term_at_midnight_as_pages_do():
    with translation.override("en"):
        assert ending("2026-12-13T23:00:00Z") == "13 December 2026, 24:00"
        assert ending("2026-12-13T23:01:00Z") == "14 December 2026, 00:01"
        assert ending("2026-12-13") == moment("2026-12-13")


# --- what is offered -------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["administrator", "desk_officer", "coordinator", "contact", "lead", "network"])
def test_every_link_of_a_dashboard_leads_somewhere(client, cast, role):
    make.make_consultation("draft", [cast.seko])
    review = make.make_consultation("in_review", [cast.seko])
    make.make_opinion(review, cast.seko, cast.mandate("lead"), items=1, status="submitted")
    make.make_consultation("consolidation", [cast.seko])
    client.force_login(cast.user(role))

    main = client.get(address("dashboard")).content.decode().split("<main")[1].split("</main")[0]
    links = {unescape(link) for link in re.findall(r'href="(/[^"#]*)"', main)}

    assert links
    assert {link: client.get(link).status_code for link in links if client.get(link).status_code >= 400} == {}


@pytest.mark.parametrize(("status", "offered"), [("open", False), ("in_review", True), ("cancelled", False)])
def test_items_are_offered_to_be_answered_only_while_they_are(client, cast, status, offered):
    consultation = make.make_consultation(status, [cast.seko])
    client.force_login(cast.user("coordinator"))

    page = client.get(address("detail", consultation.slug)).content.decode()

    assert ("Answer the items" in page) == offered
