"""How the Office and the institutions answer, and how the report becomes what it stays."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from consultations.actions.report import answer_item, assign_item, publish_report, unanswered_items
from consultations.content import content_hash, report_content
from consultations.fate import fates_of
from consultations.models import Assignment, Consultation, ConsultationReport, Opinion, Response
from organizations.actions import end_representation
from seko.validity import today
from tests import factories as make
from tests.cast import Cast
from tests.happened import last_event, signature, told, verbs
from tests.refusals import refused

CASE_WORKERS = {"coordinator", "desk_officer"}
NO_CASE_WORKERS = [role for role in Cast.roles() if role not in CASE_WORKERS]
NO_COORDINATORS = [role for role in Cast.roles() if role != "coordinator"]
OVER = ["answered", "cancelled"]


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


@pytest.fixture
def assigned(cast, item):
    assign_item(item, institution=cast.ministry, by=cast.coordinator)
    return item


def over(consultation, state):
    reason = "Повучено." if state == "cancelled" else ""
    Consultation.objects.filter(pk=consultation.pk).update(status=state, cancel_reason=reason)


# --- sending items ---------------------------------------------------------------------------


@pytest.mark.parametrize("who", sorted(CASE_WORKERS))
def test_case_workers_send_an_item_to_an_institution_and_may_send_it_elsewhere(cast, item, who):
    other = make.make_organization("Министарство културе", kind="public_body")
    due = today() + timedelta(days=5)

    assign_item(item, institution=cast.ministry, by=cast.user(who))
    assign_item(item, institution=other, by=cast.user(who), due_on=due)

    assignment = Assignment.objects.get()
    assert (assignment.institution, assignment.due_on, assignment.mandate) == (other, due, cast.mandate(who))
    assert verbs() == ["item.assigned"] * 2
    assert signature(last_event()) == ("item.assigned", cast.user(who), cast.office, False)
    assert last_event().facts["institution"] == "Министарство културе"
    assert told(cast, last_event()) == set()


@pytest.mark.parametrize("who", NO_CASE_WORKERS)
def test_nobody_else_sends_items(cast, item, who):
    with pytest.raises(PermissionDenied):
        assign_item(item, institution=cast.ministry, by=cast.user(who))
    assert verbs() == []


def test_items_are_sent_to_public_bodies_only(cast, item):
    with refused("not_an_institution"):
        assign_item(item, institution=cast.network_org, by=cast.coordinator)


# --- answering -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "organization"), [("coordinator", "office"), ("desk_officer", "office"), ("contact", "ministry")]
)
def test_the_office_and_the_institution_asked_answer_under_their_mandates(cast, assigned, who, organization):
    at = timezone.now()

    answer_item(assigned, by=cast.user(who), outcome="partly", reason=" Први део. ", at=at)

    response, organization = Response.objects.get(), getattr(cast, organization)
    assert (response.outcome, response.reason, response.answered_at) == ("partly", "Први део.", at)
    assert (response.organization, response.mandate) == (organization, cast.mandate(who))
    assert signature(last_event()) == ("item.answered", cast.user(who), organization, False)
    assert last_event().facts["outcome"] == "partly"
    assert told(cast, last_event()) == set()


@pytest.mark.parametrize("who", [role for role in NO_CASE_WORKERS if role != "contact"])
def test_nobody_else_answers(cast, assigned, who):
    with pytest.raises(PermissionDenied):
        answer_item(assigned, by=cast.user(who), outcome="accepted")
    assert not Response.objects.exists()


def test_an_institution_answers_only_what_was_sent_to_it(cast, item):
    with pytest.raises(PermissionDenied):
        answer_item(item, by=cast.contact, outcome="accepted")

    assign_item(item, institution=make.make_organization(kind="public_body"), by=cast.coordinator)
    with pytest.raises(PermissionDenied):
        answer_item(item, by=cast.contact, outcome="accepted")


def test_an_answer_is_given_anew_until_the_report_is_out(cast, assigned):
    answer_item(assigned, by=cast.contact, outcome="not_accepted", reason="Не.")
    answer_item(assigned, by=cast.desk_officer, outcome="accepted")

    response = Response.objects.get()
    assert (response.outcome, response.reason, response.organization) == ("accepted", "", cast.office)
    publish_report(assigned.opinion.consultation, by=cast.coordinator)
    with refused("report_published"):
        answer_item(assigned, by=cast.contact, outcome="accepted")
    with refused("report_published"):
        assign_item(assigned, institution=cast.ministry, by=cast.coordinator)


@pytest.mark.parametrize("outcome", ["partly", "not_accepted", "already_covered", "out_of_scope"])
@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed_for_anything_but_accepted(cast, item, outcome, reason):
    with refused("reason_missing"):
        answer_item(item, by=cast.coordinator, outcome=outcome, reason=reason)

    answer_item(item, by=cast.coordinator, outcome="accepted", reason=reason)


def test_an_unknown_outcome_and_an_endless_reason_are_refused(cast, item):
    with refused("invalid_choice"):
        answer_item(item, by=cast.coordinator, outcome="maybe", reason="Можда.")
    with refused("max_length"):
        answer_item(item, by=cast.coordinator, outcome="partly", reason="x" * 20_001)


def test_an_answer_lands_in_a_later_version_of_the_same_document(cast, item, consultation):
    document = consultation.version.document
    later = make.make_document_version(document=document, number=2).passages.first()

    for elsewhere in (consultation.version.passages.first(), make.make_document_version(number=2).passages.first()):
        with refused("landed_elsewhere"):
            answer_item(item, by=cast.coordinator, outcome="accepted", landed_in=elsewhere)

    assert answer_item(item, by=cast.coordinator, outcome="accepted", landed_in=later).landed_in == later


def test_a_draft_is_neither_sent_nor_answered(cast, consultation):
    item = make.make_opinion(consultation, cast.seko, cast.mandate("lead")).items.first()

    with refused("not_submitted"):
        assign_item(item, institution=cast.ministry, by=cast.coordinator)
    with refused("not_submitted"):
        answer_item(item, by=cast.coordinator, outcome="accepted")


@pytest.mark.parametrize("state", OVER)
def test_what_is_over_is_neither_sent_nor_answered(cast, item, consultation, state):
    over(consultation, state)

    with refused("report_published"):
        assign_item(item, institution=cast.ministry, by=cast.coordinator)
    with refused("report_published"):
        answer_item(item, by=cast.coordinator, outcome="accepted")


def test_an_opinion_that_came_first_is_answered_while_others_are_in_the_making(cast, item, consultation):
    Consultation.objects.filter(pk=consultation.pk).update(status="consolidation")

    assert answer_item(item, by=cast.coordinator, outcome="accepted").pk


# --- the report ------------------------------------------------------------------------------


def test_the_report_is_published_frozen_numbered_hashed_and_told(cast, item, consultation):
    make.make_comment(consultation, cast.mandate("other_network"))
    answer_item(item, by=cast.coordinator, outcome="accepted")

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
    answer_item(item, by=cast.coordinator, outcome="accepted")
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
    assert list(unanswered_items(consultation)) == [item]

    with refused("items_unanswered"):
        publish_report(consultation, by=cast.coordinator)
    assert (verbs(), Consultation.objects.get(pk=consultation.pk).status) == ([], "in_review")


def test_a_draft_opinion_does_not_hold_the_report_up(cast, consultation):
    make.make_opinion(consultation, cast.seko, cast.mandate("lead"))

    report = publish_report(consultation, by=cast.coordinator)

    assert report.content["opinions"] == []


def test_a_report_stays_what_it_was_when_names_change_and_people_leave(cast, item, consultation):
    answer_item(item, by=cast.coordinator, outcome="accepted")
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


def test_a_contact_who_left_no_longer_answers_and_the_answer_stays(cast, assigned):
    mandate = cast.mandate("contact")
    answer_item(assigned, by=cast.user("contact"), outcome="accepted")

    end_representation(mandate, by=cast.administrator)

    assert (Response.objects.get().organization, Response.objects.get().mandate) == (cast.ministry, mandate)
    with pytest.raises(PermissionDenied):
        answer_item(assigned, by=cast.user("contact"), outcome="accepted")


# --- what became of a comment ----------------------------------------------------------------


def test_the_fate_of_a_comment_is_told_from_submitted_opinions_only(cast, item, comment, consultation):
    waiting = make.make_comment(consultation, cast.mandate("network"))
    elsewhere = make.make_consultation("consolidation", [cast.seko])
    drafted = make.make_comment(elsewhere, cast.mandate("network"))
    make.make_opinion(elsewhere, cast.seko, cast.mandate("lead"), comments=[drafted])

    fates = fates_of([comment, waiting, drafted])

    assert [row.pk for row in fates[comment.pk].items] == [item.pk]
    assert (fates[comment.pk].is_open, fates[waiting.pk].is_open, fates[drafted.pk].is_open) == (False, True, True)
    assert Opinion.objects.submitted().count() == 1
