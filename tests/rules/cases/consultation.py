import uuid
from datetime import timedelta

from consultations.models import (
    Consultation,
    Document,
    DocumentVersion,
    Invitation,
    Passage,
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
