from django.utils import timezone

from consultations.models import (
    Approval,
    ItemComment,
    MinorityComment,
    MinorityPosition,
    Objection,
    Opinion,
    OpinionItem,
    Retraction,
    SetAside,
)
from tests import factories as make
from tests.rules.breaking import breaks, rows, sql

# What a row has that was submitted.
SUBMITTED = {"status": "submitted", "number": "K-1/E", "content_hash": "0" * 64}


def made_opinion(status="draft", consultation=None, **fields):
    consultation = consultation or make.make_consultation(status="in_review")
    return make.make_opinion(consultation, make.make_seko(), make.make_representation(), status=status, **fields)


def elsewhere(opinion):
    """A comment on another consultation."""
    return make.make_comment(make.make_consultation())


# --- the opinion -----------------------------------------------------------------------------


@breaks("opinion_status_known", Opinion)
def an_opinion_in_an_unknown_state():
    opinion = made_opinion()
    return lambda: rows(opinion).update(status="lost")


@breaks("opinion_one_live", Opinion)
def a_second_live_opinion():
    first = made_opinion(status="submitted")
    again = Opinion(
        consultation=first.consultation, seko=first.seko, organization=first.organization, mandate=first.mandate
    )
    return lambda: Opinion.objects.bulk_create([again])


@breaks("opinion_one_live", Opinion)
def a_discarded_opinion_that_comes_back():
    first = made_opinion()
    rows(first).update(status="discarded")
    make.make_opinion(first.consultation, first.seko, first.mandate)
    return lambda: rows(first).update(status="draft")


@breaks("opinion_submitted_has_number", Opinion)
def an_opinion_submitted_without_number():
    opinion = made_opinion()
    return lambda: rows(opinion).update(status="submitted", content_hash="0" * 64, submitted_at=timezone.now())


@breaks("opinion_submitted_has_number", Opinion)
def an_opinion_submitted_at_no_moment():
    opinion = made_opinion()
    return lambda: rows(opinion).update(status="submitted", content_hash="0" * 64, number="K-2026-01/X")


@breaks("opinion_submitted_fixed", Opinion)
def a_submitted_opinion_rewritten():
    opinion = made_opinion(status="submitted")
    return lambda: rows(opinion).update(introduction="Ипак друкчије.")


@breaks("opinion_submitted_fixed", Opinion)
def a_submitted_opinion_taken_back():
    opinion = made_opinion(status="submitted")
    return lambda: sql("UPDATE consultations_opinion SET status = 'draft' WHERE id = %s", opinion.pk)


@breaks("opinion_submitted_fixed", Opinion)
def a_submitted_opinion_deleted():
    opinion = made_opinion(status="submitted", items=0)
    return lambda: sql("DELETE FROM consultations_opinion WHERE id = %s", opinion.pk)


@breaks("opinion_mandate_matches", Opinion)
def an_opinion_under_the_mandate_of_others():
    opinion, other = made_opinion(), make.make_organization()
    return lambda: rows(opinion).update(organization=other)


@breaks("opinion_consultation_fixed", Opinion)
def an_opinion_moved_to_another_consultation():
    opinion, other = made_opinion(), make.make_consultation()
    return lambda: rows(opinion).update(consultation=other)


# --- its parts -------------------------------------------------------------------------------


@breaks("opinion_submitted_fixed", OpinionItem)
def an_item_added_after_submission():
    opinion = made_opinion(status="submitted")
    return lambda: OpinionItem.objects.bulk_create(
        [OpinionItem(opinion=opinion, position=99, title="Још", text="Још.")]
    )


@breaks("opinion_submitted_fixed", OpinionItem)
def items_rewritten_after_submission():
    opinion = made_opinion(status="submitted")
    return lambda: opinion.items.update(text="Друго.")


@breaks("opinion_submitted_fixed", OpinionItem)
def items_deleted_after_submission():
    opinion = made_opinion(status="submitted")
    return lambda: opinion.items.all().delete()


@breaks("item_on_version_consulted", OpinionItem)
def an_item_on_a_passage_of_another_version():
    opinion, passage = made_opinion(), make.make_document_version().passages.first()
    return lambda: opinion.items.update(passage=passage)


