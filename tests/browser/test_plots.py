"""Plots in a real Chromium: within the security policy, in both themes, on paper; without script their tables."""

import pytest

from organizations.models import Organization
from tests import factories as make
from tests.browsing import address
from tests.rounds import four_rounds, in_both_networks

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = address("statistics")
# Districts with outlines are in the file of the map; the shape itself is not read from the database.
OUTLINE = {"type": "Polygon", "coordinates": []}
MOVED = """new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => { for (const each of list.getEntries()) sum += each.value; })
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 300);
})"""


@pytest.fixture
def numbers(cast):
    belgrade = make.make_district("RS-00", "Град Београд", name_en="City of Belgrade", outline=OUTLINE)
    Organization.objects.filter(pk=cast.network_org.pk).update(district=belgrade)
    four_rounds(cast, in_both_networks(cast))


@pytest.fixture
def complaints():
    """What the browser has against a page."""
    return []


def drawn(page, complaints):
    """The page of statistics with every plot on it."""
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(PAGE)
    page.wait_for_function("() => document.querySelectorAll('.plot-drawing svg').length === 4")
    return page


def district(page):
    """The drawing of Belgrade: the one with a number on it."""
    return page.locator("#plot-organizations-by-district svg").get_by_text("1", exact=True)


def test_every_plot_is_drawn_within_the_security_policy_and_nothing_moves(visit, numbers, complaints):
    page = drawn(visit(script=True), complaints)

    assert page.evaluate(MOVED) == 0
    assert page.locator(".plot-table[open]").count() == 0
    assert page.locator("[role=img]").count() == 4
    assert complaints == []


def test_the_library_is_fetched_only_where_there_is_a_plot(visit, cast):
    page = visit(script=True)
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))

    page.goto(PAGE.replace("statistics", "organizations"))
    page.wait_for_load_state("networkidle")

    assert [url for url in fetched if "echarts" in url or "districts.json" in url] == []


@pytest.mark.slow
def test_who_wants_less_motion_sees_the_same_colours(visit, numbers, complaints):
    """A transition, however short, would give a colour that is asked for as it was before."""
    fills = (
        "page => [...new Set([...document.querySelectorAll('.plot-map path')].map(each => each.getAttribute('fill')))]"
    )

    still = drawn(visit(script=True, reduced_motion="reduce"), complaints).evaluate(fills)

    assert sorted(still) == sorted(drawn(visit(script=True), complaints).evaluate(fills))
    assert len(still) > 1


@pytest.mark.slow
def test_another_theme_draws_anew_in_its_colours(visit, numbers, complaints):
    page = drawn(visit(script=True, color_scheme="light"), complaints)
    colours = (
        "[...document.querySelectorAll('#plot-comment-flow svg path')].map(path => path.getAttribute('fill')).join()"
    )
    light = page.evaluate(colours)

    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"() => ({colours}) !== '{light}'")
    dark = page.evaluate(colours)
    page.emulate_media(color_scheme="dark", media="print")
    page.wait_for_function(f"() => ({colours}) === '{light}'")

    assert dark != light
    assert page.locator("#plot-comment-flow").bounding_box()["width"] == 640
    assert complaints == []


@pytest.mark.slow
def test_the_pointer_tells_the_figure_and_a_click_leads_to_the_organizations(visit, numbers, complaints):
    page = drawn(visit(script=True), complaints)

    district(page).hover()
    assert page.locator(".plot-tip:visible").inner_text() == "City of Belgrade: 1"
    page.keyboard.press("Escape")
    assert page.locator(".plot-tip:visible").count() == 0
    district(page).click()
    page.wait_for_url("**/organizations/?district=RS-00")

    assert complaints == []


def test_the_keyboard_reaches_the_table_and_its_links(visit, numbers, complaints):
    page = drawn(visit(script=True), complaints)

    page.locator("#plot-organizations-by-district summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**/organizations/?district=RS-00")


def test_without_script_the_tables_are_open_and_no_room_is_left_for_drawings(visit, numbers):
    page = visit()

    page.goto(PAGE)

    assert page.locator(".plot table:visible").count() == 4
    assert page.locator(".plot-drawing:visible, .plot-legend:visible").count() == 0


def test_where_the_drawing_can_not_be_made_the_table_opens(visit, numbers):
    page = visit(script=True)
    page.route("**/echarts.min.js", lambda route: route.abort())

    page.goto(PAGE)
    page.wait_for_function("() => document.querySelectorAll('.plot-table[open]').length === 4")

    assert page.locator(".plot-drawing:visible, .plot-legend:visible").count() == 0


@pytest.mark.slow
def test_a_telephone_shows_each_plot_within_its_width(visit, numbers, complaints):
    page = drawn(visit(script=True, width=320), complaints)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert complaints == []
