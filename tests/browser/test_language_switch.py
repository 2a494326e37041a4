"""Whoever changes the language in the middle of a form goes on typing: nothing is lost, judged or saved."""

import pytest

from consultations.models import Comment
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

PROPOSED = "Мере се спроводе до 2028. године.\nОдељења: ЉУБОВИЈА, Njegoš & „знак” <b>."
REASON = "Half of it is English, друга половина није."
FIELDS = {"proposed_text": PROPOSED, "reason": REASON}


def typed(page):
    return {name: page.input_value(f"[name={name}]") for name in FIELDS}


def change_to(page, label, path):
    page.locator("header").get_by_role("button", name=label, exact=True).click()
    page.wait_for_url(f"**{path}*")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_half_filled_form_survives_the_change_of_language(visit, cast, script):
    consultation = make.make_consultation("open", [cast.seko])
    passage = consultation.version.passages.get(number="1.2")
    rest = f"consultations/{consultation.slug}/passages/{passage.pk}/"
    page = visit(cast.network, script=script, language="sr")
    page.goto(f"/sr/{rest}")
    page.select_option("[name=kind]", "addition")
    page.fill("[name=proposed_text]", PROPOSED)
    page.fill("[name=reason]", REASON)

    change_to(page, "Latinica", f"/sr-latn/{rest}")
    assert (page.locator("html").get_attribute("lang"), typed(page)) == ("sr-Latn", FIELDS)
    change_to(page, "English", f"/en/{rest}")
    assert (page.locator("html").get_attribute("lang"), typed(page)) == ("en", FIELDS)
    assert page.input_value("[name=kind]") == "addition"
    assert page.locator("[aria-invalid=true], [role=alert]").count() == 0
    assert not Comment.objects.exists()

    page.click("main form#typed button[value=submit]")
    page.wait_for_selector("#c1")
    comment = Comment.objects.get()
    assert (comment.kind, comment.passage, comment.reason) == ("addition", passage, REASON)
    assert comment.proposed_text.split() == PROPOSED.split()


def test_an_unfinished_form_is_not_judged_when_the_language_changes(visit, cast):
    consultation = make.make_consultation("open", [cast.seko])
    page = visit(cast.network, script=True, language="en")
    page.goto(f"/en/consultations/{consultation.slug}/whole/")
    page.fill("[name=proposed_text]", PROPOSED)

    change_to(page, "Ћирилица", f"/sr/consultations/{consultation.slug}/whole/")

    assert page.input_value("[name=proposed_text]").split() == PROPOSED.split()
    assert page.locator("[aria-invalid=true], [role=alert]").count() == 0


def test_a_page_without_a_form_keeps_page_and_query(visit):
    page = visit(script=True)
    page.goto("/en/organizations/?q=udruzenje&page=1")

    page.locator("header").get_by_role("link", name="Ћирилица", exact=True).click()

    page.wait_for_url("**/sr/organizations/?q=udruzenje&page=1")


def test_enter_in_a_line_presses_the_forms_own_button_and_changes_no_language(visit, cast):
    page = visit(cast.coordinator, script=False, language="sr")
    page.goto("/sr/consultations/new/")
    page.fill("[name=title]", "Наслов")

    page.press("[name=title]", "Enter")

    page.wait_for_selector(".error-summary")  # it was judged: the SEKOs are missing
    assert page.url.endswith("/sr/consultations/new/")
    assert page.input_value("[name=title]") == "Наслов"
