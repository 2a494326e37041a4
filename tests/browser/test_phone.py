"""A member of a network with a phone in hand: finds the consultation, speaks, and later sees what became of it."""

import pytest

from consultations.models import Comment, Consultation
from consultations.opinions.actions.items import save_item
from consultations.opinions.actions.opinions import start_opinion, submit_opinion
from consultations.reports.actions import publish_report
from consultations.responses.actions.responses import respond_to_item
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

WIDTH = 390
SAY_IT = "main form#typed button[value=submit]"
REASON = "Без рокова се мере не прате."
ANSWER = "Рокови улазе у анекс."


@pytest.fixture
def phone(visit, cast):
    return visit(cast.network, width=WIDTH, script=True, language="sr", is_mobile=True, has_touch=True)


def tap(page, selector):
    """A finger needs 24 pixels, and the whole of the thing on the screen."""
    place = page.locator(selector).filter(visible=True).first
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= WIDTH, f"{selector} reaches over the edge"
    assert box["height"] >= 24 or place.evaluate("node => getComputedStyle(node).display === 'inline'")
    with page.expect_navigation():
        place.tap()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= WIDTH, page.url


def test_a_member_speaks_and_sees_the_fate_of_his_words_on_a_phone(phone, cast):
    consultation = make.make_consultation("open", [cast.seko])
    passage = consultation.version.passages.get(number="1.2")
    phone.reload()

    tap(phone, f"main a[href$='{consultation.slug}/']")
    tap(phone, f"main a[href$='/passages/{passage.pk}/']")
    phone.locator("[name=proposed_text]").fill("Мере се спроводе у јавним зградама до 2028. године.")
    phone.locator("[name=reason]").fill(REASON)
    tap(phone, SAY_IT)
    comment = Comment.objects.get()
    assert (comment.passage, comment.reason, comment.organization) == (passage, REASON, cast.network_org)
    assert REASON in phone.inner_text("#c1")

    answered(consultation, comment, cast)
    tap(phone, "header a[href$='/dashboard/']")
    tap(phone, "main a[href$='/dashboard/comments/']")
    assert ANSWER in phone.inner_text("main")


def answered(consultation, comment, cast):
    """What the others do meanwhile."""
    Consultation.objects.filter(pk=consultation.pk).update(status="consolidation")
    consultation.refresh_from_db()
    opinion = start_opinion(consultation, seko=cast.seko, by=cast.user("lead"))
    item = save_item(opinion, by=cast.user("lead"), title="Рокови", text=REASON, comments=[comment])
    submit_opinion(opinion, by=cast.user("lead"))
    respond_to_item(item, by=cast.user("coordinator"), outcome="partly", reason=ANSWER)
    publish_report(consultation, by=cast.user("coordinator"))


def test_the_menu_opens_under_a_finger(phone):
    phone.locator("header summary").tap()
    link = phone.locator("header details a[href$='/sr/sekos/']")
    link.wait_for()
    link.tap()
    phone.wait_for_url("**/sr/sekos/")
