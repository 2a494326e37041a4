"""Rules 7 and 8: one live opinion, frozen once submitted; every item answered before the report, frozen after."""

import pytest
from django.utils import timezone

from consultations.models import ItemComment, MinorityPosition, OpinionItem, SetAside
from tests import factories as make
from tests.rules.breaking import broken, kept, rows
from tests.rules.cases.answer import publish, response
from tests.rules.cases.opinion import made_opinion

pytestmark = pytest.mark.django_db


# --- rule 7 ----------------------------------------------------------------------------------


def test_a_discarded_opinion_makes_room_for_another():
    first = made_opinion()

    with kept():
        rows(first).update(status="discarded")
        second = make.make_opinion(first.consultation, first.seko, first.mandate)
        rows(second).update(status="discarded")
        make.make_opinion(first.consultation, first.seko, first.mandate)


def test_two_sekos_have_their_opinions_on_one_consultation():
    consultation = make.make_consultation(status="consolidation")

    with kept():
        made_opinion("draft", consultation)
        made_opinion("submitted", consultation)


def test_a_draft_and_all_its_parts_change():
    consultation = make.make_consultation(status="consolidation")
    comment, other = make.make_comment(consultation), make.make_comment(consultation)
    opinion = made_opinion("draft", consultation, comments=[comment])
    first, second = opinion.items.all()

    with kept():
        rows(opinion).update(introduction="Увод.")
        rows(first).update(position=2)
        rows(second).update(position=1, passage=consultation.version.passages.first())
        ItemComment.objects.create(item=second, comment=other)
        MinorityPosition.objects.create(opinion=opinion, item=second, organization=make.make_organization(), text="Не.")
        SetAside.objects.create(opinion=opinion, comment=other, reason="Понавља се.")
        opinion.set_aside.all().delete()
        rows(opinion).update(status="submitted", number="K-1/E", content_hash="0" * 64, submitted_at=timezone.now())


def test_one_comment_may_be_merged_into_two_items_and_two_opinions():
    consultation = make.make_consultation(status="consolidation")
    comment = make.make_comment(consultation)
    opinion = made_opinion("draft", consultation, comments=[comment])

    with kept():
        ItemComment.objects.create(item=opinion.items.last(), comment=comment)
        made_opinion("draft", consultation, comments=[comment])


def test_an_item_does_not_leave_a_submitted_opinion_by_any_door():
    frozen, draft = made_opinion(status="submitted"), made_opinion(items=0)

    with broken("item_opinion_fixed"):
        frozen.items.update(opinion=draft)
    with broken("opinion_submitted_fixed"):
        OpinionItem.objects.filter(opinion=frozen)._raw_delete("default")


# --- rule 8 ----------------------------------------------------------------------------------


def test_an_accepted_item_needs_no_reason():
    with kept():
        response(outcome="accepted", reason="")


@pytest.mark.parametrize("outcome", ["partly", "not_accepted", "noted", "already_covered", "out_of_scope"])
def test_anything_else_has_a_reason(outcome):
    with kept():
        answer = response(outcome=outcome, reason="Није у надлежности.")

    with broken("response_has_reason"):
        rows(answer).update(reason="")


def test_an_answer_lands_in_a_later_version_of_the_document():
    answer = response()
    consulted = answer.item.opinion.consultation.version
    third = make.make_document_version(document=consulted.document, number=3)

    with kept():
        rows(answer).update(landed_in=third.passages.first())


def test_but_not_in_an_earlier_one():
    second = make.make_document_version(number=2)
    first = make.make_document_version(document=second.document, number=1)
    answer = response(made_opinion("submitted", make.make_consultation("in_review", version=second)).items.first())

    with broken("response_landed_in_document"):
        rows(answer).update(landed_in=first.passages.first())


def test_answers_change_until_the_report_is_out():
    answer = response()

    with kept():
        rows(answer).update(outcome="partly", reason="Делом.")
        rows(answer).delete()
        response(answer.item)


def test_a_report_is_published_when_every_item_is_answered():
    consultation = make.make_consultation(status="in_review")
    for opinion in [made_opinion("submitted", consultation), made_opinion("submitted", consultation)]:
        for item in opinion.items.all():
            response(item)

    with kept():
        publish(consultation)


def test_an_answer_in_the_same_transaction_comes_before_the_report():
    item = made_opinion(status="submitted", items=1).items.get()

    with broken("report_published_fixed"):
        publish(item.opinion.consultation)
        response(item)
    with kept():
        response(item)
        publish(item.opinion.consultation)


def test_items_of_drafts_and_of_discarded_opinions_need_no_answer():
    consultation = make.make_consultation(status="in_review")
    made_opinion("draft", consultation)
    rows(made_opinion("draft", consultation)).update(status="discarded")

    with kept():
        publish(consultation)


def test_no_answer_is_added_after_the_report():
    opinion = made_opinion("draft")
    publish(opinion.consultation)

    with broken("report_published_fixed"):
        response(opinion.items.first())


def test_a_consultation_without_opinions_has_a_report_too():
    with kept():
        publish(make.make_consultation(status="in_review"))
