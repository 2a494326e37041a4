"""A consultation from its draft to what became of each item, one part after another."""

from datetime import timedelta

from django.utils import timezone

from consultations.comments.actions.comments import change_comment, submit_comment, support_comment, withdraw_comment
from consultations.comments.actions.drafts import save_draft
from consultations.comments.actions.hiding import hide_comment, show_comment
from consultations.consultation.actions import (
    cancel_consultation,
    change_consultation,
    close_comments,
    create_consultation,
    link_entry,
    move_dates,
    open_consultation,
)
from consultations.consultation.corrections import correct_texts, exchange_sekos, exchange_version
from consultations.contributions.actions import submit_contribution, withdraw_contribution
from consultations.deadlines.actions.scheduled import run_scheduled_acts
from consultations.documents.actions.versions import add_version
from consultations.models import Opinion
from consultations.opinions.actions.consent import (
    approve_opinion,
    ask_consortium,
    object_to_opinion,
    withdraw_consent,
)
from consultations.opinions.actions.items import save_item
from consultations.opinions.actions.opinions import discard_opinion, start_opinion, submit_opinion
from consultations.opinions.actions.retraction import take_back_opinion
from consultations.questions.actions import save_question
from consultations.reports.actions import publish_report
from consultations.responses.actions.corrections import correct_response
from consultations.responses.actions.implementation import note_implementation
from consultations.responses.actions.responses import ResponseContent as Content
from consultations.responses.actions.responses import (
    approve_responses,
    assign_items,
    respond_to_item,
    respond_to_items,
    return_responses,
)
from seko.discarded.actions import restore_discarded
from seko.discarded.models import Discarded
from seko.rules.validity import today
from tests import factories as make
from tests.events.plays import TITLES, plays

DAY = timedelta(days=1)
WORDS = {"kind": "general", "reason": "Мера није јасна."}
ENTRY = "https://ekonsultacije.gov.rs/topicOfDiscussionPage/1/1"


def draft(cast, opens_at=None):
    opens_at = opens_at or timezone.now()
    dates = {name: opens_at + days * DAY for name, days in make.WINDOW.items()}
    version = make.make_document_version()
    return create_consultation(
        by=cast.user("coordinator"), version=version, sekos=[cast.seko], opens_at=opens_at, **dates, **TITLES
    )


def running(cast, opens_at=None):
    return open_consultation(draft(cast, opens_at), by=cast.user("coordinator"), at=opens_at)


def consolidating(cast):
    """The window was over yesterday, and `network` has spoken in it."""
    opened_at = timezone.now() - 13 * DAY
    consultation = running(cast, opened_at)
    comment = submit_comment(consultation, by=cast.user("network"), at=opened_at + DAY, **WORDS)
    run_scheduled_acts(at=timezone.now())
    return consultation, comment


def written(cast, items=1):
    """The draft of an opinion that merges the comment."""
    consultation, comment = consolidating(cast)
    opinion = start_opinion(consultation, seko=cast.seko, by=cast.user("lead"))
    for number in range(items):
        more = {"comments": [comment]} if number == 0 else {}
        save_item(opinion, by=cast.user("lead"), title=f"Мера {number + 1}", text="Тражимо јасне мере.", **more)
    return opinion


def answerable(cast):
    """Three items of a submitted opinion, in their order."""
    return list(submit_opinion(written(cast, items=3), by=cast.user("lead")).items.order_by("position"))


# --- the Office prepares, opens, moves, closes, cancels --------------------------------------


@plays(
    "consultation.corrected",
    "consultation.seko_added",
    "consultation.seko_removed",
    "consultation.version_exchanged",
)
def a_consultation_was_opened_with_slips(cast):
    office, why = {"by": cast.user("coordinator")}, {"reason": "Изабрана је погрешна ставка у списку."}
    consultation = running(cast)
    correct_texts(consultation, contact="Канцеларија за СЕКО", **office)
    exchange_version(consultation, version=make.make_document_version(), **why, **office)
    exchange_sekos(consultation, sekos=[cast.other_seko], **why, **office)


@plays("consultation.created", "consultation.changed", "consultation.questions_changed", "consultation.linked")
def a_consultation_is_prepared(cast):
    office = {"by": cast.user("coordinator")}
    consultation = draft(cast)
    change_consultation(consultation, sekos=[cast.seko, cast.other_seko], summary="Сажетак.", **office)
    save_question(consultation, kind="text", text="Шта недостаје?", text_en="What is missing?", **office)
    link_entry(consultation, ekonsultacije_url=ENTRY, **office)
    link_entry(consultation, ekonsultacije_url="", **office)


@plays("consultation.opened")
def a_consultation_is_opened_at_once_and_another_announced(cast):
    running(cast)
    open_consultation(draft(cast, timezone.now() + 5 * DAY), by=cast.user("coordinator"))


