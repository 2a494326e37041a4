"""A page that is out of date never wins: two people have the same form open, the second sees what the first wrote."""

from datetime import timedelta

import pytest
from django.utils import translation
from lxml import html

from consultations.models import Comment, Consultation, Question
from seko.events.models import Event
from seko.scripts import for_visitor
from tests import factories as make
from tests.browsing import address, moment, press, text_of
from tests.forms import typed_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(cast):
    return make.make_consultation("open", [cast.seko])


@pytest.fixture
def draft(cast):
    return make.make_consultation("draft", [cast.seko], summary="", title="Наслов")


def two_tabs(client, page, first, second):
    """Both open the page; then the first sends it with these changes, and after them the second. The last answer."""
    tabs = [typed_form(client.get(page)).sent() for _tab in range(2)]
    assert press(client, page, tabs[0] | first).status_code == 302
    return press(client, page, tabs[1] | second)


def test_dates_that_a_colleague_moved_are_not_moved_back(client, cast, running):
    client.force_login(cast.coordinator)
    later = running.comments_close_at + timedelta(hours=5)
    answer = running.answer_due_at + timedelta(days=3)

    two_tabs(
        client,
        address("move", running.slug),
        {"comments_close_at": moment(later), "reason": "r1"},
        {"answer_due_at": moment(answer), "reason": "r2"},
    )

    moved = Consultation.objects.get()
    assert (moved.comments_close_at, moved.answer_due_at) == tuple(
        at.replace(second=0, microsecond=0) for at in (later, answer)
    )
    told = Event.objects.filter(verb="consultation.dates_moved").order_by("pk")
    assert [set(event.facts["after"]) for event in told] == [{"comments_close_at"}, {"answer_due_at"}]


def test_the_same_date_moved_by_two_is_shown_twice_and_either_can_stay(client, cast, running):
    client.force_login(cast.coordinator)
    page = address("move", running.slug)
    first, second = (moment(running.comments_close_at + timedelta(hours=hours)) for hours in (5, 9))

    refused = two_tabs(
        client, page, {"comments_close_at": first, "reason": "r1"}, {"comments_close_at": second, "reason": "r2"}
    )

    form = typed_form(refused)
    with translation.override("en"):
        who = for_visitor(cast.coordinator.full_name)
    told = html.fromstring(refused.content.decode()).get_element_by_id("id_comments_close_at_theirs").text_content()
    assert f"Saved in the meantime by {who}, " in " ".join(told.split())
    assert form.sent()["comments_close_at"] == [second] and form.sent()["reason"] == ["r2"]
    left = client.post(page, form.sent() | {"leave_theirs": "comments_close_at"})
    assert "nothing_moved" in {each.code for each in left.context["form"].non_field_errors().as_data()}
    assert moment(Consultation.objects.get().comments_close_at) == first
    assert press(client, page, form.sent()).status_code == 302
    assert moment(Consultation.objects.get().comments_close_at) == second


def test_in_a_draft_each_keeps_what_they_wrote(client, cast, draft):
    client.force_login(cast.coordinator)

    two_tabs(client, address("edit", draft.slug), {"summary": "Сажетак Б."}, {"title": "Наслов А"})

    saved = Consultation.objects.get()
    assert (saved.title, saved.summary) == ("Наслов А", "Сажетак Б.")


def test_a_question_keeps_both_wordings(client, cast, draft):
    client.force_login(cast.coordinator)
    question = make.make_question(draft)

    two_tabs(
        client,
        address("question_edit", draft.slug, question.pk),
        {"text_en": "Are the terms enough?"},
        {"text": "Да ли су рокови довољни?"},
    )

    saved = Question.objects.get()
    assert (saved.text, saved.text_en) == ("Да ли су рокови довољни?", "Are the terms enough?")


def test_a_profile_keeps_phone_and_website(client, cast):
    client.force_login(cast.network)
    page = f"/en/organizations/{cast.network_org.slug}/edit/"

    two_tabs(client, page, {"phone": "+381 11 123 456"}, {"website": "https://primer.rs"})

    cast.network_org.refresh_from_db()
    assert (cast.network_org.phone, cast.network_org.website) == ("+381 11 123 456", "https://primer.rs")


def test_who_changes_a_submitted_comment_second_sees_the_first_ones_words(client, cast, running):
    comment = make.make_comment(running, cast.mandate("network"), reason="Прво.")
    client.force_login(cast.network)
    page = address("comment_edit", running.slug, comment.number)

    refused = two_tabs(
        client, page, {"reason": "Речи колеге.", "act": "submit"}, {"reason": "Моје речи.", "act": "submit"}
    )

    assert Comment.objects.get().reason == "Речи колеге."
    assert "Reči kolege." in text_of(refused)
    assert typed_form(refused).sent()["reason"] == ["Моје речи."]


def test_what_only_the_other_changed_is_shown_as_it_stays(client, cast, running):
    comment = make.make_comment(running, cast.mandate("network"), reason="Прво.", proposed_text="Текст.")
    client.force_login(cast.network)
    page = address("comment_edit", running.slug, comment.number)

    refused = two_tabs(
        client,
        page,
        {"reason": "Речи колеге.", "proposed_text": "Текст колеге.", "act": "submit"},
        {"reason": "Моје речи.", "act": "submit"},
    )

    assert typed_form(refused).sent()["proposed_text"] == ["Текст колеге."]
    client.post(page, typed_form(refused).sent() | {"act": "submit"})
    saved = Comment.objects.get()
    assert (saved.reason, saved.proposed_text) == ("Моје речи.", "Текст колеге.")
