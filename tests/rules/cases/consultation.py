import uuid
from datetime import timedelta

from django.utils import timezone

from consultations.models import (
    Attachment,
    Comment,
    CommentRevision,
    Consultation,
    Document,
    DocumentVersion,
    Invitation,
    Passage,
    Support,
)
from tests import factories as make
from tests.rules.breaking import breaks, rows, sql

DAY = timedelta(days=1)

# --- documents -------------------------------------------------------------------------------


@breaks("document_kind_known", Document)
def an_unknown_kind_of_document():
    document = make.make_document_version().document
    return lambda: rows(document).update(kind="poem")


@breaks("document_language_known", Document)
def a_document_in_an_unknown_language():
    document = make.make_document_version().document
    return lambda: rows(document).update(language="la")


@breaks("document_version_number_unique", DocumentVersion)
def two_versions_with_one_number():
    version = make.make_document_version()
    again = DocumentVersion(document=version.document, number=version.number, issued_on=version.issued_on)
    return lambda: DocumentVersion.objects.bulk_create([again])


@breaks("document_version_number_positive", DocumentVersion)
def version_nought():
    version = make.make_document_version()
    return lambda: rows(version).update(number=0)


@breaks("passage_kind_known", Passage)
def an_unknown_kind_of_passage():
    passage = make.make_document_version().passages.first()
    return lambda: rows(passage).update(kind="poem")


@breaks("passage_position_unique", Passage)
def two_passages_at_one_place():
    version = make.make_document_version()
    return lambda: version.passages.filter(position=2).update(position=1)


@breaks("passage_key_unique", Passage)
def two_passages_with_one_key():
    version = make.make_document_version()
    return lambda: version.passages.update(key=uuid.uuid4())


@breaks("passage_under_consultation_fixed", Passage)
def a_text_that_changes_under_consultation():
    passage = make.make_consultation().version.passages.first()
    return lambda: rows(passage).update(text="Друго.")


@breaks("passage_under_consultation_fixed", Passage)
def a_passage_that_appears_under_consultation():
    version = make.make_consultation().version
    return lambda: Passage.objects.bulk_create([Passage(version=version, position=99, text="Ново.")])


@breaks("passage_under_consultation_fixed", Passage)
def a_passage_deleted_under_consultation():
    passage = make.make_consultation(status="answered").version.passages.first()
    return lambda: rows(passage).delete()


@breaks("passage_under_consultation_fixed", Passage)
def a_passage_that_moves_to_another_version():
    first = make.make_document_version()
    second = make.make_document_version("Само једно.", document=first.document, number=2)
    return lambda: rows(second.passages.get()).update(version=first, position=99)


# --- the consultation ------------------------------------------------------------------------


@breaks("consultation_status_known", Consultation)
def a_consultation_in_an_unknown_state():
    consultation = make.make_consultation()
    return lambda: rows(consultation).update(status="asleep")


@breaks("consultation_phase_known", Consultation)
def a_consultation_in_an_unknown_phase():
    consultation = make.make_consultation()
    return lambda: rows(consultation).update(phase="moon")


@breaks("consultation_dates_forward", Consultation)
def comments_that_close_when_they_open():
    consultation = make.make_consultation(urgency_reason="Хитно.")
    return lambda: rows(consultation).update(comments_close_at=consultation.opens_at)


@breaks("consultation_dates_forward", Consultation)
def an_opinion_due_before_comments_close():
    consultation = make.make_consultation()
    return lambda: rows(consultation).update(opinion_due_at=consultation.comments_close_at - timedelta(seconds=1))


@breaks("consultation_dates_forward", Consultation)
def an_answer_due_before_the_opinion():
    consultation = make.make_consultation()
    return lambda: sql(
        "UPDATE consultations_consultation SET answer_due_at = opinion_due_at - interval '1 s' WHERE id = %s",
        consultation.pk,
    )


@breaks("consultation_short_window_has_reason", Consultation)
def a_second_less_than_seven_days_without_reason():
    consultation = make.make_consultation()
    close = consultation.opens_at + 7 * DAY - timedelta(seconds=1)
    return lambda: rows(consultation).update(comments_close_at=close)


@breaks("consultation_short_window_has_reason", Consultation)
def a_reason_taken_back_from_a_short_window():
    consultation = make.make_consultation(urgency_reason="Хитно.")
    rows(consultation).update(comments_close_at=consultation.opens_at + 3 * DAY)
    return lambda: rows(consultation).update(urgency_reason="")


