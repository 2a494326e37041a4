"""Where an action would refuse, its form says so before anybody types: a link to it leads away, with the reason."""

import pytest

from consultations.models import Consultation
from tests import factories as make
from tests.browsing import address, said

pytestmark = pytest.mark.django_db

STATES = ("draft", "open", "consolidation", "in_review", "answered", "cancelled")
RUNNING = {"open", "consolidation", "in_review"}
FORMS = {  # address: the states in which the Office types there
    "edit": {"draft"},
    "question_create": {"draft"},
    "close": {"open"},
    "move": RUNNING,
    "cancel": RUNNING,
    "correct": RUNNING,
    "exchange_sekos": {"open"},
    "exchange_version": {"open"},
    "report_publish": {"in_review"},
    "entry": set(STATES),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_there_where_its_action_is_possible_and_elsewhere_says_why_not(client, cast, name):
    client.force_login(cast.coordinator)
    shown, told = set(), {}
    for state in STATES:
        consultation = make.make_consultation("draft" if state == "draft" else "consolidation", [cast.seko])
        if state == "open":
            consultation = make.make_consultation("open", [cast.seko])
        elif state not in {"draft", "consolidation"}:
            reason = "Повучено." if state == "cancelled" else ""
            Consultation.objects.filter(pk=consultation.pk).update(status=state, cancel_reason=reason)
        answer = client.get(address(name, consultation.slug))
        if answer.status_code == 200:
            shown.add(state)
        else:
            told[state] = answer.status_code, bool(said(answer))

    assert shown == FORMS[name]
    assert set(told.values()) <= {(302, True)}


def test_what_was_typed_meanwhile_is_refused_with_the_words_still_there(client, cast):
    client.force_login(cast.coordinator)
    consultation = make.make_consultation("open", [cast.seko])

    refused = client.post(address("edit", consultation.slug), {"title": "AAA нешто"})

    assert refused.status_code == 200
    assert "AAA нешто" in refused.content.decode()


def test_an_opinion_that_is_submitted_is_not_written_any_more(client, cast):
    consultation = make.make_consultation("consolidation", [cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1, status="submitted")
    client.force_login(cast.lead)
    place = (consultation.slug, cast.seko.code)

    pages = [address(name, *place) for name in ("opinion_introduction", "item_create", "set_aside", "minority_create")]
    pages.append(address("item_edit", *place, opinion.items.get().pk))

    assert {(answer.status_code, bool(said(answer))) for answer in map(client.get, pages)} == {(302, True)}


def test_a_comment_is_not_changed_after_the_window(client, cast):
    consultation = make.make_consultation("consolidation", [cast.seko])
    comment = make.make_comment(consultation, cast.mandate("network"))
    client.force_login(cast.network)

    answer = client.get(address("comment_edit", consultation.slug, comment.number))

    assert (answer.status_code, bool(said(answer))) == (302, True)
