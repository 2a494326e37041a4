"""Under which mandate an answer is given, in which state saving leaves it, and when answers change at all."""

import pytest

from consultations.deadlines.institutions import institution_deadlines
from consultations.models import Consultation, OpinionItem, Response
from consultations.responses.actions.responses import (
    ResponseContent,
    approve_responses,
    assign_item,
    items_without_response,
    respond_to_item,
    respond_to_items,
    return_responses,
)
from consultations.responses.queries import stuck_items
from seko.events.models import Event
from seko.rules.validity import today
from tests import factories as make
from tests.happened import last_event
from tests.refusals import refused

REASON = {"outcome": "partly", "reason": "Први део."}
RETURNED = {"status": "returned", "review_note": "Краће."}


@pytest.fixture
def item(cast):
    consultation = make.make_consultation("in_review", [cast.seko])
    return make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1, status="submitted").items.get()


@pytest.fixture
def assigned(cast, item):
    assign_item(item, institution=cast.ministry, by=cast.coordinator)
    return item


def saved():
    response = Response.objects.get()
    return response.status, response.review_note


# --- for whom --------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["coordinator", "desk_officer"])
@pytest.mark.parametrize(
    ("sent_to", "speaks_for", "status"),
    [("ministry", "ministry", "draft"), ("elsewhere", "office", "approved"), ("nobody", "office", "approved")],
)
def test_who_is_contact_and_works_for_the_office_too_answers_as_contact_what_was_sent_to_the_institution(
    cast, item, who, sent_to, speaks_for, status
):
    contact = make.make_representation(getattr(cast, who), cast.ministry, "institution_contact")
    if sent_to != "nobody":
        elsewhere = make.make_organization(kind="public_body")
        assign_item(item, institution=cast.ministry if sent_to == "ministry" else elsewhere, by=cast.coordinator)

    response = respond_to_item(item, by=cast.user(who), **REASON)

    assert (response.organization, response.status) == (getattr(cast, speaks_for), status)
    assert (response.mandate == contact) == (speaks_for == "ministry")


def test_an_administrator_who_is_contact_answers_as_contact_alone(cast, assigned):
    make.make_representation(cast.administrator, cast.ministry, "institution_contact")

    assert respond_to_item(assigned, by=cast.user("administrator"), **REASON).organization == cast.ministry


# --- in which state --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "send", "after"),
    [
        ({"status": "draft"}, False, ("draft", "")),
        ({"status": "draft"}, True, ("approved", "")),
        ({"status": "in_review"}, False, ("in_review", "")),
        ({"status": "in_review"}, True, ("approved", "")),
        (RETURNED, False, ("returned", "Краће.")),
        (RETURNED, True, ("approved", "")),
        ({"status": "approved"}, False, ("draft", "")),
        ({"status": "approved"}, True, ("approved", "")),
    ],
)
def test_what_the_office_saves_keeps_its_state_until_it_is_handed_on_and_then_has_no_note(
    cast, assigned, before, send, after
):
    make.make_response(assigned, cast.mandate("contact"), **before)

    respond_to_item(assigned, by=cast.coordinator, **REASON, send=send)

    assert saved() == after


@pytest.mark.parametrize(
    ("before", "send", "after"),
    [
        ({"status": "draft"}, False, ("draft", "")),
        ({"status": "draft"}, True, ("in_review", "")),
        (RETURNED, False, ("returned", "Краће.")),
        (RETURNED, True, ("in_review", "Краће.")),  # the reviewer reads what was asked for
    ],
)
def test_what_an_institution_saves_keeps_its_state_and_note_until_the_office_approves(
    cast, assigned, before, send, after
):
    make.make_response(assigned, cast.mandate("contact"), **before)

    respond_to_item(assigned, by=cast.contact, **REASON, send=send)
    assert saved() == after

    if send:
        approve_responses([assigned], by=cast.coordinator)
        assert saved() == ("approved", "")


def test_a_draft_of_an_institution_is_not_approved_over_its_head_and_one_of_the_office_is(cast, assigned):
    make.make_response(assigned, cast.mandate("contact"), status="draft")
    with refused("not_in_review"):
        approve_responses([assigned], by=cast.coordinator)

    Response.objects.update(organization=cast.office, mandate=cast.mandate("desk_officer"))
    approve_responses([assigned], by=cast.coordinator)

    assert saved() == ("approved", "")


