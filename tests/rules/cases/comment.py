from datetime import timedelta

from django.utils import timezone

from consultations.models import (
    Attachment,
    Comment,
    CommentRevision,
    Invitation,
    Support,
)
from tests import factories as make
from tests.rules.breaking import breaks, rows, sql

DAY = timedelta(days=1)


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
