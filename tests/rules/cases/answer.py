from django.utils import timezone

from consultations.models import (
    Assignment,
    ConsultationReport,
    Landing,
    Opinion,
    Response,
    ResponseCorrection,
)
from tests import factories as make
from tests.rules.breaking import breaks, rows, sql
from tests.rules.cases.opinion import made_opinion


def response(item=None, **fields):
    item = item or made_opinion(status="submitted", items=1).items.get()
    return make.make_response(item, make.make_representation(), **fields)


def report(consultation):
    mandate = make.make_representation()
    return ConsultationReport(
        consultation=consultation, number=f"{consultation.number}/R", content={}, content_hash="0" * 64,
        organization=mandate.organization, mandate=mandate, published_at=timezone.now(),
    )  # fmt: skip


def publish(consultation):
    row = report(consultation)
    row.save(force_insert=True)
    return row


@breaks("response_outcome_known", Response)
def an_unknown_outcome():
    answer = response()
    return lambda: rows(answer).update(outcome="perhaps", reason="Можда.")


@breaks("response_has_reason", Response)
def a_refusal_without_reason():
    answer = response()
    return lambda: rows(answer).update(outcome="not_accepted")


@breaks("response_has_reason", Response)
def an_answer_without_reason_that_is_handed_on():
    answer = response(outcome="noted", status="draft")
    return lambda: rows(answer).update(status="in_review")


@breaks("response_status_known", Response)
def an_answer_in_an_unknown_state():
    answer = response()
    return lambda: rows(answer).update(status="lost")


@breaks("response_forwarded_named", Response)
def an_answer_forwarded_to_nobody():
    answer = response(outcome="forwarded", reason="Није наше.", status="draft")
    return lambda: rows(answer).update(status="approved")


@breaks("response_forwarded_named", Response)
def a_body_named_for_what_is_not_forwarded():
    answer = response()
    return lambda: rows(answer).update(forwarded_to="Министарство правде")


@breaks("response_returned_has_note", Response)
def an_answer_returned_without_a_word():
    answer = response(status="in_review")
    return lambda: rows(answer).update(status="returned")


@breaks("response_one_per_item", Response)
def a_second_answer_to_one_item():
    first = response()
    again = Response(item=first.item, outcome="accepted", organization=first.organization, mandate=first.mandate,
                     answered_at=timezone.now())  # fmt: skip
    return lambda: Response.objects.bulk_create([again])


@breaks("response_mandate_matches", Response)
def an_answer_under_the_mandate_of_others():
    answer, other = response(), make.make_organization()
    return lambda: rows(answer).update(organization=other)


@breaks("response_landed_in_document", Response)
def an_answer_that_landed_in_the_version_consulted():
    answer = response()
    passage = answer.item.opinion.consultation.version.passages.first()
    return lambda: rows(answer).update(landed_in=passage)


@breaks("response_landed_in_document", Response)
def an_answer_that_landed_in_another_document():
    answer = response()
    passage = make.make_document_version(number=2).passages.first()
    return lambda: rows(answer).update(landed_in=passage)


@breaks("report_published_fixed", Response)
def an_answer_changed_after_the_report():
    answer = response()
    publish(answer.item.opinion.consultation)
    return lambda: rows(answer).update(outcome="partly", reason="Ипак делом.")


@breaks("report_published_fixed", Response)
def an_answer_deleted_after_the_report():
    answer = response()
    publish(answer.item.opinion.consultation)
    return lambda: rows(answer).delete()


@breaks("report_published_fixed", Response)
def an_answer_moved_into_a_consultation_that_has_its_report():
    answer, draft = response(), made_opinion(items=1)
    publish(draft.consultation)
    return lambda: rows(answer).update(item=draft.items.get())


@breaks("report_items_answered", ConsultationReport)
def a_report_before_every_item_is_answered():
    opinion = made_opinion(status="submitted")
    response(opinion.items.first())
    row = report(opinion.consultation)
    return lambda: ConsultationReport.objects.bulk_create([row])


@breaks("report_items_answered", ConsultationReport)
def a_report_with_an_answer_that_is_not_approved():
    answer = response(status="in_review")
    row = report(answer.item.opinion.consultation)
    return lambda: ConsultationReport.objects.bulk_create([row])


@breaks("report_items_answered", Opinion)
def an_opinion_submitted_after_the_report():
    opinion = made_opinion()
    publish(opinion.consultation)
    return lambda: rows(opinion).update(
        status="submitted", number="K-2026-01/X", content_hash="0" * 64, submitted_at=timezone.now()
    )


@breaks("report_published_fixed", ConsultationReport)
def a_report_rewritten():
    row = publish(response().item.opinion.consultation)
    return lambda: rows(row).update(summary="Све је прихваћено.")