@pytest.mark.parametrize("status", ["draft", "returned"])
def test_what_is_not_approved_yet_is_sent_elsewhere_and_what_is_approved_is_not(cast, assigned, status):
    note = "Краће." if status == "returned" else ""
    make.make_response(assigned, cast.mandate("contact"), status=status, review_note=note)
    elsewhere = make.make_organization(kind="public_body")

    assert assign_item(assigned, institution=elsewhere, by=cast.coordinator).institution == elsewhere

    Response.objects.update(status="approved")
    with refused("answer_approved"):
        assign_item(assigned, institution=cast.ministry, by=cast.coordinator)


@pytest.mark.parametrize("status", [None, *Response.Status.values])
def test_an_item_waits_with_whoever_has_to_answer_until_the_answer_is_handed_on(cast, assigned, status):
    if status:
        make.make_response(
            assigned, cast.mandate("contact"), **(RETURNED if status == "returned" else {"status": status})
        )

    waits = status in {None, "draft", "returned"}
    assert OpinionItem.objects.filter(stuck_items()).contains(assigned) == waits
    [row] = institution_deadlines(on=today())
    assert (row.waiting == 1) == waits


# --- several at once -------------------------------------------------------------------------


def two_items(cast):
    consultation = make.make_consultation("in_review", [cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=2, status="submitted")
    return list(opinion.items.order_by("position"))


def told_apart():
    """(what happened, on whose behalf, to which items) of each answer."""
    return sorted(
        (event.verb, event.organization_id, [position for _, position, _ in event.facts["items"]])
        for event in Event.objects.exclude(verb="item.assigned")
    )


def test_who_answers_for_two_institutions_at_once_is_told_for_each(cast):
    items, second = two_items(cast), make.make_organization(kind="public_body")
    make.make_representation(cast.contact, second, "institution_contact")
    for item, institution in zip(items, (cast.ministry, second), strict=True):
        assign_item(item, institution=institution, by=cast.coordinator)

    respond_to_items(dict.fromkeys(items, ResponseContent(**REASON)), by=cast.user("contact"))

    assert told_apart() == [("item.drafted", cast.ministry.pk, [1]), ("item.drafted", second.pk, [2])]


def test_what_is_handed_on_and_what_stays_a_draft_are_told_apart(cast):
    items = two_items(cast)
    assign_item(items[0], institution=cast.ministry, by=cast.coordinator)
    make.make_response(items[0], cast.mandate("contact"), status="in_review")

    respond_to_items(dict.fromkeys(items, ResponseContent(**REASON)), by=cast.coordinator, send=False)

    assert told_apart() == [("item.drafted", cast.office.pk, [2]), ("item.sent", cast.office.pk, [1])]


def test_without_an_approved_answer_are_items_of_this_consultation_and_of_submitted_opinions(cast):
    first, second = two_items(cast)
    two_items(cast)  # of another consultation
    consultation = first.opinion.consultation
    make.make_opinion(consultation, cast.other_seko, cast.mandate("lead"), items=1)  # a draft
    assert list(items_without_response(consultation)) == [first, second]

    make.make_response(first, cast.mandate("coordinator"), status="approved")
    make.make_response(second, cast.mandate("coordinator"), status="draft")

    assert list(items_without_response(consultation)) == [second]


@pytest.mark.parametrize(("due_on", "fact"), [(None, None), (today(), today().isoformat())])
def test_the_day_by_which_an_answer_is_asked_is_told_if_there_is_one(cast, item, due_on, fact):
    assign_item(item, institution=cast.ministry, by=cast.coordinator, due_on=due_on)

    assert last_event().facts["due_on"] == fact


# --- when ------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", Consultation.Status.values)
def test_answers_change_from_the_end_of_comments_until_the_report_is_out(cast, assigned, status):
    make.make_response(assigned, cast.mandate("contact"), status="in_review")
    Consultation.objects.update(status=status, cancel_reason="Повучено." if status == "cancelled" else "")
    acts = [
        lambda: respond_to_item(assigned, by=cast.coordinator, **REASON, send=False),
        lambda: approve_responses([assigned], by=cast.coordinator),
        lambda: return_responses([assigned], by=cast.coordinator, note="Краће."),
    ]

    for act in acts:
        if status in {"consolidation", "in_review"}:
            assert act()
        else:
            with refused("report_published"):
                act()