@plays("consultation.dates_moved", "consultation.comments_closed", "consultation.cancelled")
def dates_move_comments_close_and_all_is_cancelled(cast):
    office = {"by": cast.user("coordinator")}
    consultation = running(cast)
    dates = {name: getattr(consultation, name) + DAY for name in make.WINDOW}
    consultation = move_dates(consultation, reason="На молбу мреже.", **dates, **office)
    moved = {"opinion_due_at": consultation.opinion_due_at + DAY}
    consultation = move_dates(consultation, reason="На молбу мреже.", **moved, **office)
    close_comments(consultation, reason="Хитно је.", **office)
    cancel_consultation(consultation, reason="Документ је повучен.", **office)
    consolidating(cast)  # the clock closes without a reason


# --- organizations speak ---------------------------------------------------------------------


@plays("comment.submitted", "comment.supported", "comment.changed", "comment.withdrawn", "comment.said_again")
def an_organization_comments(cast):
    consultation, author = running(cast), {"by": cast.user("network")}
    comment = submit_comment(consultation, **WORDS, **author)
    support_comment(comment, by=cast.user("other_network"))
    comment = change_comment(comment, kind="general", reason="Мера је сада јасна.", **author)
    withdraw_comment(comment, **author)
    submit_contribution(consultation, cast.network_org, **author)


@plays("comment.hidden", "comment.shown")
def the_lead_hides_a_comment(cast):
    comment = submit_comment(running(cast), by=cast.user("network"), **WORDS)
    comment = hide_comment(comment, by=cast.user("lead"), reason="Вређа људе.")
    show_comment(comment, by=cast.user("lead"))


@plays("contribution.submitted", "contribution.withdrawn")
def an_organization_contributes(cast):
    consultation, author = running(cast), {"by": cast.user("network")}
    save_draft(consultation, passage=consultation.version.passages.first(), **WORDS, **author)
    [comment] = submit_contribution(consultation, cast.network_org, **author)
    support_comment(comment, by=cast.user("other_network"))
    withdraw_contribution(consultation, cast.network_org, **author)


# --- the consortium gives its opinion --------------------------------------------------------


@plays(
    "opinion.begun",
    "opinion.consent_asked",
    "opinion.objected",
    "opinion.consent_withdrawn",
    "opinion.approved",
    "opinion.submitted",
    "consultation.review_begun",
)
def a_consortium_gives_its_opinion(cast):
    opinion, member = written(cast), {"by": cast.user("member")}
    approve_opinion(opinion, revision=Opinion.objects.get(pk=opinion.pk).revision, **member)
    withdraw_consent(opinion, **member)
    ask_consortium(opinion, by=cast.user("lead"))
    object_to_opinion(opinion, reason="Рок је кратак.", **member)
    submit_opinion(opinion, by=cast.user("lead"))


@plays("opinion.taken_back")
def an_opinion_was_submitted_too_early(cast):
    lead, opinion = {"by": cast.user("lead")}, written(cast)
    submit_opinion(opinion, **lead)
    take_back_opinion(opinion, reason="Недостаје једна ставка.", **lead)


@plays("opinion.discarded", "opinion.restored")
def a_draft_is_thrown_away_and_taken_up_again(cast):
    discard_opinion(written(cast), by=cast.user("lead"))
    restore_discarded(Discarded.objects.get(), by=cast.user("lead"))


# --- items are answered ----------------------------------------------------------------------


@plays("item.assigned", "item.sent", "item.returned", "item.approved")
def an_institution_answers(cast):
    first, *others = answerable(cast)
    office, contact = {"by": cast.user("coordinator")}, {"by": cast.user("contact")}
    for items, due_on in ([first], today()), (others, None):
        assign_items(items, institution=cast.ministry, due_on=due_on, **office)
        respond_to_items({item: Content("accepted") for item in items}, send=True, **contact)
        return_responses(items, note="Краће, молимо.", **office)
        respond_to_items({item: Content("accepted", "Краће.") for item in items}, send=True, **contact)
        approve_responses(items, **office)


@plays("item.drafted", "item.answered", "report.published", "item.landed", "item.corrected")
def the_office_answers_and_publishes(cast):
    (first, *others), office = answerable(cast), {"by": cast.user("coordinator")}
    consultation = first.opinion.consultation
    for send in (False, True):
        respond_to_item(first, outcome="partly", reason="Делимично.", send=send, **office)
        respond_to_items({item: Content("accepted") for item in others}, send=send, **office)
    publish_report(consultation, **office)
    version = add_version(consultation.version.document, text=f"{make.TEXT}\n\n3.1 Ново.", **office)
    note_implementation(first, passage=version.passages.get(number="3.1"), **office)
    correct_response(first, outcome="accepted", why="Погрешно је преписан исход.", **office)
