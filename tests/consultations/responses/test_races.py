"""Two people answer, review and publish at once, each with a connection of their own: nobody overwrites the other."""

import pytest
from django.db import transaction

from consultations.models import Assignment, ConsultationReport, Landing, Response
from consultations.reports.actions import publish_report
from consultations.responses.actions.implementation import note_implementation
from consultations.responses.actions.responses import (
    ResponseContent,
    approve_responses,
    respond_to_item,
    respond_to_items,
    return_responses,
)
from tests import factories as make
from tests.rules.breaking import rows
from tests.rules.races import DONE, behind, one_of, race, several

pytestmark = pytest.mark.django_db(transaction=True)


def asked(cast, items=1, **answer):
    """The items of an opinion, sent to the ministry; with `answer`, each answered by it."""
    consultation = make.make_consultation("in_review", [cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=items, status="submitted")
    found = list(opinion.items.order_by("position"))
    for item in found:
        Assignment.objects.create(item=item, institution=cast.ministry, mandate=cast.mandate("coordinator"))
        if answer:
            make.make_response(item, cast.mandate("contact"), **answer)
    return found if items > 1 else found[0]


@several
@pytest.mark.parametrize("seen", [0, 1])
def test_of_two_who_saw_the_same_answer_one_stores_and_the_other_is_told(cast, seen):
    item = asked(cast, **({"status": "draft"} if seen else {}))

    def write(who, reason):
        return lambda: respond_to_item(item, by=cast.user(who), outcome="noted", reason=reason, revision=seen)

    outcomes = race(write("coordinator", "Прво."), write("desk_officer", "Друго."))

    assert one_of(outcomes, "changed_meanwhile")
    response = Response.objects.get(item=item)
    assert (response.reason, response.revision) == (["Прво.", "Друго."][outcomes.index(DONE)], seen + 1)


@several
def test_what_the_office_approves_is_what_it_read(cast):
    item = asked(cast, status="returned", review_note="Краће.")
    rows(item.response).update(status="draft")

    outcomes = behind(
        lambda: respond_to_item(item, by=cast.user("contact"), outcome="accepted", send=True, revision=1),
        lambda: approve_responses([item], by=cast.user("coordinator"), revisions={item.pk: 1}),
    )

    assert outcomes == [DONE, "changed_meanwhile"]
    assert Response.objects.get(item=item).status == "in_review"


@several
def test_one_approves_and_another_returns(cast):
    item = asked(cast, status="in_review")
    seen = {item.pk: 1}

    outcomes = race(
        lambda: approve_responses([item], by=cast.user("coordinator"), revisions=seen),
        lambda: return_responses([item], by=cast.user("desk_officer"), note="Краће.", revisions=seen),
    )

    assert one_of(outcomes, "changed_meanwhile")
    assert Response.objects.get(item=item).status == ["approved", "returned"][outcomes.index(DONE)]


@several
def test_two_who_answer_the_same_items_at_once_take_turns(cast):
    items = asked(cast, items=3)
    seen = dict.fromkeys((item.pk for item in items), 0)

    def write(who, chosen):
        answers = dict.fromkeys(chosen, ResponseContent("noted", "Да."))
        return lambda: respond_to_items(answers, by=cast.user(who), revisions=seen)

    outcomes = race(write("coordinator", items), write("desk_officer", items[::-1]))

    assert one_of(outcomes, "changed_meanwhile")
    assert Response.objects.filter(item__in=items, revision=1).count() == 3


@several
def test_no_report_is_published_with_an_answer_that_is_just_returned(cast):
    item = asked(cast, status="approved")
    consultation = item.opinion.consultation

    outcomes = race(
        lambda: publish_report(consultation, by=cast.user("coordinator")),
        lambda: return_responses([item], by=cast.user("desk_officer"), note="Ипак не."),
    )

    assert outcomes in ([DONE, "report_published"], ["items_unanswered", DONE])
    published = ConsultationReport.objects.filter(consultation=consultation).exists()
    assert published == (Response.objects.get(item=item).status == "approved")


@several
def test_a_raw_report_does_not_pass_an_answer_that_is_returned(cast):
    item = asked(cast, status="approved")

    def take_back():
        with transaction.atomic():
            rows(item.response).update(status="returned", review_note="Не.")

    outcomes = behind(take_back, lambda: publish_report(item.opinion.consultation, by=cast.user("coordinator")))

    assert outcomes == [DONE, "items_unanswered"]


@several
def test_two_who_note_where_an_item_landed_leave_one_note(cast):
    item = asked(cast, status="approved")
    consultation = item.opinion.consultation
    publish_report(consultation, by=cast.user("coordinator"))
    passages = list(make.make_document_version(document=consultation.version.document, number=2).passages.all()[:2])

    outcomes = race(
        *((lambda p=p: note_implementation(item, passage=p, by=cast.user("coordinator"))) for p in passages)
    )

    assert outcomes == [DONE, DONE]
    assert Landing.objects.filter(response__item=item).count() == 1