@breaks("report_published_fixed", ConsultationReport)
def a_report_deleted():
    row = publish(make.make_consultation(status="answered"))
    return lambda: sql("DELETE FROM consultations_consultationreport WHERE id = %s", row.pk)


@breaks("report_mandate_matches", ConsultationReport)
def a_report_under_the_mandate_of_others():
    row = report(make.make_consultation(status="in_review"))
    row.organization = make.make_organization()
    return lambda: ConsultationReport.objects.bulk_create([row])


@breaks("report_one_per_consultation", ConsultationReport)
def a_second_report():
    consultation = make.make_consultation(status="answered")
    publish(consultation)
    again = report(consultation)
    again.number += "2"
    return lambda: ConsultationReport.objects.bulk_create([again])


@breaks("assignment_one_per_item", Assignment)
def an_item_sent_to_two_institutions():
    item, mandate = made_opinion(status="submitted").items.first(), make.make_representation()
    assignment = {"item": item, "mandate": mandate}
    Assignment.objects.create(institution=make.make_organization(kind="public_body"), **assignment)
    other = make.make_organization(kind="public_body")
    return lambda: Assignment.objects.bulk_create([Assignment(institution=other, **assignment)])


# --- where it landed -------------------------------------------------------------------------


def landing():
    """A landing in the second version of the document of an answered item."""
    answer = response()
    document = answer.item.opinion.consultation.version.document
    passage = make.make_document_version(document=document, number=2).passages.first()
    return Landing.objects.create(response=answer, passage=passage, mandate=answer.mandate)


@breaks("landing_in_document", Landing)
def a_landing_in_the_version_consulted():
    row = landing()
    passage = row.response.item.opinion.consultation.version.passages.first()
    return lambda: rows(row).update(passage=passage)


@breaks("landing_in_document", Landing)
def a_landing_in_another_document():
    row, passage = landing(), make.make_document_version(number=2).passages.first()
    return lambda: rows(row).update(passage=passage)


@breaks("landing_one_per_response", Landing)
def a_second_landing_of_one_answer():
    row = landing()
    again = Landing(response=row.response, passage=row.passage, mandate=row.mandate)
    return lambda: Landing.objects.bulk_create([again])


# --- corrections of published answers --------------------------------------------------------


def correction(answer, **fields):
    mandate = make.make_representation()
    fields = {"number": 1, "outcome": "accepted", "why": "Погрешан ишод.", **fields}
    return ResponseCorrection(
        consultation=answer.item.opinion.consultation, response=answer, corrected_at=timezone.now(),
        organization=mandate.organization, mandate=mandate, **fields,
    )  # fmt: skip


def published():
    """An answer whose report is out."""
    answer = response()
    publish(answer.item.opinion.consultation)
    return answer


def writes(row):
    return lambda: ResponseCorrection.objects.bulk_create([row])


@breaks("correction_outcome_known", ResponseCorrection)
def an_answer_corrected_to_an_unknown_outcome():
    return writes(correction(published(), outcome="perhaps", reason="Можда."))


@breaks("correction_number_unique", ResponseCorrection)
def two_corrections_of_one_number():
    answer = published()
    correction(answer).save()
    return writes(correction(answer, reason="Рок је уведен."))


@breaks("correction_has_reason", ResponseCorrection)
def an_answer_corrected_to_a_refusal_without_reason():
    return writes(correction(published(), outcome="not_accepted"))


@breaks("correction_forwarded_named", ResponseCorrection)
def an_answer_corrected_and_forwarded_to_nobody():
    return writes(correction(published(), outcome="forwarded", reason="Није наше."))


@breaks("correction_says_why", ResponseCorrection)
def an_answer_corrected_without_saying_why():
    return writes(correction(published(), why=""))


@breaks("correction_after_report", ResponseCorrection)
def an_answer_corrected_before_the_report():
    return writes(correction(response()))


@breaks("correction_after_report", ResponseCorrection)
def an_answer_corrected_under_the_report_of_another_consultation():
    row = correction(response())
    row.consultation = published().item.opinion.consultation
    return writes(row)


@breaks("correction_mandate_matches", ResponseCorrection)
def an_answer_corrected_under_the_mandate_of_others():
    row = correction(published())
    row.organization = make.make_organization()
    return writes(row)


@breaks("correction_fixed", ResponseCorrection)
def a_correction_rewritten():
    row = correction(published())
    row.save()
    return lambda: rows(row).update(why="Друго.")


@breaks("correction_fixed", ResponseCorrection)
def a_correction_deleted():
    row = correction(published())
    row.save()
    return lambda: sql("DELETE FROM consultations_responsecorrection WHERE id = %s", row.pk)
