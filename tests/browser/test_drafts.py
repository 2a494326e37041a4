"""What is typed is saved as a draft by itself; a lost connection and an expired login lose nothing."""

import pytest

from consultations.models import CommentDraft, QuestionAnswer
from tests import factories as make
from tests.browsing import address, session_cookie
from tests.chromium import until

WORDS = "Рокови нису довољни."


@pytest.fixture
def running(cast):
    draft = make.make_consultation("draft", [cast.seko])
    make.make_question(draft)
    return make.opened(draft)


@pytest.fixture
def page(visit, cast, running):
    page = visit(cast.network, script=True)
    page.goto(address("passage", running.slug, running.version.passages.get(number="1.1").pk))
    return page


def says(page, words):
    until(page, f"document.getElementById('autosave')?.textContent.includes({words!r})")


def test_a_draft_is_saved_while_it_is_typed_and_gone_on_with_at_its_own_address(page):
    page.fill("[name=proposed_text]", "Документ уређује рокове.")
    page.fill("[name=reason]", WORDS)
    says(page, "Saved at")
    assert "mere za energetsku efikasnost" in page.inner_text("#proposal del")
    page.fill("[name=reason]", f"{WORDS} Заиста.")
    until(page, "document.querySelector('[name=revision]').value === '2'")

    draft = CommentDraft.objects.get()
    assert (draft.reason, draft.revision) == (f"{WORDS} Заиста.", 2)
    assert page.url.endswith(f"/drafts/{draft.pk}/")
    page.reload()
    assert page.input_value("[name=reason]") == f"{WORDS} Заиста."
    assert not page.locator("#typed-note").is_visible()


def test_a_lost_connection_loses_nothing(page):
    page.context.set_offline(True)
    page.fill("[name=reason]", WORDS)
    says(page, "you are offline")
    page.fill("[name=reason]", f"{WORDS} И даље.")
    page.context.set_offline(False)

    until(page, "document.querySelector('[name=revision]').value === '2'")  # first what was on its way, then the rest
    assert CommentDraft.objects.get().reason == f"{WORDS} И даље."


def test_an_expired_login_loses_nothing(page, cast, live_server):
    page.context.clear_cookies()
    page.fill("[name=reason]", WORDS)
    says(page, "you are signed out")
    assert page.input_value("[name=reason]") == WORDS

    page.context.add_cookies([session_cookie(cast.network, live_server.url)])  # signed in in another window
    page.evaluate("dispatchEvent(new Event('online'))")
    says(page, "Saved at")
    assert CommentDraft.objects.get().reason == WORDS


@pytest.mark.slow
def test_what_a_colleague_has_written_meanwhile_is_told_and_both_texts_are_shown(page):
    page.fill("[name=reason]", WORDS)
    says(page, "Saved at")
    CommentDraft.objects.update(reason="Речи колеге.", revision=7)
    page.fill("[name=reason]", "Моје речи.")
    says(page, "Nothing is overwritten")

    page.click("button:has-text('Save as a draft')")
    page.wait_for_selector("[role=alert]")
    assert "Reči kolege." in page.inner_text("main") and page.input_value("[name=reason]") == "Моје речи."


@pytest.mark.slow
def test_answers_are_saved_while_they_are_typed(page, running):
    page.goto(address("contribution", running.slug))
    page.fill("#typed textarea", WORDS)
    says(page, "Saved at")
    page.fill("#typed textarea", "Ипак довољни.")
    until(page, "document.querySelector('[name^=seen-]').value.includes('Ипак')")

    assert QuestionAnswer.objects.get().value == "Ипак довољни."
