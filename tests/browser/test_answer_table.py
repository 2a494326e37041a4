"""The table of answers under the hands of somebody who types: keys with script, links and boxes without."""

from urllib.parse import urlsplit

import pytest

from consultations.models import Response
from tests import factories as make
from tests.browser.keyboard import Keyboard
from tests.browsing import address

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def items(cast):
    consultation = make.make_consultation("in_review", [cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=4, status="submitted")
    return list(opinion.items.order_by("position"))


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def chosen(page):
    return page.locator("input[name=item]:checked").count()


def test_rows_are_walked_chosen_opened_and_cleared_by_keys(visit, cast, items):
    slug = items[0].opinion.consultation.slug
    page = visit(cast.coordinator, script=True)
    page.goto(address("responses", slug) + "?state=none")
    page.locator("[data-keys]").wait_for()  # the keys are written where they work

    for key, position in [("j", 1), ("j", 2), ("ArrowDown", 3), ("k", 2), ("ArrowUp", 1), ("k", 1), ("j", 2)]:
        page.keyboard.press(key)
        assert focused(page).startswith(f"{position}."), (key, position)
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert chosen(page) == 2
    assert "2" in page.locator("[data-chosen]").inner_text()
    page.keyboard.press("Escape")
    assert chosen(page) == 0

    page.focus("#site-search")
    page.keyboard.type("jx")  # what is typed into a field is text
    assert (page.input_value("#site-search"), chosen(page)) == ("jx", 0)
    page.goto(address("responses", slug) + "?state=none")
    page.keyboard.press("j")
    Keyboard(page).enter()
    assert urlsplit(page.url).path == address("response", slug, items[0].pk)
    assert urlsplit(page.url).query == "state=none"


def test_without_script_one_answer_is_given_to_several_items(visit, cast, items):
    slug = items[0].opinion.consultation.slug
    page = visit(cast.coordinator)
    page.goto(address("responses", slug) + "?state=none")

    page.check(f"#choose-{items[0].pk}")
    page.check(f"#choose-{items[2].pk}")
    page.click("button:has-text('Give all the same answer')")
    page.check("[name=outcome][value=noted]")
    page.fill("[name=reason]", "Примљено к знању.")
    page.click("button:has-text('Save and approve')")

    assert set(Response.objects.values_list("item", flat=True)) == {items[0].pk, items[2].pk}
    assert urlsplit(page.url).query == "state=none"
