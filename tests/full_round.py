"""A consultation with all that a report can tell, ready to be published."""

from datetime import timedelta

from django.utils import timezone

from consultations.consultation.actions import move_dates
from consultations.models import (
    Comment,
    Consultation,
    MinorityComment,
    MinorityPosition,
    Question,
    QuestionAnswer,
    SetAside,
    Support,
)
from consultations.opinions.content import comments_in, positions_in
from organizations.models import Organization
from tests import factories as make


def full_round(cast):
    """In review: comments merged, kept by a minority, set aside, left alone and hidden; each kind of question.

    `made` holds the comments by what became of them."""
    Organization.objects.filter(pk=cast.network_org.pk).update(
        district=make.make_district(name="Нишавски округ", name_en="Nišava District")
    )
    consultation = _open_with_questions(cast)
    passage = consultation.version.passages.get(number="1.2")
    network, other, lead = cast.mandate("network"), cast.mandate("other_network"), cast.mandate("lead")
    merged = make.make_comment(consultation, network, passage, kind="change", proposed_text="Ново.")
    kept, aside, alone, hidden = (make.make_comment(consultation, other, reason=f"Разлог {n}.") for n in range(4))
    Support.objects.create(comment=merged, organization=cast.lead_org, mandate=lead)
    move_dates(
        consultation, by=cast.user("coordinator"), reason="Молили сте.",
        opinion_due_at=consultation.opinion_due_at + timedelta(days=3),
        answer_due_at=consultation.answer_due_at + timedelta(days=3),
    )  # fmt: skip
    opinion = make.make_opinion(consultation, cast.seko, lead, items=1, comments=[merged])
    minority = MinorityPosition.objects.create(opinion=opinion, organization=cast.member_org, text="Против.")
    MinorityComment.objects.create(position=minority, comment=kept)
    SetAside.objects.create(opinion=opinion, comment=aside, reason="Није у теми.")
    Comment.objects.filter(pk=hidden.pk).update(hidden_at=timezone.now(), hidden_reason="Увреда.", hidden_mandate=lead)
    opinion.status, opinion.number, opinion.content_hash = "submitted", f"{consultation.number}/E", "0" * 64
    opinion.submitted_at = timezone.now()
    opinion.save()
    landed = make.make_document_version(document=consultation.version.document, number=2).passages.get(number="2.2")
    office = cast.mandate("coordinator")
    make.make_response(opinion.items.get(), office, "partly", reason="Рок се уводи.", landed_in=landed)
    Consultation.objects.filter(pk=consultation.pk).update(status="in_review")
    consultation = Consultation.objects.get(pk=consultation.pk)
    consultation.made = {"merged": merged, "kept": kept, "aside": aside, "alone": alone, "hidden": hidden}
    return consultation


QUESTIONS = (
    {"kind": "single", "text": "Да ли је рок довољан?", "options": ["да", "не"]},
    {"kind": "scale", "text": "Колико је текст јасан?", "minimum": 1, "maximum": 5},
    {"kind": "text", "text": "Шта још недостаје?"},
)
ANSWERS = ("да", 4, "Рок за примену.")


def _open_with_questions(cast):
    draft = make.make_consultation("draft", [cast.seko, cast.other_seko], number=f"K-2021-{make.serial()}")
    questions = [
        Question.objects.create(consultation=draft, position=n, **facts) for n, facts in enumerate(QUESTIONS, start=1)
    ]
    dates = {name: getattr(draft, name) - timedelta(days=3) for name in ("opens_at", "comments_close_at")}
    Consultation.objects.filter(pk=draft.pk).update(status="open", **dates)
    for question, value in zip(questions, ANSWERS, strict=True):
        QuestionAnswer.objects.create(
            question=question, organization=cast.network_org, mandate=cast.mandate("network"), value=value,
            submitted_at=timezone.now(),
        )  # fmt: skip
    return Consultation.objects.get(pk=draft.pk)


def as_of_old(content):
    """The same content as reports held it when less was frozen."""
    for part in ("sekos", "districts", "in_no_opinion", "questions"):
        del content[part]
    for part in ("supports", "hidden_comments"):
        del content["numbers"][part]
    for part in ("document", "extensions", "opinion_due_at", "answer_due_at"):
        del content["consultation"][part]
    for opinion in content["opinions"]:
        for comment in comments_in(opinion):
            del comment["supports"], comment["passage"]
        for position in positions_in(opinion):
            del position["comments"]
        for answer in opinion["answers"]:
            del answer["forwarded_to"]
            if answer["landed_in"]:
                del answer["landed_in"]["version"]
    return content
