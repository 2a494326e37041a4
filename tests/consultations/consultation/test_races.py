"""Two connections at once in the loop: comments, answers, report. One is refused, none hangs."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from consultations.comments.actions.comments import change_comment, submit_comment
from consultations.consultation.actions import close_comments, move_dates, open_consultation
from consultations.deadlines.actions.scheduled import run_scheduled_acts
from consultations.models import Comment, Consultation, ConsultationReport, Response
from consultations.opinions.actions.opinions import submit_opinion
from consultations.reports.actions import publish_report
from consultations.responses.actions.responses import respond_to_item
from seko.events.models import Event
from seko.rules.seen import Seen
from tests import factories as make
from tests.rules.breaking import rows
from tests.rules.cases.answer import report, response
from tests.rules.cases.opinion import SUBMITTED, made_opinion
from tests.rules.races import DONE, behind, crossing, one_of, race, several

pytestmark = pytest.mark.django_db(transaction=True)


def say(cast, consultation, who="network", reason="Мера није јасна."):
    return lambda: submit_comment(consultation, by=cast.user(who), kind="general", reason=reason)


def answered(cast):
    """A consultation whose only opinion is in and answered."""
    consultation = make.make_consultation("in_review", [cast.seko, cast.other_seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1, status="submitted")
    return consultation, make.make_response(opinion.items.get(), cast.mandate("coordinator"))


def publishing(cast, consultation):
    return lambda: publish_report(consultation, by=cast.user("coordinator"))


@several
def test_of_two_who_move_the_same_date_at_once_one_is_shown_the_others(cast):
    running = make.make_consultation("open", [cast.seko])
    seen = Seen.of(comments_close_at=running.comments_close_at)
    dates = [running.comments_close_at + timedelta(hours=hours) for hours in (1, 2)]

    outcomes = race(*(partial(_move, cast, running, seen, comments_close_at=at) for at in dates))

    assert one_of(outcomes, "changed_meanwhile")
    running.refresh_from_db()
    assert running.comments_close_at == dates[outcomes.index(DONE)]


def _move(cast, consultation, seen, **dates):
    move_dates(consultation, by=cast.user("coordinator"), reason="Празник.", seen=seen, **dates)


# --- numbers ---------------------------------------------------------------------------------


@several
def test_two_consultations_opened_at_once_get_different_numbers(cast):
    drafts = [make.make_consultation("draft", [cast.seko]) for _ in range(3)]

    outcomes = race(*((lambda c=c: open_consultation(c, by=cast.user("coordinator"))) for c in drafts))

    assert outcomes == [DONE] * 3
    assert len(set(Consultation.objects.filter(pk__in=[c.pk for c in drafts]).values_list("number", flat=True))) == 3


def test_one_consultation_is_opened_once(cast):
    draft = make.make_consultation("draft", [cast.seko])

    outcomes = race(*[lambda: open_consultation(draft, by=cast.user("coordinator"))] * 2)

    assert one_of(outcomes, "not_draft")


def test_comments_at_once_get_different_numbers_in_the_order_of_arrival(cast):
    consultation = make.make_consultation("open", [cast.seko])

    for n in range(3):
        assert race(*(say(cast, consultation, who, f"Мера {n}") for who in ("network", "member", "lead"))) == [DONE] * 3

    comments = list(consultation.comments.order_by("number"))
    assert [comment.number for comment in comments] == list(range(1, 10))
    assert comments == sorted(comments, key=lambda comment: comment.submitted_at)


def test_a_double_click_is_one_comment(cast):
    consultation = make.make_consultation("open", [cast.seko])

    assert race(*[say(cast, consultation)] * 2) == [DONE] * 2

    assert consultation.comments.count() == 1


# --- the end of the window -------------------------------------------------------------------


@pytest.mark.parametrize("late_allowed", [True, False])
@several
def test_a_comment_at_the_end_of_the_window_is_in_time_or_marked_or_refused(cast, late_allowed):
    consultation = make.make_consultation("open", [cast.seko], late_comments_allowed=late_allowed)

    outcomes = race(
        *(say(cast, consultation, who) for who in ("network", "member")),
        lambda: close_comments(consultation, by=cast.user("coordinator"), reason="Хитно."),
    )

    consultation.refresh_from_db()
    assert outcomes[2] == DONE
    assert set(outcomes[:2]) <= {DONE, "window_closed"}
    comments = list(consultation.comments.all())
    assert len(comments) == outcomes[:2].count(DONE)
    for comment in comments:
        assert comment.is_late == (comment.submitted_at >= consultation.comments_close_at)


def test_a_comment_being_written_is_waited_for_by_who_ends_the_window(cast):
    consultation = make.make_consultation("open", [cast.seko])

    outcomes = behind(
        say(cast, consultation), lambda: close_comments(consultation, by=cast.user("coordinator"), reason="Хитно.")
    )

    assert outcomes == [DONE, DONE]
    consultation.refresh_from_db()
    comment = consultation.comments.get()
    assert not comment.is_late
    assert comment.submitted_at < consultation.comments_close_at


@pytest.mark.parametrize("late_allowed", [True, False])
def test_a_comment_that_waits_for_the_end_of_the_window_is_late(cast, late_allowed):
    consultation = make.make_consultation("open", [cast.seko], late_comments_allowed=late_allowed)

    outcomes = behind(
        lambda: close_comments(consultation, by=cast.user("coordinator"), reason="Хитно."), say(cast, consultation)
    )

    assert outcomes == [DONE, DONE if late_allowed else "window_closed"]
    assert [comment.is_late for comment in consultation.comments.all()] == [True] * late_allowed


def test_the_same_holds_for_writes_that_ask_no_action(cast):
    consultation = make.make_consultation("open", [cast.seko], urgency_reason="Хитно.")
    now = timezone.now()
    mandate = cast.mandate("network")
    unmarked = Comment(consultation=consultation, number=1, reason="-", submitted_at=now, mandate=mandate,
                       organization=mandate.organization)  # fmt: skip

    outcomes = behind(lambda: rows(consultation).update(comments_close_at=now), unmarked.save)
    assert outcomes == [DONE, "comment_late_is_marked"]

    other = make.make_consultation("open", [cast.seko], urgency_reason="Хитно.")
    unmarked.consultation = other
    outcomes = behind(unmarked.save, lambda: rows(other).update(comments_close_at=now))
    assert outcomes == [DONE, "consultation_window_keeps_comments"]


def test_a_comment_is_not_changed_behind_the_end_of_the_window(cast):
    consultation = make.make_consultation("open", [cast.seko])
    comment = make.make_comment(consultation, cast.mandate("network"))

    outcomes = behind(
        lambda: close_comments(consultation, by=cast.user("coordinator"), reason="Хитно."),
        lambda: change_comment(comment, by=cast.user("network"), kind="general", reason="Друго."),
    )

    assert outcomes == [DONE, "window_closed"]
    assert Comment.objects.get(pk=comment.pk).reason == comment.reason


# --- the report ------------------------------------------------------------------------------


@several
def test_one_report_of_two_published_at_once(cast):
    consultation, _answer = answered(cast)

    outcomes = race(*[publishing(cast, consultation)] * 2)

    assert one_of(outcomes, "not_in_review")
    assert ConsultationReport.objects.filter(consultation=consultation).count() == 1


def test_one_report_of_two_written_at_once():
    consultation = make.make_consultation("in_review")
    first, second = report(consultation), report(consultation)
    second.number += "2"

    assert one_of(crossing(first.save, second.save), "report_one_per_consultation")


def test_no_answer_is_deleted_behind_the_report(cast):
    consultation, answer = answered(cast)

    assert behind(publishing(cast, consultation), lambda: rows(answer).delete()) == [DONE, "report_published_fixed"]


def test_no_report_is_published_behind_the_deletion_of_an_answer(cast):
    consultation, answer = answered(cast)

    assert behind(lambda: rows(answer).delete(), publishing(cast, consultation)) == [DONE, "items_unanswered"]


@several
def test_report_and_deletion_of_an_answer_do_not_pass_each_other(cast):
    consultation, answer = answered(cast)

    outcomes = race(publishing(cast, consultation), lambda: rows(answer).delete())

    assert outcomes in ([DONE, "report_published_fixed"], ["items_unanswered", DONE])
    assert (
        ConsultationReport.objects.filter(consultation=consultation).exists()
        == Response.objects.filter(pk=answer.pk).exists()
    )


@several
def test_raw_report_and_raw_deletion_do_not_pass_each_other_either():
    answer = response()
    row = report(answer.item.opinion.consultation)

    outcomes = crossing(row.save, lambda: rows(answer).delete())

    assert outcomes in ([DONE, "report_published_fixed"], ["report_items_answered", DONE])


@several
def test_report_and_another_opinion_do_not_pass_each_other(cast):
    lead = cast.other_seko.consortia.get().memberships.get(role="lead").organization
    other_lead = make.make_representative(lead)
    consultation, _answer = answered(cast)
    late = make.make_opinion(consultation, cast.other_seko, other_lead.representations.get())
    again = type(other_lead).objects.get(pk=other_lead.pk)

    outcomes = race(publishing(cast, consultation), lambda o=late, who=again: submit_opinion(o, by=who))

    assert outcomes in ([DONE, "consultation_over"], ["items_unanswered", DONE])


@several
def test_raw_report_and_raw_submission_do_not_pass_each_other_either():
    opinion = made_opinion()
    row = report(opinion.consultation)

    outcomes = crossing(row.save, lambda o=opinion: rows(o).update(submitted_at=timezone.now(), **SUBMITTED))

    assert one_of(outcomes, "report_items_answered")


@several
def test_two_answers_to_one_item_at_once_are_one_answer(cast):
    item = made_opinion(status="submitted", items=1).items.get()

    outcomes = race(
        *(
            (lambda o=o: respond_to_item(item, by=cast.user("coordinator"), outcome=o, reason="Јер."))
            for o in ("accepted", "partly")
        )
    )

    assert outcomes == [DONE, DONE]
    assert Response.objects.filter(item=item).count() == 1


# --- the clock -------------------------------------------------------------------------------


@several
def test_two_clocks_at_once_tell_and_remind_once(cast):
    announced = open_consultation(make.make_consultation("draft", [cast.seko]), by=cast.user("coordinator"))
    at = announced.comments_close_at - timedelta(hours=20)

    assert race(*[lambda: run_scheduled_acts(at=at)] * 3) == [DONE] * 3

    told = Event.objects.about(f"consultation:{announced.pk}").values_list("verb", flat=True)
    assert sorted(told) == ["consultation.closes_soon", "consultation.comments_begun", "consultation.opened"]