@breaks("consultation_cancelled_has_reason", Consultation)
def a_consultation_cancelled_without_reason():
    consultation = make.make_consultation()
    return lambda: rows(consultation).update(status="cancelled")


@breaks("consultation_entry_on_ekonsultacije", Consultation)
def a_consultation_linked_to_another_site():
    consultation = make.make_consultation()
    return lambda: rows(consultation).update(ekonsultacije_url="https://ekonsultacije.gov.rs.example/1")


@breaks("consultation_opened_has_number", Consultation)
def a_consultation_opened_without_number():
    consultation = make.make_consultation(status="draft")
    return lambda: rows(consultation).update(status="open")


@breaks("consultation_number_unique", Consultation)
def a_consultation_number_twice():
    first, second = make.make_consultation(), make.make_consultation()
    return lambda: rows(second).update(number=first.number)


@breaks("consultation_version_fixed", Consultation)
def another_version_while_answers_are_made():
    consultation, other = make.make_consultation("in_review"), make.make_document_version()
    return lambda: rows(consultation).update(version=other)


@breaks("consultation_version_fixed", Consultation)
def another_version_under_comments_already_made():
    consultation, other = make.make_consultation(), make.make_document_version()
    make.make_comment(consultation)
    rows(consultation).update(status="draft")
    return lambda: rows(consultation).update(version=other)


@breaks("consultation_version_fixed", Consultation)
def another_version_under_an_opinion_already_begun():
    consultation, other = make.make_consultation(), make.make_document_version()
    make.make_opinion(consultation, make.make_seko(), make.make_representation())
    rows(consultation).update(status="draft")
    return lambda: rows(consultation).update(version=other)


@breaks("consultation_window_keeps_comments", Consultation)
def a_window_that_ends_before_a_comment_made_in_time():
    consultation = make.make_consultation(urgency_reason="Хитно.")
    comment = make.make_comment(consultation)
    return lambda: rows(consultation).update(comments_close_at=comment.submitted_at)


@breaks("invitation_once", Invitation)
def a_seko_invited_twice():
    seko = make.make_seko()
    consultation = make.make_consultation(sekos=[seko])
    return lambda: Invitation.objects.bulk_create([Invitation(consultation=consultation, seko=seko)])


# --- comments --------------------------------------------------------------------------------


def comment_like(comment, **fields):
    """A second comment beside a first one, not saved."""
    return Comment(
        consultation=fields.pop("consultation", comment.consultation),
        mandate=comment.mandate,
        organization=fields.pop("organization", comment.organization),
        **{"number": 99, "reason": "И ово.", "submitted_at": comment.submitted_at, **fields},
    )


def made_comment(**fields):
    return make.make_comment(make.make_consultation(**fields))


@breaks("invitation_fixed", Invitation)
def an_invitation_taken_away_after_somebody_spoke():
    consultation = make.make_consultation("open", [make.make_seko()])
    make.make_comment(consultation)
    return lambda: rows(consultation.invitations.get()).delete()


@breaks("invitation_fixed", Invitation)
def an_invitation_given_to_another_seko_after_somebody_spoke():
    consultation, other = make.make_consultation("open", [make.make_seko()]), make.make_seko()
    make.make_comment(consultation)
    return lambda: rows(consultation.invitations.get()).update(seko=other)


@breaks("comment_kind_known", Comment)
def an_unknown_kind_of_comment():
    comment = made_comment()
    return lambda: rows(comment).update(kind="joke")


@breaks("comment_number_unique", Comment)
def two_comments_with_one_number():
    comment = made_comment()
    return lambda: Comment.objects.bulk_create([comment_like(comment, number=comment.number)])


@breaks("comment_has_reason", Comment)
def a_comment_without_reason():
    comment = made_comment()
    return lambda: rows(comment).update(reason="")


@breaks("comment_change_has_text", Comment)
def a_change_that_proposes_nothing():
    comment = made_comment()
    return lambda: rows(comment).update(kind="change")


@breaks("comment_on_version_consulted", Comment)
def a_comment_on_a_passage_of_another_version():
    comment = made_comment()
    elsewhere = make.make_document_version().passages.first()
    return lambda: Comment.objects.bulk_create([comment_like(comment, passage=elsewhere)])


@breaks("comment_on_version_consulted", Comment)
def a_comment_moved_to_the_next_version():
    comment = made_comment()
    later = make.make_document_version(document=comment.consultation.version.document, number=2)
    return lambda: rows(comment).update(passage=later.passages.first())


@breaks("comment_fixed_after_window", Comment)
def other_words_after_the_window():
    comment = made_comment(status="consolidation")
    return lambda: rows(comment).update(reason="Ипак не.")


