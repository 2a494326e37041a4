"""Consultations with comments, opinions and answers, small enough to count by hand."""

from datetime import datetime, timedelta

from django.utils import timezone

from consultations.models import Consultation, OpinionItem, SetAside
from consultations.responses.outcomes import Outcome
from tests import factories as make

DAY = timedelta(days=1)


def at(text):
    """Noon in Belgrade on a day."""
    return timezone.make_aware(datetime.fromisoformat(f"{text}T12:00"))


def consultation_of(day, *sekos, status="in_review"):
    """A consultation whose window opened five days before the day and closed ten days after."""
    opens = at(day) - 5 * DAY
    dates = {"opens_at": opens, "comments_close_at": opens + 15 * DAY}
    return make.make_consultation(
        status, sekos, **dates, opinion_due_at=opens + 30 * DAY, answer_due_at=opens + 45 * DAY
    )


def opinion_with(consultation, seko, mandate, answers=(), aside=(), status="submitted"):
    """An opinion with one item for each `(comment, outcome or None, passage where it landed or None)`."""
    opinion = make.make_opinion(consultation, seko, mandate, items=0)
    for position, (comment, outcome, landed) in enumerate(answers, start=1):
        item = OpinionItem.objects.create(opinion=opinion, position=position, title="Тачка", text="Измена.")
        item.comments.set([comment])
        if outcome:
            body = "Влада" if Outcome(outcome).names_body else ""
            make.make_response(item, mandate, outcome, reason="Зато.", landed_in=landed, forwarded_to=body)
    for comment in aside:
        SetAside.objects.create(opinion=opinion, comment=comment, reason="Не односи се на документ.")
    if status == "submitted":
        opinion.status, opinion.number, opinion.content_hash = status, f"{consultation.number}/{seko.pk}", "0" * 64
        opinion.submitted_at = timezone.now()
        opinion.save()
    return opinion


def over(consultation, status):
    """The report is out, or the consultation is cancelled."""
    Consultation.objects.filter(pk=consultation.pk).update(status=status, cancel_reason="Повучено.")


def in_both_networks(cast):
    """A mandate for an organization in the networks of both SEKOs."""
    mandate = make.make_representation()
    make.join(cast.seko, mandate.organization)
    make.join(cast.other_seko, mandate.organization)
    return mandate


def four_rounds(cast, both):
    """Four consultations: with a report, with answers not yet published, with a draft opinion, cancelled."""
    lead, network, other = cast.mandate("lead"), cast.mandate("network"), cast.mandate("other_network")
    done = make.make_consultation("in_review", [cast.seko, cast.other_seko])
    later = make.make_document_version(document=done.version.document, number=2).passages.first()
    accepted = make.make_comment(done, network)
    shared = make.make_comment(done, both)
    left_out = make.make_comment(done, cast.mandate("outsider"))
    make.make_comment(done, other, submitted_at=done.comments_close_at + DAY)
    make.make_comment(done, network, withdrawn_at=timezone.now())
    answers = [(accepted, "accepted", later), (accepted, "partly", None), (shared, "not_accepted", None)]
    opinion_with(done, cast.seko, lead, answers)
    opinion_with(done, cast.other_seko, lead, [(shared, "partly", None)], aside=[left_out])
    over(done, "answered")

    waiting = make.make_consultation("in_review", [cast.seko])
    opinion_with(waiting, cast.seko, lead, [(make.make_comment(waiting, network), "accepted", None)])

    draft = make.make_consultation("consolidation", [cast.seko])
    told = [make.make_comment(draft, other), make.make_comment(draft, other)]
    opinion_with(draft, cast.seko, lead, [(told[0], None, None)], aside=[told[1]], status="draft")

    gone = make.make_consultation("in_review", [cast.seko])
    opinion_with(gone, cast.seko, lead, [(make.make_comment(gone, network), "accepted", None)])
    over(gone, "cancelled")
    return {"done": done, "waiting": waiting, "draft": draft, "gone": gone}
