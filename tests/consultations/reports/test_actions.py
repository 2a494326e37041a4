"""How the report becomes what it stays, and what became of a comment."""

import pytest
from django.core.exceptions import PermissionDenied

from consultations.comments.disposition import dispositions_of
from consultations.models import Consultation, ConsultationReport, Opinion
from consultations.opinions.content import content_hash
from consultations.reports.actions import publish_report
from consultations.reports.content import report_content
from consultations.responses.actions.responses import items_without_response, respond_to_item
from organizations.actions import end_representation
from tests import factories as make
from tests.cast import Cast
from tests.happened import last_event, signature, told, verbs
from tests.refusals import refused

NO_COORDINATORS = [role for role in Cast.roles() if role != "coordinator"]


@pytest.fixture
def consultation(cast):
    return make.make_consultation("in_review", [cast.seko])


@pytest.fixture
def comment(cast, consultation):
    return make.make_comment(consultation, cast.mandate("network"))


@pytest.fixture
def item(cast, consultation, comment):
    """The only item of the only opinion; it merges the only comment."""
    mandate = cast.mandate("lead")
    return make.make_opinion(
        consultation, cast.seko, mandate, items=1, status="submitted", comments=[comment]
    ).items.get()


# --- the report ------------------------------------------------------------------------------


def test_the_report_is_published_frozen_numbered_hashed_and_told(cast, item, consultation):
    make.make_comment(consultation, cast.mandate("other_network"))
    respond_to_item(item, by=cast.coordinator, outcome="accepted")

    report = publish_report(consultation, by=cast.coordinator, summary="Мере су јасније.")

    report.refresh_from_db()
    assert (report.number, report.summary) == (f"{consultation.number}/R", "Мере су јасније.")
    assert (report.organization, report.mandate) == (cast.office, cast.mandate("coordinator"))
    assert report.content_hash == content_hash(report.content) == content_hash(report_content(consultation))
    assert report.content["numbers"]["comments"] == 2
    assert Consultation.objects.get(pk=consultation.pk).status == "answered"
    assert signature(last_event()) == ("report.published", cast.coordinator, cast.office, True)
    assert told(cast, last_event()) == {"network", "other_network", "lead", "member"}


def test_a_report_is_published_once(cast, item, consultation):
    respond_to_item(item, by=cast.coordinator, outcome="accepted")
    publish_report(consultation, by=cast.coordinator)

    with refused("not_in_review"):
        publish_report(consultation, by=cast.coordinator)
    assert (ConsultationReport.objects.count(), verbs()) == (1, ["item.answered", "report.published"])


@pytest.mark.parametrize("who", NO_COORDINATORS)
def test_only_the_coordinator_publishes(cast, item, consultation, who):
    make.make_response(item, cast.mandate("coordinator"))

    with pytest.raises(PermissionDenied):
        publish_report(consultation, by=cast.user(who))
    assert not ConsultationReport.objects.exists()


@pytest.mark.parametrize("state", ["draft", "upcoming", "open", "consolidation", "answered", "cancelled"])
def test_a_report_is_published_when_the_opinions_are_in(cast, state):
    with refused("not_in_review"):
        publish_report(make.make_consultation(state, [cast.seko]), by=cast.coordinator)


def test_every_item_has_its_answer_before_the_report(cast, item, consultation):
    assert list(items_without_response(consultation)) == [item]

    with refused("items_unanswered"):
        publish_report(consultation, by=cast.coordinator)
    assert (verbs(), Consultation.objects.get(pk=consultation.pk).status) == ([], "in_review")


@pytest.mark.parametrize("status", ["draft", "in_review", "returned"])
def test_an_answer_that_is_not_approved_is_none_for_the_report(cast, item, consultation, status):
    make.make_response(item, cast.mandate("coordinator"), status=status, review_note="Скратити.")

    assert list(items_without_response(consultation)) == [item]
    with refused("items_unanswered"):
        publish_report(consultation, by=cast.coordinator)


def test_a_draft_opinion_does_not_hold_the_report_up(cast, consultation):
    make.make_opinion(consultation, cast.seko, cast.mandate("lead"))

    report = publish_report(consultation, by=cast.coordinator)

    assert report.content["opinions"] == []


def test_a_report_stays_what_it_was_when_names_change_and_people_leave(cast, item, consultation):
    respond_to_item(item, by=cast.coordinator, outcome="accepted")
    mandate = cast.mandate("coordinator")
    report = publish_report(consultation, by=cast.coordinator)
    told_then = ConsultationReport.objects.get().content

    cast.network_org.name = "Ново име"
    cast.network_org.save()
    end_representation(mandate, by=cast.administrator)

    assert ConsultationReport.objects.get().content == told_then
    assert content_hash(told_then) == report.content_hash
    assert ConsultationReport.objects.get().mandate == mandate
    with pytest.raises(PermissionDenied):
        publish_report(make.make_consultation("in_review", [cast.seko]), by=cast.user("coordinator"))


# --- what became of a comment ----------------------------------------------------------------


def test_the_fate_of_a_comment_is_told_from_submitted_opinions_only(cast, item, comment, consultation):
    waiting = make.make_comment(consultation, cast.mandate("network"))
    elsewhere = make.make_consultation("consolidation", [cast.seko])
    drafted = make.make_comment(elsewhere, cast.mandate("network"))
    make.make_opinion(elsewhere, cast.seko, cast.mandate("lead"), comments=[drafted])

    dispositions = dispositions_of([comment, waiting, drafted])

    assert [row.pk for row in dispositions[comment.pk].items] == [item.pk]
    assert (dispositions[comment.pk].is_open, dispositions[waiting.pk].is_open, dispositions[drafted.pk].is_open) == (
        False,
        True,
        True,
    )
    assert Opinion.objects.submitted().count() == 1
