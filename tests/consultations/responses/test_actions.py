"""How items are sent to institutions, and how an answer is drafted, reviewed, returned and approved."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from consultations.models import Assignment, Consultation, Response
from consultations.reports.actions import publish_report
from consultations.responses.actions.responses import (
    ResponseContent,
    approve_responses,
    assign_item,
    assign_items,
    respond_to_item,
    respond_to_items,
    return_responses,
)
from organizations.actions import end_representation
from seko.rules.validity import today
from tests import factories as make
from tests.cast import Cast
from tests.happened import last_event, signature, told, verbs
from tests.refusals import codes_of, refused

CASE_WORKERS = ["coordinator", "desk_officer"]
NO_CASE_WORKERS = [role for role in Cast.roles() if role not in CASE_WORKERS]
REASON = {"outcome": "partly", "reason": "Први део."}


@pytest.fixture
def consultation(cast):
    return make.make_consultation("in_review", [cast.seko])


@pytest.fixture
def items(cast, consultation):
    """Two items of one opinion."""
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=2, status="submitted")
    return list(opinion.items.order_by("position"))


@pytest.fixture
def item(items):
    return items[0]


@pytest.fixture
def assigned(cast, item):
    assign_item(item, institution=cast.ministry, by=cast.coordinator)
    return item


@pytest.fixture
def sent(cast, assigned):
    respond_to_item(assigned, by=cast.contact, **REASON, send=True)
    return assigned


def state():
    return Response.objects.get().status


# --- sending items ---------------------------------------------------------------------------


@pytest.mark.parametrize("who", CASE_WORKERS)
def test_case_workers_send_an_item_to_an_institution_and_may_send_it_elsewhere(cast, item, who):
    other = make.make_organization("Министарство културе", kind="public_body")
    due = today() + timedelta(days=5)

    assign_item(item, institution=other, by=cast.user(who))
    assign_item(item, institution=cast.ministry, by=cast.user(who), due_on=due)

    assignment = Assignment.objects.get()
    assert (assignment.institution, assignment.due_on, assignment.mandate) == (cast.ministry, due, cast.mandate(who))
    assert verbs() == ["item.assigned"] * 2
    assert signature(last_event()) == ("item.assigned", cast.user(who), cast.office, False)
    assert last_event().facts["institution"] == cast.ministry.name
    assert told(cast, last_event()) == {"contact"}


def test_several_items_are_sent_at_once_with_one_mail(cast, items, consultation):
    assign_items(items, institution=cast.ministry, by=cast.coordinator, due_on=today())

    assert Assignment.objects.filter(institution=cast.ministry, due_on=today()).count() == 2
    assert verbs() == ["item.assigned"]
    assert [row[1] for row in last_event().facts["items"]] == [1, 2]
    assert last_event().topics == consultation.event_topics()


@pytest.mark.parametrize("who", NO_CASE_WORKERS)
def test_nobody_else_sends_approves_or_returns(cast, sent, who):
    for refused_act in (
        lambda by: assign_item(sent, institution=cast.ministry, by=by),
        lambda by: approve_responses([sent], by=by),
        lambda by: return_responses([sent], by=by, note="Краће."),
    ):
        with pytest.raises(PermissionDenied):
            refused_act(cast.user(who))
    assert state() == "in_review"


def test_items_are_sent_to_public_bodies_only(cast, item):
    with refused("not_an_institution"):
        assign_item(item, institution=cast.network_org, by=cast.coordinator)


def test_what_is_approved_is_not_sent_elsewhere(cast, item):
    respond_to_item(item, by=cast.coordinator, outcome="accepted")

    with refused("answer_approved"):
        assign_item(item, institution=cast.ministry, by=cast.coordinator)


# --- answering -------------------------------------------------------------------------------


@pytest.mark.parametrize("who", CASE_WORKERS)
def test_the_office_answers_and_its_answer_is_approved(cast, assigned, who):
    at = timezone.now()

    respond_to_item(assigned, by=cast.user(who), outcome="partly", reason=" Први део. ", at=at)

    response = Response.objects.get()
    assert (response.outcome, response.reason, response.answered_at) == ("partly", "Први део.", at)
    assert (response.organization, response.mandate, response.status) == (cast.office, cast.mandate(who), "approved")
    assert signature(last_event()) == ("item.answered", cast.user(who), cast.office, False)
    assert last_event().facts["outcome"] == "partly"
    assert told(cast, last_event()) == set()


def test_a_contact_drafts_and_sends_for_review_and_the_office_is_told(cast, assigned):
    respond_to_item(assigned, by=cast.contact, outcome="partly")  # a draft needs no reason yet
    assert (state(), signature(last_event())) == ("draft", ("item.drafted", cast.contact, cast.ministry, False))
    assert told(cast, last_event()) == set()

    respond_to_item(assigned, by=cast.contact, **REASON, send=True)

    response = Response.objects.get()
    assert (response.status, response.organization, response.revision) == ("in_review", cast.ministry, 2)
    assert last_event().verb == "item.sent"
    assert told(cast, last_event()) == set(CASE_WORKERS)


@pytest.mark.parametrize("who", [role for role in NO_CASE_WORKERS if role != "contact"])
def test_nobody_else_answers(cast, assigned, who):
    with pytest.raises(PermissionDenied):
        respond_to_item(assigned, by=cast.user(who), outcome="accepted")
    assert not Response.objects.exists()


def test_an_institution_answers_only_what_was_sent_to_it(cast, items):
    assign_item(items[0], institution=cast.ministry, by=cast.coordinator)
    assign_item(items[1], institution=make.make_organization(kind="public_body"), by=cast.coordinator)

    with pytest.raises(PermissionDenied):
        respond_to_items(dict.fromkeys(items, ResponseContent("accepted")), by=cast.contact)
    assert not Response.objects.exists()


def test_an_institution_changes_nothing_while_the_office_reads_nor_when_it_has_approved(cast, sent):
    with refused("answer_in_review"):
        respond_to_item(sent, by=cast.contact, outcome="accepted")

    approve_responses([sent], by=cast.coordinator)
    with refused("answer_approved"):
        respond_to_item(sent, by=cast.contact, outcome="accepted")


def test_the_office_edits_and_approves(cast, sent):
    respond_to_item(sent, by=cast.desk_officer, outcome="accepted", revision=1)

    response = Response.objects.get()
    assert (response.status, response.reason, response.organization) == ("approved", "", cast.office)


def test_the_office_may_keep_its_answer_as_a_draft_and_approve_it_later(cast, item):
    respond_to_item(item, by=cast.desk_officer, **REASON, send=False)
    assert state() == "draft"

    approve_responses([item], by=cast.coordinator)
    assert state() == "approved"


@pytest.mark.parametrize("outcome", [code for code in Response.Outcome.values if code != "accepted"])
def test_a_reason_is_needed_for_anything_but_accepted(cast, item, outcome):
    body = "Министарство правде" if outcome == "forwarded" else ""

    with refused("reason_missing"):
        respond_to_item(item, by=cast.coordinator, outcome=outcome, reason="  ", forwarded_to=body)

    respond_to_item(item, by=cast.coordinator, outcome=outcome, reason="Јер.", forwarded_to=body)


def test_the_competent_body_is_named_for_what_is_forwarded_and_only_for_that(cast, item):
    with refused("forwarded_to_missing"):
        respond_to_item(item, by=cast.coordinator, outcome="forwarded", reason="Није наше.", forwarded_to=" ")
    with refused("forwarded_to_missing"):
        respond_to_item(item, by=cast.coordinator, **REASON, forwarded_to="Министарство правде")


def test_an_unknown_outcome_and_an_endless_reason_are_refused(cast, item):
    with refused("invalid_choice"):
        respond_to_item(item, by=cast.coordinator, outcome="maybe", reason="Можда.")
    with refused("max_length"):
        respond_to_item(item, by=cast.coordinator, outcome="partly", reason="x" * 20_001)


def test_an_answer_lands_in_a_later_version_of_the_same_document(cast, item, consultation):
    document = consultation.version.document
    later = make.make_document_version(document=document, number=2).passages.first()

    for elsewhere in (consultation.version.passages.first(), make.make_document_version(number=2).passages.first()):
        with refused("landed_elsewhere"):
            respond_to_item(item, by=cast.coordinator, outcome="accepted", landed_in=elsewhere)

    assert respond_to_item(item, by=cast.coordinator, outcome="accepted", landed_in=later).landed_in == later


def test_a_draft_opinion_is_neither_sent_nor_answered(cast, consultation):
    item = make.make_opinion(consultation, cast.seko, cast.mandate("lead")).items.first()

    with refused("not_submitted"):
        assign_item(item, institution=cast.ministry, by=cast.coordinator)
    with refused("not_submitted"):
        respond_to_item(item, by=cast.coordinator, outcome="accepted")


@pytest.mark.parametrize("over", ["answered", "cancelled"])
def test_what_is_over_is_neither_sent_nor_answered_nor_reviewed(cast, sent, consultation, over):
    reason = "Повучено." if over == "cancelled" else ""
    Consultation.objects.filter(pk=consultation.pk).update(status=over, cancel_reason=reason)

    for act in (
        lambda: assign_item(sent, institution=cast.ministry, by=cast.coordinator),
        lambda: respond_to_item(sent, by=cast.coordinator, outcome="accepted"),
        lambda: respond_to_item(sent, by=cast.contact, outcome="accepted"),
        lambda: approve_responses([sent], by=cast.coordinator),
        lambda: return_responses([sent], by=cast.coordinator, note="Краће."),
    ):
        with refused("report_published"):
            act()


def test_an_opinion_that_came_first_is_answered_while_others_are_in_the_making(cast, item, consultation):
    Consultation.objects.filter(pk=consultation.pk).update(status="consolidation")

    assert respond_to_item(item, by=cast.coordinator, outcome="accepted").pk


def test_a_contact_who_left_no_longer_answers_and_the_answer_stays(cast, assigned):
    mandate = cast.mandate("contact")
    respond_to_item(assigned, by=cast.user("contact"), outcome="accepted")

    end_representation(mandate, by=cast.administrator)

    assert (Response.objects.get().organization, Response.objects.get().mandate) == (cast.ministry, mandate)
    with pytest.raises(PermissionDenied):
        respond_to_item(assigned, by=cast.user("contact"), outcome="accepted")


# --- review ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", CASE_WORKERS)
def test_a_returned_answer_carries_its_note_to_the_contact_who_sends_it_again(cast, sent, who):
    return_responses([sent], by=cast.user(who), note=" Краће, молимо. ")

    response = Response.objects.get()
    assert (response.status, response.review_note) == ("returned", "Краће, молимо.")
    assert (last_event().verb, told(cast, last_event())) == ("item.returned", {"contact"})
    respond_to_item(sent, by=cast.contact, outcome="accepted")
    assert state() == "returned"  # until it is handed on
    respond_to_item(sent, by=cast.contact, outcome="accepted", send=True)
    assert state() == "in_review"
    approve_responses([sent], by=cast.user(who))
    assert (state(), Response.objects.get().review_note) == ("approved", "")
    assert signature(last_event()) == ("item.approved", cast.user(who), cast.office, False)


def test_a_note_is_needed_to_return_an_answer(cast, sent):
    with refused("note_missing"):
        return_responses([sent], by=cast.coordinator, note="  ")


def test_an_approved_answer_is_returned_as_well_until_the_report_is_out(cast, sent, consultation):
    approve_responses([sent], by=cast.coordinator)

    return_responses([sent], by=cast.coordinator, note="Ипак не.")

    assert state() == "returned"


@pytest.mark.parametrize(("status", "code"), [("draft", "not_in_review"), ("returned", "not_in_review")])
def test_what_the_institution_still_holds_is_neither_approved_nor_returned(cast, assigned, status, code):
    make.make_response(assigned, cast.mandate("contact"), status=status, review_note="Краће.")

    with refused(code):
        approve_responses([assigned], by=cast.coordinator)
    with refused(code):
        return_responses([assigned], by=cast.coordinator, note="Краће.")


def test_an_item_without_an_answer_is_neither_approved_nor_returned(cast, assigned):
    with refused("not_in_review"):
        approve_responses([assigned], by=cast.coordinator)
    with refused("not_in_review"):
        return_responses([assigned], by=cast.coordinator, note="Краће.")


def test_an_answer_of_the_office_has_nobody_to_be_returned_to(cast, item):
    respond_to_item(item, by=cast.coordinator, outcome="accepted")

    with refused("not_assigned"):
        return_responses([item], by=cast.coordinator, note="Краће.")


# --- several at once, and two at once --------------------------------------------------------


def test_one_answer_is_given_to_many_items_with_one_event(cast, items):
    respond_to_items(dict.fromkeys(items, ResponseContent("noted", "Примљено к знању.")), by=cast.coordinator)

    assert set(Response.objects.values_list("outcome", "reason", "status")) == {
        ("noted", "Примљено к знању.", "approved")
    }
    assert verbs() == ["item.answered"]


def test_all_or_nothing_and_each_refusal_names_its_item(cast, items, consultation):
    assign_items(items, institution=cast.ministry, by=cast.coordinator)
    respond_to_item(items[1], by=cast.contact, **REASON, send=True)

    with pytest.raises(ValidationError) as caught:
        respond_to_items(dict.fromkeys(items, ResponseContent("accepted")), by=cast.contact)

    [message] = caught.value.messages
    assert message.startswith(f"{items[1].opinion.number}, 2: ")
    assert codes_of(caught.value) == {"answer_in_review"}
    assert Response.objects.count() == 1
    with pytest.raises(ValidationError) as caught:
        approve_responses(items, by=cast.coordinator)
    assert caught.value.messages[0].startswith(f"{items[0].opinion.number}, 1: ")
    assert state() == "in_review"


def test_items_of_two_consultations_are_not_answered_together(cast, item):
    other = make.make_consultation("in_review", [cast.seko])
    elsewhere = make.make_opinion(other, cast.seko, cast.mandate("lead"), items=1, status="submitted").items.get()

    with refused("item_of_other"):
        respond_to_items(dict.fromkeys([item, elsewhere], ResponseContent("accepted")), by=cast.coordinator)


def test_what_somebody_changed_meanwhile_is_neither_overwritten_nor_judged(cast, sent):
    seen = Response.objects.get().revision
    respond_to_item(sent, by=cast.desk_officer, outcome="accepted", send=False, revision=seen)

    for act in (
        lambda: respond_to_item(sent, by=cast.coordinator, **REASON, revision=seen),
        lambda: approve_responses([sent], by=cast.coordinator, revisions={sent.pk: seen}),
        lambda: return_responses([sent], by=cast.coordinator, note="Краће.", revisions={sent.pk: seen}),
    ):
        with refused("changed_meanwhile"):
            act()
    assert Response.objects.get().outcome == "accepted"


def test_an_answer_given_where_there_was_none_when_the_page_was_read_is_seen_too(cast, item):
    respond_to_item(item, by=cast.coordinator, outcome="accepted", revision=0)

    with refused("changed_meanwhile"):
        respond_to_item(item, by=cast.coordinator, **REASON, revision=0)


def test_an_approved_answer_is_published_as_it_is(cast, sent, items, consultation):
    respond_to_item(
        items[1], by=cast.coordinator, outcome="forwarded", reason="Надлежно је друго.", forwarded_to="МПШВ"
    )
    approve_responses([sent], by=cast.coordinator)

    report = publish_report(consultation, by=cast.coordinator)

    told_in_report = {answer["item"]: answer for answer in report.content["opinions"][0]["answers"]}
    assert told_in_report[items[1].pk]["forwarded_to"] == "МПШВ"
    assert told_in_report[sent.pk]["answered_by"]["id"] == cast.ministry.pk
