"""What is unfinished on the day of the load: drafts, words taken back, a text looked over, an opinion disputed."""

from django.core.files.base import ContentFile

from consultations.comments.actions.drafts import save_draft
from consultations.consultation.actions import move_dates
from consultations.contributions.actions import withdraw_contribution
from consultations.documents.actions.imports import begin_import
from consultations.documents.actions.versions import attach_file
from consultations.models import Approval, Consultation, DocumentFile, DocumentImport, Objection
from consultations.opinions.actions.consent import approve_opinion, ask_consortium, object_to_opinion
from consultations.questions.actions import save_answers
from seko.demo.attachments import made_page
from seko.demo.files import data, document
from seko.demo.playback import backdate
from seko.demo.revising import edit_text

TOLD = "in_the_making"


def extend(stage, consultation, on, closes_at):
    """The running consultation was to end earlier; everybody was told why it does not."""
    facts = data(TOLD)["extended"]
    move_dates(
        consultation, by=stage.coordinator, reason=facts["reason"], at=on(facts["day"], 13), comments_close_at=closes_at
    )


def contribute(stage, consultation, text, on):
    """Two colleagues prepare what their organization will say; another organization takes back what it said."""
    told = data(TOLD)
    for facts in told["drafts"]:
        passage = text.passages[facts["at"]] if facts["at"] else None
        save_draft(
            consultation,
            by=stage.users[facts["by"]],
            kind=facts["kind"],
            passage=passage,
            proposed_text=edit_text(passage.text, facts["words"]) if "words" in facts else facts.get("proposed", ""),
            reason=facts["reason"],
        )
    questions = {str(question.position): question.pk for question in consultation.questions.all()}
    by = stage.users[told["answers"]["by"]]
    values = {questions[position]: value for position, value in told["answers"]["values"].items()}
    save_answers(consultation, by.current_mandates[0].organization, by=by, values=values)
    key = told["taken_back"]["by"]
    withdraw_contribution(consultation, stage.cast[key], by=stage.users[key], at=on(*told["taken_back"]["at"]))


def attach(stage, text, at):
    """A PDF beside the document."""
    facts = data(TOLD)["file"]
    with backdate(at):
        kept = attach_file(text.document, by=stage.officer, file=ContentFile(made_page(facts), facts["name"]))
    DocumentFile.objects.filter(pk=kept.pk).update(added_at=at)


def look_over(stage):
    """The text of a second version has come in; some of its passages wait for a word of the Office."""
    facts, at = data(TOLD)["import"], stage.calendar.at(-1, 14)
    reviewed = Consultation.objects.get(status=Consultation.Status.IN_REVIEW).version.document
    with backdate(at):
        imported = begin_import(reviewed, by=stage.officer, text=document(facts["text"]), note=facts["note"])
    DocumentImport.objects.filter(pk=imported.pk).update(created_at=at, changed_at=at)


def dispute(round_, opinion, lead):
    """The lead has asked its consortium: one member approves, another objects."""
    told, stage = data(TOLD)["opinion"], round_.stage
    at = round_.on(told["asked"], 15)
    with backdate(at):
        ask_consortium(opinion, by=lead.user)
        for key in told["approved"]:
            approve_opinion(opinion, by=stage.users[key], revision=opinion.revision)
        for key, reason in told["objected"].items():
            object_to_opinion(opinion, by=stage.users[key], reason=reason)
    for model in (Approval, Objection):
        model.objects.filter(opinion=opinion).update(given_at=at)
