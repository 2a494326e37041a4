"""Rules 5 and 6: the dates of a consultation, and comments on the version consulted, in time or marked late."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.models import Comment, Passage
from tests import factories as make
from tests.rules.breaking import broken, kept, rows
from tests.rules.cases.comment import attached, comment_like, made_comment

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


# --- rule 5 ----------------------------------------------------------------------------------


def test_exactly_seven_days_need_no_reason():
    consultation = make.make_consultation()

    with kept():
        rows(consultation).update(comments_close_at=consultation.opens_at + 7 * DAY)


def test_a_short_window_has_a_reason():
    consultation = make.make_consultation()

    with kept():
        rows(consultation).update(comments_close_at=consultation.opens_at + DAY, urgency_reason="Хитно због рока ЕК.")


def test_a_window_shortened_from_its_beginning_needs_a_reason_too():
    consultation = make.make_consultation()

    with broken("consultation_short_window_has_reason"):
        rows(consultation).update(opens_at=consultation.comments_close_at - 6 * DAY)


def test_the_later_dates_may_fall_on_one_moment():
    consultation = make.make_consultation()
    end = consultation.comments_close_at

    with kept():
        rows(consultation).update(opinion_due_at=end, answer_due_at=end)


def test_a_draft_needs_no_number_and_two_drafts_have_none():
    with kept():
        make.make_consultation(status="draft")
        make.make_consultation(status="draft")


# --- the text under consultation -------------------------------------------------------------


def test_the_text_of_a_draft_may_change():
    version = make.make_consultation(status="draft").version

    with kept():
        version.passages.update(text="Друго.")
        rows(version.passages.first()).delete()
        Passage.objects.bulk_create([Passage(version=version, position=99, text="Ново.")])


def test_two_passages_may_change_places():
    first, second = make.make_document_version().passages.all()[:2]

    with kept():
        rows(first).update(position=second.position)
        rows(second).update(position=first.position)


def test_one_key_lives_in_two_versions():
    first = make.make_document_version()
    later = make.make_document_version(document=first.document, number=2)

    with kept():
        rows(later.passages.first()).update(key=first.passages.first().key)


# --- rule 6 ----------------------------------------------------------------------------------


def test_a_comment_is_on_a_passage_of_the_version_or_on_the_whole():
    consultation = make.make_consultation()

    with kept():
        make.make_comment(consultation, passage=consultation.version.passages.last())
        make.make_comment(consultation, passage=None)


def test_a_comment_changes_while_the_window_is_open():
    comment = made_comment()

    with kept():
        rows(comment).update(reason="Прецизније.", kind="change", proposed_text="Боље.")
        rows(comment).update(withdrawn_at=timezone.now())


def test_a_comment_may_be_deleted_while_the_window_is_open():
    comment = made_comment()

    with kept():
        rows(comment).delete()


def test_a_late_comment_comes_in_marked_late():
    comment = made_comment(status="consolidation")

    with kept():
        Comment.objects.bulk_create([comment_like(comment, submitted_at=timezone.now(), is_late=True)])


def test_the_window_is_half_open():
    comment = made_comment(status="consolidation")
    end = comment.consultation.comments_close_at

    with kept():
        Comment.objects.bulk_create(
            [
                comment_like(comment, number=98, submitted_at=end - timedelta(microseconds=1)),
                comment_like(comment, number=99, submitted_at=end, is_late=True),
            ]
        )


def test_a_late_comment_stays_marked_when_the_window_opens_again():
    consultation = make.make_consultation(status="consolidation")
    comment = make.make_comment(consultation, submitted_at=timezone.now())

    with kept():
        rows(consultation).update(status="open", comments_close_at=timezone.now() + DAY)
        rows(comment).update(withdrawn_at=timezone.now())

    with broken("comment_late_is_marked"):
        rows(comment).update(submitted_at=timezone.now())


def test_a_window_may_end_now_after_all_who_have_spoken():
    comment = made_comment(urgency_reason="Хитно.")

    with kept():
        rows(comment.consultation).update(comments_close_at=comment.submitted_at + timedelta(microseconds=1))


def test_a_window_made_shorter_does_not_ask_late_comments():
    consultation = make.make_consultation(status="consolidation", urgency_reason="Хитно.")
    make.make_comment(consultation, submitted_at=timezone.now())

    with kept():
        rows(consultation).update(comments_close_at=consultation.comments_close_at - DAY)


def test_a_comment_is_not_moved_to_another_passage_after_the_window():
    comment = made_comment(status="consolidation")
    passage = comment.consultation.version.passages.first()

    with broken("comment_fixed_after_window"):
        rows(comment).update(passage=passage)


def test_files_come_with_a_comment_in_time_and_with_a_late_one():
    in_time = made_comment()
    late = make.make_comment(make.make_consultation(status="consolidation"), submitted_at=timezone.now())

    with kept():
        attached(in_time)
        attached(late)


def test_a_file_may_be_taken_back_while_the_window_is_open():
    attachment = attached(made_comment())

    with kept():
        rows(attachment).delete()