@breaks("item_opinion_fixed", OpinionItem)
def an_item_moved_to_another_opinion():
    item, other = made_opinion(items=1).items.get(), made_opinion(items=0)
    return lambda: rows(item).update(opinion=other)


@breaks("opinion_item_position_unique", OpinionItem)
def two_items_at_one_place():
    opinion = made_opinion()
    return lambda: opinion.items.update(position=1)


@breaks("opinion_submitted_fixed", ItemComment)
def a_comment_merged_after_submission():
    opinion = made_opinion(status="submitted")
    comment = make.make_comment(opinion.consultation)
    return lambda: ItemComment.objects.bulk_create([ItemComment(item=opinion.items.first(), comment=comment)])


@breaks("opinion_submitted_fixed", ItemComment)
def a_merged_comment_taken_out_after_submission():
    consultation = make.make_consultation(status="in_review")
    opinion = made_opinion("submitted", consultation, comments=[make.make_comment(consultation)])
    return lambda: ItemComment.objects.filter(item__opinion=opinion).delete()


@breaks("item_comment_same_consultation", ItemComment)
def a_comment_of_another_consultation_merged():
    opinion = made_opinion()
    comment = elsewhere(opinion)
    return lambda: ItemComment.objects.bulk_create([ItemComment(item=opinion.items.first(), comment=comment)])


@breaks("item_comment_once", ItemComment)
def a_comment_twice_in_one_item():
    consultation = make.make_consultation(status="consolidation")
    merged = (
        made_opinion("draft", consultation, comments=[make.make_comment(consultation)])
        .items.first()
        .item_comments.get()
    )
    return lambda: ItemComment.objects.bulk_create([ItemComment(item=merged.item, comment=merged.comment)])


@breaks("opinion_submitted_fixed", MinorityPosition)
def a_minority_position_after_submission():
    opinion, other = made_opinion(status="submitted"), make.make_organization()
    return lambda: MinorityPosition.objects.bulk_create(
        [MinorityPosition(opinion=opinion, organization=other, text="Не.")]
    )


@breaks("minority_item_same_opinion", MinorityPosition)
def a_minority_position_slipped_under_a_submitted_item():
    frozen, draft = made_opinion(status="submitted"), made_opinion()
    position = MinorityPosition(
        opinion=draft, item=frozen.items.first(), organization=make.make_organization(), text="Не."
    )
    return lambda: MinorityPosition.objects.bulk_create([position])


@breaks("opinion_submitted_fixed", SetAside)
def a_comment_set_aside_after_submission():
    opinion = made_opinion(status="submitted")
    comment = make.make_comment(opinion.consultation)
    return lambda: SetAside.objects.bulk_create([SetAside(opinion=opinion, comment=comment, reason="Понавља се.")])


@breaks("item_comment_same_consultation", SetAside)
def a_comment_of_another_consultation_set_aside():
    opinion = made_opinion()
    comment = elsewhere(opinion)
    return lambda: SetAside.objects.bulk_create([SetAside(opinion=opinion, comment=comment, reason="Понавља се.")])


def set_aside():
    opinion = made_opinion()
    comment = make.make_comment(opinion.consultation)
    return SetAside.objects.create(opinion=opinion, comment=comment, reason="Понавља се.")


@breaks("set_aside_once", SetAside)
def a_comment_set_aside_twice():
    row = set_aside()
    return lambda: SetAside.objects.bulk_create([SetAside(opinion=row.opinion, comment=row.comment, reason="Опет.")])


@breaks("set_aside_has_reason", SetAside)
def a_comment_set_aside_without_reason():
    row = set_aside()
    return lambda: rows(row).update(reason="")


def approval(opinion):
    mandate = make.make_representation()
    return Approval(opinion=opinion, mandate=mandate, organization=mandate.organization)


@breaks("opinion_submitted_fixed", Approval)
def an_approval_after_submission():
    late = approval(made_opinion(status="submitted"))
    return lambda: Approval.objects.bulk_create([late])


@breaks("approval_mandate_matches", Approval)
def an_approval_under_the_mandate_of_others():
    row = approval(made_opinion())
    row.organization = make.make_organization()
    return lambda: Approval.objects.bulk_create([row])


