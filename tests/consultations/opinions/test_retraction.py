"""An opinion that was submitted too early is taken back until the Office has begun to work on it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from consultations.models import Consultation, Opinion, Retraction
from consultations.opinions.actions.disposition import set_aside_comments
from consultations.opinions.actions.items import save_item
from consultations.opinions.actions.opinions import start_opinion, submit_opinion
from consultations.opinions.actions.retraction import take_back_opinion
from consultations.responses.actions.responses import assign_items
from tests import factories as make
from tests.browsing import press
from tests.cast import Cast
from tests.happened import last_event, told
from tests.refusals import refused

POINT = {"title": "Мере", "text": "Тражимо јасне мере."}
REASON = "Недостаје једна ставка."


@pytest.fixture
def submitted(cast):
    """The only opinion that was asked for: its submission began the review."""
    consultation = make.make_consultation("consolidation", [cast.seko])
    comments = [make.make_comment(consultation, cast.mandate(who)) for who in ("network", "other_network")]
    opinion = start_opinion(consultation, seko=cast.seko, by=cast.lead)
    save_item(opinion, by=cast.lead, comments=comments[:1], **POINT)
    set_aside_comments(opinion, by=cast.lead, comments=comments[1:], reason="Ван теме.")
    return submit_opinion(opinion, by=cast.lead)


def test_an_opinion_taken_back_is_the_draft_that_it_was(cast, submitted):
    take_back_opinion(submitted, by=cast.lead, reason=REASON)

    opinion = Opinion.objects.get(pk=submitted.pk)
    assert (opinion.status, opinion.number, opinion.content, opinion.submitted_at) == ("draft", "", None, None)
    assert [item.title for item in opinion.items.all()] == ["Мере"]
    assert opinion.set_aside.count() == 1


def test_the_consultation_waits_for_opinions_again(cast, submitted):
    assert Consultation.objects.get().status == "in_review"

    take_back_opinion(submitted, by=cast.lead, reason=REASON)

    assert Consultation.objects.get().status == "consolidation"


def test_what_had_been_submitted_is_kept_with_the_reason(cast, submitted):
    take_back_opinion(submitted, by=cast.lead, reason=f" {REASON} ")

    kept = Retraction.objects.get()
    assert (kept.number, kept.content, kept.content_hash) == (
        submitted.number,
        submitted.content,
        submitted.content_hash,
    )
    assert (kept.reason, kept.mandate) == (REASON, cast.mandate("lead"))


def test_the_office_and_the_consortium_are_told(cast, submitted):
    take_back_opinion(submitted, by=cast.lead, reason=REASON)

    event = last_event()
    assert (event.verb, event.public, event.facts["number"]) == ("opinion.taken_back", True, submitted.number)
    assert told(cast, event) == {"coordinator", "desk_officer", "member"}


def test_it_is_submitted_anew_under_its_number(cast, submitted):
    opinion = take_back_opinion(submitted, by=cast.lead, reason=REASON)
    save_item(opinion, by=cast.lead, comments=[], **POINT | {"title": "Рокови"})

    again = submit_opinion(opinion, by=cast.lead)

    assert again.number == submitted.number
    assert again.content_hash != submitted.content_hash


@pytest.mark.parametrize("role", [role for role in Cast.roles() if role != "lead"])
def test_only_the_lead_takes_it_back(cast, submitted, role):
    with pytest.raises(PermissionDenied):
        take_back_opinion(submitted, by=cast.user(role), reason=REASON)


def test_it_stays_once_an_item_was_sent_to_an_institution(cast, submitted):
    assign_items(submitted.items.all(), by=cast.coordinator, institution=cast.ministry)

    with refused("review_begun"):
        take_back_opinion(submitted, by=cast.lead, reason=REASON)


def test_it_can_be_taken_back_until_the_term_and_not_at_it(cast, submitted):
    due = Consultation.objects.get().opinion_due_at
    with refused("term_over"):
        take_back_opinion(submitted, by=cast.lead, reason=REASON, at=due)

    take_back_opinion(submitted, by=cast.lead, reason=REASON, at=due - timedelta(microseconds=1))


def test_it_is_taken_back_once_and_with_a_reason(cast, submitted):
    with refused("reason_missing"):
        take_back_opinion(submitted, by=cast.lead, reason="  ")
    take_back_opinion(submitted, by=cast.lead, reason=REASON)
    with refused("not_submitted"):
        take_back_opinion(submitted, by=cast.lead, reason=REASON)


def test_nothing_is_taken_back_when_the_consultation_is_over(cast, submitted):
    Consultation.objects.update(status="cancelled", cancel_reason="Документ је повучен.")

    with refused("consultation_over"):
        take_back_opinion(submitted, by=cast.lead, reason=REASON)


def test_the_database_lets_no_submitted_opinion_become_a_draft_without_its_trace(submitted):
    with pytest.raises(IntegrityError, match="opinion_submitted_fixed"), transaction.atomic():
        Opinion.objects.update(status="draft")


@pytest.mark.parametrize("change", [lambda rows: rows.update(reason="Друго."), lambda rows: rows.delete()])
def test_the_database_keeps_the_trace(cast, submitted, change):
    take_back_opinion(submitted, by=cast.lead, reason=REASON)

    with pytest.raises(IntegrityError, match="retraction_fixed"), transaction.atomic():
        change(Retraction.objects.all())


def test_the_lead_takes_it_back_on_its_page(cast, submitted, client):
    client.force_login(cast.lead)
    place = [submitted.consultation.slug, cast.seko.code]
    with translation.override("sr"):
        address, opinion = (reverse(f"consultations:{name}", args=place) for name in ("opinion_take_back", "opinion"))
    assert address in client.get(opinion).content.decode()

    page = press(client, address, {"reason": REASON}, follow=True).content.decode()

    assert Opinion.objects.get().status == "draft"
    assert REASON in page


def test_a_file_that_was_submitted_is_known_as_taken_back(cast, submitted, client):
    take_back_opinion(submitted, by=cast.lead, reason=REASON)

    page = client.get(reverse("consultations:verify"), {"sha256": submitted.content_hash})

    assert page.context["known"].retraction == Retraction.objects.get()
    assert submitted.number in page.content.decode()
