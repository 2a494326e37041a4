"""Typed and not sent text is back after a lost page; it is forgotten once sent, thrown away, or signed out."""

import pytest

from consultations.models import Comment
from organizations.models import Organization
from tests import factories as make
from tests.browsing import address
from tests.chromium import until

WORDS = "Рокови нису довољни."
KEPT = f"Object.entries(localStorage).some(([key, text]) => key.startsWith('seko:typed') && text.includes('{WORDS}'))"


@pytest.fixture
def page_with_words(visit, cast):
    """A member has typed a reason and lost the page before sending it."""
    consultation = make.make_consultation("open", [cast.seko])
    passage = consultation.version.passages.get(number="1.1")
    page = visit(cast.network, script=True)
    page.goto(address("passage", consultation.slug, passage.pk))
    page.fill("[name=reason]", WORDS)
    until(page, KEPT)  # a moment after the last key
    page.goto(address("list"))
    page.goto(address("passage", consultation.slug, passage.pk))
    return page


def test_the_text_is_back_and_says_so(page_with_words):
    assert page_with_words.input_value("[name=reason]") == WORDS
    assert page_with_words.locator("#typed-note").is_visible()


@pytest.mark.slow
def test_it_is_back_in_another_language_too(page_with_words):
    page_with_words.goto(page_with_words.url.replace("/en/", "/sr/"))

    assert page_with_words.input_value("[name=reason]") == WORDS


@pytest.mark.slow
def test_it_can_be_thrown_away(page_with_words):
    with page_with_words.expect_navigation():
        page_with_words.click("#typed-note button")

    assert page_with_words.input_value("[name=reason]") == ""
    assert not page_with_words.locator("#typed-note").is_visible()


def test_what_was_sent_is_forgotten(page_with_words):
    page_with_words.select_option("[name=kind]", "general")
    page_with_words.click("button:has-text('Submit the comment')")
    page_with_words.wait_for_selector("[data-done]")
    assert Comment.objects.get().reason == WORDS

    page_with_words.goto(page_with_words.url)

    assert page_with_words.input_value("[name=reason]") == ""


@pytest.mark.slow
def test_what_was_refused_is_not_forgotten(page_with_words):
    page_with_words.fill("[name=proposed_text]", "")
    page_with_words.fill("[name=reason]", "")
    page_with_words.fill("[name=proposed_text]", "Само предлог.")
    page_with_words.click("button:has-text('Submit the comment')")
    page_with_words.wait_for_selector(".error-summary")
    page_with_words.goto(page_with_words.url)

    assert page_with_words.input_value("[name=proposed_text]") == "Само предлог."


@pytest.mark.slow
def test_signing_out_forgets_it(page_with_words, cast):
    passage = page_with_words.url
    page_with_words.click("form[data-sign-out] button")
    page_with_words.wait_for_load_state()

    assert page_with_words.evaluate("Object.keys(localStorage).filter(key => key.startsWith('seko:typed'))") == []
    assert passage


def test_what_a_colleague_has_saved_since_is_not_covered_by_the_text_that_was_kept(visit, cast):
    page, edit = visit(cast.network, script=True), f"/en/organizations/{cast.network_org.slug}/edit/"
    page.goto(edit)
    page.fill("[name=seat]", WORDS)
    until(page, KEPT)
    page.goto(address("list"))
    Organization.objects.filter(pk=cast.network_org.pk).update(seat="Ужице")

    page.goto(edit)
    assert page.locator("#typed-other").is_visible() and not page.locator("#typed-note").is_visible()
    assert page.input_value("[name=seat]") == "Ужице"
    page.click("#typed-other [data-mine]")
    assert page.input_value("[name=seat]") == WORDS
    page.click("main form#typed button[type=submit]")

    page.wait_for_selector("#id_seat_theirs")
    assert "Užice" in page.inner_text("#id_seat_theirs") and page.input_value("[name=seat]") == WORDS
    assert Organization.objects.get(pk=cast.network_org.pk).seat == "Ужице"
