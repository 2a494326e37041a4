"""Searching as one types, and the same without script."""

import pytest

from tests import factories as make
from tests.chromium import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def organizations(db):
    return [make.make_organization(name) for name in ("Удружење „Јагодњак“", "Савез јагодњака", "Друго")]


def says(page, words):
    until(page, f"document.querySelector('#search-status').innerText.trim() === '{words}'")


def test_results_come_while_one_types_and_the_focus_stays(visit, organizations):
    page = visit(script=True)
    page.goto("/sr/search/")
    before = page.evaluate("history.length")

    page.focus("#q")
    page.keyboard.type("jagod", delay=20)
    says(page, "2 резултата")

    assert page.locator("mark").all_inner_texts() == ["јагодњака", "Јагодњак"]
    assert page.url.endswith("/sr/search/?q=jagod")
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.evaluate("history.length") == before  # going back leaves the search

    page.keyboard.type("njaku savez", delay=20)
    says(page, "1 резултат")

    page.locator("nav a[href*='kind=organizations']").click()
    assert page.locator("mark").all_inner_texts() == ["Савез", "јагодњака"]
    page.fill("#q", "")
    until(page, "document.querySelector('#search-status').innerText.trim() === ''")
    assert page.locator("mark").count() == 0


def test_without_script_a_button_searches(visit, organizations):
    page = visit()
    page.goto("/sr-latn/search/")

    page.fill("#q", "Јагодњак")
    page.locator("main form button").click()

    assert page.inner_text("#search-status").strip() == "2 rezultata"
    assert page.locator("mark").all_inner_texts() == ["jagodnjaka", "Jagodnjak"]