@breaks("comment_fixed_after_window", Comment)
def a_comment_withdrawn_after_the_window():
    comment = made_comment(status="answered")
    return lambda: sql("UPDATE consultations_comment SET withdrawn_at = now() WHERE id = %s", comment.pk)


@breaks("comment_fixed_after_window", Comment)
def a_comment_deleted_after_the_window():
    comment = made_comment(status="in_review")
    return lambda: rows(comment).delete()


@breaks("comment_fixed_after_window", Comment)
def a_late_comment_changed():
    consultation = make.make_consultation(status="consolidation")
    comment = make.make_comment(consultation, submitted_at=timezone.now())
    return lambda: rows(comment).update(is_late=False)


@breaks("comment_consultation_fixed", Comment)
def a_comment_moved_to_another_consultation():
    comment, over = made_comment(), make.make_consultation(status="consolidation")
    return lambda: rows(comment).update(consultation=over)


@breaks("comment_late_is_marked", Comment)
def a_late_comment_that_is_not_marked():
    comment = made_comment(status="consolidation")
    return lambda: Comment.objects.bulk_create([comment_like(comment, submitted_at=timezone.now())])


@breaks("comment_late_is_marked", Comment)
def a_comment_at_the_very_end_that_is_not_marked():
    comment = made_comment(status="consolidation")
    end = comment.consultation.comments_close_at
    return lambda: Comment.objects.bulk_create([comment_like(comment, submitted_at=end)])


@breaks("comment_late_is_marked", Comment)
def a_comment_in_time_that_is_marked_late():
    comment = made_comment()
    return lambda: rows(comment).update(is_late=True)


@breaks("comment_mandate_matches", Comment)
def a_comment_under_the_mandate_of_others():
    comment, other = made_comment(), make.make_organization()
    return lambda: Comment.objects.bulk_create([comment_like(comment, organization=other)])


def attached(comment):
    return Attachment.objects.create(comment=comment, file="comments/a.pdf", name="a.pdf", size=1, sha256="0" * 64)


@breaks("comment_fixed_after_window", Attachment)
def a_file_added_after_the_window():
    comment = made_comment(status="consolidation")
    return lambda: attached(comment)


def attachment_of_a_closed_window():
    comment = made_comment()
    attachment = attached(comment)
    now = timezone.now()
    rows(comment.consultation).update(comments_close_at=now, urgency_reason="Хитно.")
    return attachment


@breaks("comment_fixed_after_window", Attachment)
def a_file_deleted_after_the_window():
    attachment = attachment_of_a_closed_window()
    return lambda: rows(attachment).delete()


@breaks("comment_fixed_after_window", Attachment)
def a_file_carried_off_to_an_open_window():
    attachment, other = attachment_of_a_closed_window(), made_comment()
    return lambda: rows(attachment).update(comment=other)


@breaks("support_mandate_matches", Support)
def support_under_the_mandate_of_others():
    comment, mandate, other = made_comment(), make.make_representation(), make.make_organization()
    return lambda: Support.objects.bulk_create([Support(comment=comment, organization=other, mandate=mandate)])


@breaks("support_once", Support)
def support_given_twice():
    comment, mandate = made_comment(), make.make_representation()
    support = {"comment": comment, "organization": mandate.organization, "mandate": mandate}
    Support.objects.create(**support)
    return lambda: Support.objects.bulk_create([Support(**support)])


def made_revision(number=1, comment=None):
    comment = comment or made_comment()
    return CommentRevision(
        comment=comment, number=number, kind="general", reason="Раније.", since=comment.submitted_at,
        replaced_at=timezone.now(), replaced_by=comment.mandate,
    )  # fmt: skip


@breaks("comment_revision_number_unique", CommentRevision)
def two_wordings_of_one_number():
    first = made_revision()
    first.save()
    return lambda: CommentRevision.objects.bulk_create([made_revision(comment=first.comment)])


@breaks("comment_revision_kind_known", CommentRevision)
def a_wording_of_an_unknown_kind():
    revision = made_revision()
    revision.kind = "whim"
    return lambda: CommentRevision.objects.bulk_create([revision])


@breaks("comment_revision_fixed", CommentRevision)
def an_earlier_wording_written_anew():
    revision = made_revision()
    revision.save()
    return lambda: rows(revision).update(reason="Другачије.")


@breaks("comment_revision_fixed", CommentRevision)
def an_earlier_wording_thrown_away():
    revision = made_revision()
    revision.save()
    return lambda: rows(revision).delete()
