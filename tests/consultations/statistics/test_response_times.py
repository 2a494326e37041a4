"""How fast institutions answer: only published answers count, unless the Office asks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.models import Assignment, Consultation, Response
from consultations.statistics.formulas import response_times
from tests import factories as make

DAY = timedelta(days=1)
SENT_AT = timezone.now() - 40 * DAY


@pytest.fixture
def under_review(cast):
    """A consultation that waits for answers, due thirty days after its items were sent."""
    opens = SENT_AT - 50 * DAY
    return make.make_consultation(
        "in_review",
        [cast.seko],
        opens_at=opens,
        comments_close_at=opens + 15 * DAY,
        opinion_due_at=opens + 30 * DAY,
        answer_due_at=SENT_AT + 30 * DAY,
    )


def send(cast, consultation, *days, by="contact", due_after=None, institution=None):
    """One item for each number of days that the answer took; None for an item without an answer."""
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=len(days), status="submitted")
    mandate = cast.mandate(by)
    for item, took in zip(opinion.items.order_by("position"), days, strict=True):
        assignment = Assignment.objects.create(
            item=item,
            institution=institution or cast.ministry,
            mandate=cast.mandate("coordinator"),
            due_on=due_after and timezone.localdate(SENT_AT + due_after * DAY),
        )
        Assignment.objects.filter(pk=assignment.pk).update(assigned_at=SENT_AT)
        if took is not None:
            response = make.make_response(item, mandate)
            Response.objects.filter(pk=response.pk).update(answered_at=SENT_AT + took * DAY)


def publish(consultation, status="answered"):
    Consultation.objects.filter(pk=consultation.pk).update(status=status, cancel_reason="Повучено.")


def facts(rows):
    return [
        (row.sent, row.answered, row.by_others, row.waiting, row.late, row.overdue, row.median_days, row.slow_days)
        for row in rows
    ]


@pytest.mark.parametrize(("status", "answered"), [("draft", 0), ("returned", 0), ("in_review", 1), ("approved", 1)])
def test_an_answer_counts_when_it_was_handed_on(cast, under_review, status, answered):
    send(cast, under_review, 3)
    Response.objects.update(status=status, review_note="Краће.")

    [row] = response_times(with_unpublished=True)

    assert (row.answered, row.waiting, row.by_others) == (answered, 1 - answered, 0)


def test_half_and_nine_of_ten_answers_in_days(cast, under_review):
    send(cast, under_review, 1, 2, 4, 8, 11)
    publish(under_review)

    times = response_times()

    # Nine of ten: 0.9 of the way over four gaps is 3.6 gaps, from 8 by 0.6 of the gap to 11.
    assert [row.institution for row in times] == [cast.ministry]
    assert facts(times) == [(5, 5, 0, 0, 0, 0, 4.0, pytest.approx(9.8))]


def test_an_even_number_of_answers_has_its_middle_between_two(cast, under_review):
    send(cast, under_review, 3, 10)
    publish(under_review)

    assert facts(response_times()) == [(2, 2, 0, 0, 0, 0, 6.5, pytest.approx(9.3))]


def test_nothing_is_told_before_the_report_except_to_the_office(cast, under_review):
    send(cast, under_review, 5, None)

    assert response_times() == []
    assert facts(response_times(with_unpublished=True)) == [(2, 1, 0, 1, 0, 1, 5.0, 5.0)]


@pytest.mark.parametrize("with_unpublished", [False, True])
def test_a_cancelled_consultation_does_not_count(cast, under_review, with_unpublished):
    send(cast, under_review, 5)
    publish(under_review, "cancelled")

    assert response_times(with_unpublished=with_unpublished) == []


def test_what_the_office_answered_is_not_the_institution_s_speed(cast, under_review):
    send(cast, under_review, 5, 7, by="desk_officer")
    publish(under_review)

    assert facts(response_times()) == [(2, 0, 2, 0, 0, 0, None, None)]


def test_an_answer_is_late_after_its_own_day_else_after_that_of_the_consultation(cast, under_review):
    send(cast, under_review, 10, 11, due_after=10)
    publish(under_review)
    assert facts(response_times())[0][4] == 1

    other = make.make_consultation("in_review", [cast.seko])
    Consultation.objects.filter(pk=other.pk).update(
        opens_at=SENT_AT - 60 * DAY,
        comments_close_at=SENT_AT - 40 * DAY,
        opinion_due_at=SENT_AT,
        answer_due_at=SENT_AT + 30 * DAY,
    )
    send(cast, other, 30, 31)
    publish(other)
    assert facts(response_times())[0][:5] == (4, 4, 0, 0, 2)


def test_an_item_is_overdue_from_the_day_after_it_was_due(cast, under_review):
    send(cast, under_review, None, due_after=10)
    due = timezone.localdate(SENT_AT + 10 * DAY)

    def overdue(on):
        return response_times(with_unpublished=True, on=on)[0].overdue

    assert (overdue(due), overdue(due + DAY)) == (0, 1)


def test_institutions_are_told_from_the_fastest_to_the_slowest(cast, under_review):
    slow = make.make_organization("Министарство споро", kind="public_body")
    silent = make.make_organization("Министарство ћутљиво", kind="public_body")
    send(cast, under_review, 9)
    others = [make.make_consultation("in_review", [cast.seko]) for __ in range(2)]
    send(cast, others[0], 20, institution=slow, by="desk_officer")
    send(cast, others[1], None, institution=silent)
    contact = make.make_representation(organization=slow, role="institution_contact")
    answers = Response.objects.filter(item__opinion__consultation=others[0])
    answers.update(mandate=contact, organization=slow)

    names = [row.institution.name for row in response_times(with_unpublished=True)]

    assert names == [cast.ministry.name, "Министарство споро", "Министарство ћутљиво"]


def test_narrowed_to_a_seko_and_to_the_year_of_sending(cast, under_review):
    send(cast, under_review, 5)
    publish(under_review)
    year = timezone.localtime(SENT_AT).year

    assert len(response_times(seko=cast.seko, year=year)) == 1
    assert response_times(seko=cast.other_seko) == response_times(year=year - 1) == []


def test_one_query_whatever_there_is(cast, under_review):
    send(cast, under_review, 1, 2, 3)
    publish(under_review)

    with CaptureQueriesContext(connection) as asked:
        response_times()

    assert len(asked) == 1
