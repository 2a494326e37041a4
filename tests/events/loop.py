"""One consultation from draft to report, played through the actions."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from consultations.comments.actions.comments import submit_comment, support_comment
from consultations.consultation.actions import open_consultation
from consultations.models import Comment, Consultation, Opinion
from consultations.opinions.actions.disposition import set_aside_comments
from consultations.opinions.actions.items import save_item
from consultations.opinions.actions.opinions import start_opinion, submit_opinion
from consultations.reports.actions import publish_report
from consultations.responses.actions.responses import respond_to_item
from tests import factories as make


@dataclass
class Loop:
    consultation: Consultation
    merged: Comment
    set_aside: Comment
    opinion: Opinion


def play(cast, title="Одрживи развој", title_en="Sustainability"):
    """`network` says what is merged, `other_network` what is set aside; the item is partly accepted."""
    began = timezone.now() - timedelta(days=30)
    consultation = make.make_consultation("draft", sekos=[cast.seko], title=title, title_en=title_en)
    dates = ["opens_at", "comments_close_at", "opinion_due_at", "answer_due_at"]
    for name, day in zip(dates, [0, 10, 20, 40], strict=True):
        setattr(consultation, name, began + timedelta(days=day))
    consultation.save()
    consultation = open_consultation(consultation, by=cast.user("coordinator"), at=began)
    inside, over = began + timedelta(days=1), began + timedelta(days=11)
    said = {"kind": "general", "reason": "Мера није јасна."}
    merged = submit_comment(consultation, by=cast.user("network"), at=inside, **said)
    aside = submit_comment(consultation, by=cast.user("other_network"), at=inside, **said)
    support_comment(merged, by=cast.user("other_network"), at=inside)
    lead = cast.user("lead")
    opinion = start_opinion(consultation, seko=cast.seko, by=lead, at=over)
    item = save_item(opinion, by=lead, title="Мере", text="Тражимо јасне мере.", comments=[merged])
    set_aside_comments(opinion, comments=[aside], by=lead, reason="Није у теми.")
    opinion = submit_opinion(opinion, by=lead, at=over)
    respond_to_item(item, by=cast.user("coordinator"), outcome="partly", reason="Делимично.", at=over)
    publish_report(consultation, by=cast.user("coordinator"), at=over)
    return Loop(consultation, merged, aside, opinion)