@breaks("approval_once", Approval)
def an_approval_given_twice():
    first = approval(made_opinion())
    first.save()
    again = Approval(opinion=first.opinion, mandate=first.mandate, organization=first.organization)
    return lambda: Approval.objects.bulk_create([again])


# --- minority positions with comments, objections --------------------------------------------


def position_on(opinion):
    return MinorityPosition.objects.create(opinion=opinion, organization=make.make_organization(), text="Не.")


@breaks("opinion_submitted_fixed", MinorityComment)
def a_comment_kept_after_submission():
    opinion = made_opinion()
    position, comment = position_on(opinion), make.make_comment(opinion.consultation)
    rows(opinion).update(status="submitted", number="K-1/E", content_hash="0" * 64, submitted_at=timezone.now())
    return lambda: MinorityComment.objects.bulk_create([MinorityComment(position=position, comment=comment)])


@breaks("item_comment_same_consultation", MinorityComment)
def a_comment_of_another_consultation_kept():
    opinion = made_opinion()
    position, comment = position_on(opinion), elsewhere(opinion)
    return lambda: MinorityComment.objects.bulk_create([MinorityComment(position=position, comment=comment)])


@breaks("minority_comment_once", MinorityComment)
def a_comment_kept_twice_in_one_position():
    opinion = made_opinion()
    row = MinorityComment.objects.create(position=position_on(opinion), comment=make.make_comment(opinion.consultation))
    return lambda: MinorityComment.objects.bulk_create([MinorityComment(position=row.position, comment=row.comment)])


def objection(opinion):
    mandate = make.make_representation()
    return Objection(opinion=opinion, mandate=mandate, organization=mandate.organization, reason="Рок је кратак.")


@breaks("opinion_submitted_fixed", Objection)
def an_objection_after_submission():
    late = objection(made_opinion(status="submitted"))
    return lambda: Objection.objects.bulk_create([late])


@breaks("objection_mandate_matches", Objection)
def an_objection_under_the_mandate_of_others():
    row = objection(made_opinion())
    row.organization = make.make_organization()
    return lambda: Objection.objects.bulk_create([row])


@breaks("objection_once", Objection)
def an_objection_made_twice():
    first = objection(made_opinion())
    first.save()
    again = Objection(opinion=first.opinion, mandate=first.mandate, organization=first.organization, reason="Опет.")
    return lambda: Objection.objects.bulk_create([again])


@breaks("objection_has_reason", Objection)
def an_objection_without_reason():
    row = objection(made_opinion())
    row.save()
    return lambda: rows(row).update(reason="")


# --- what was taken back ---------------------------------------------------------------------


def retracted(opinion):
    """The trace of a submission; with it the opinion may become a draft."""
    fields = {name: getattr(opinion, name) for name in ("number", "content_hash", "submitted_at", "mandate")}
    return Retraction(
        opinion=opinion, organization=opinion.organization, content={}, reason="Прерано.", retracted_at=timezone.now(),
        **fields,
    )  # fmt: skip


@breaks("opinion_review_begun", Opinion)
def an_opinion_taken_back_that_is_being_answered():
    opinion = made_opinion(status="submitted")
    retracted(opinion).save()
    make.make_response(opinion.items.first(), make.make_representation(), status="draft")
    return lambda: rows(opinion).update(status="draft", number="", content_hash="", submitted_at=None, content=None)


@breaks("retraction_has_reason", Retraction)
def an_opinion_taken_back_without_a_reason():
    trace = retracted(made_opinion(status="submitted"))
    trace.reason = ""
    return lambda: Retraction.objects.bulk_create([trace])


@breaks("retraction_fixed", Retraction)
def a_trace_rewritten():
    trace = retracted(made_opinion(status="submitted"))
    trace.save()
    return lambda: rows(trace).update(reason="Друго.")


@breaks("retraction_fixed", Retraction)
def a_trace_deleted():
    trace = retracted(made_opinion(status="submitted"))
    trace.save()
    return lambda: sql("DELETE FROM consultations_retraction WHERE id = %s", trace.pk)


@breaks("retraction_mandate_matches", Retraction)
def an_opinion_taken_back_under_the_mandate_of_others():
    trace = retracted(made_opinion(status="submitted"))
    trace.organization = make.make_organization()
    return lambda: Retraction.objects.bulk_create([trace])
